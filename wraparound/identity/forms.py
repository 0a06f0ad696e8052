"""The forms of identity: why something closed is opened, and what is said of a shield."""

from django import forms

from wraparound.identity.words import ShieldKind


class GlassForm(forms.Form):
    """Why something closed must be opened now."""

    reason = forms.CharField(
        label="Why do you need to see this now?",
        help_text="Someone else reads this tomorrow and judges it. Say what you know, and what may happen if you wait.",
        widget=forms.Textarea,
        min_length=15,
        max_length=2_000,
        error_messages={
            "required": "Say why you need to see this now",
            "min_length": "Say why in a sentence, so that someone else can judge it",
        },
    )


class ShieldForm(forms.Form):
    """Whom to hide, why, and when a keeper looks at it again."""

    code = forms.CharField(
        label="Code of the person",
        help_text="It is on the page of the child or adult, such as P-7K3M-92QX.",
        max_length=20,
        error_messages={"required": "Enter the code of the person to be hidden"},
    )
    kind = forms.ChoiceField(
        label="Why must they be hidden?",
        choices=[(kind.value, kind.label[:1].upper() + kind.label[1:]) for kind in ShieldKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why they must be hidden"},
    )
    reason = forms.CharField(
        label="What another keeper must know",
        help_text="Who asked for it, and when it may be lifted. Only keepers read this.",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Say what another keeper must know"},
    )
    until = forms.DateField(
        label="Look at it again on",
        help_text="If you know when. The shield stands until a keeper lifts it, also after this day.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y"],
        required=False,
        error_messages={"invalid": "Give the day as day, month and year, such as 3 9 2027"},
    )

    def clean_code(self) -> str:
        """Take a code as people type it: in small letters, or with spaces around."""
        return str(self.cleaned_data["code"]).strip().upper()


class LiftForm(forms.Form):
    """Why a shield may be lifted."""

    why = forms.CharField(
        label="Why may the shield be lifted?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Say why the shield may be lifted"},
    )
