"""The forms of identity: why something closed is opened or a number withheld, and what is said of a shield."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wraparound.identity.words import HoldKind, LifeKind, ShieldKind
from wraparound.matching.words import Answer

NOT_THE_NUMBER = "Someone else must be able to judge it. Do not write the number itself."


def _to_be_judged(label: str, *, help_text: str, required: str = "Say why") -> forms.CharField:
    """Ask for a reason that someone else judges."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea,
        min_length=15,
        max_length=2_000,
        error_messages={
            "required": required,
            "min_length": "Say why in a sentence, so that someone else can judge it",
        },
    )


class PersonCodeField(forms.CharField):
    """A person's code as people type it: in small letters, or with spaces around."""

    def to_python(self, value: object) -> str:
        """Give it as codes are written."""
        return str(super().to_python(value)).upper()


def _code(required: str) -> PersonCodeField:
    """Ask for a person's code."""
    return PersonCodeField(
        label="Code of the person",
        help_text="It is on the page of the child or adult, such as P-7K3M-92QX.",
        max_length=20,
        error_messages={"required": required},
    )


def _look_again(what: str) -> forms.DateField:
    """Ask when a keeper is to look again at what stands until it is lifted."""
    return forms.DateField(
        label="Look at it again on",
        help_text=f"If you know when. The {what} stands until a keeper lifts it, also after this day.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y"],
        required=False,
        error_messages={"invalid": "Give the day as day, month and year, such as 3 9 2027"},
    )


class ScrapForm(forms.Form):
    """Whatever is known of a child whom someone looks for."""

    scrap = forms.CharField(label="Find a child by anything you know", max_length=200)


class GlassForm(forms.Form):
    """Why something closed must be opened now."""

    reason = _to_be_judged(
        "Why do you need to see this now?",
        help_text="Someone else reads this tomorrow and judges it. Say what you know, and what may happen if you wait.",
        required="Say why you need to see this now",
    )


class ShieldForm(forms.Form):
    """Whom to hide, why, and when a keeper looks at it again."""

    code = _code("Enter the code of the person to be hidden")
    kind = forms.ChoiceField(
        label="Why must they be hidden?",
        choices=[
            (kind.value, kind.label[:1].upper() + kind.label[1:])
            for kind in ShieldKind
            if kind is not ShieldKind.LIKENESS
        ],
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
    until = _look_again("shield")


class LiftForm(forms.Form):
    """Why a shield may be lifted."""

    why = forms.CharField(
        label="Why may the shield be lifted?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Say why the shield may be lifted"},
    )


class ApartForm(forms.Form):
    """Which two persons are one child's former and new identity, and what another keeper must know."""

    former = _code("Enter the code of the identity of before")
    new = _code("Enter the code of the identity of now")
    reason = _to_be_judged(
        "What must another keeper know?",
        help_text="Who asked for it, and when it may end. Only keepers read this.",
        required="Say what another keeper must know",
    )
    records = forms.TypedMultipleChoiceField(
        label="Which of these records are of the identity of before?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, records: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        """Say of each code which it is; `records` are those of the one person to whom both codes lead, if they do."""
        super().__init__(*args, **kwargs)
        self.fields["records"].choices = records  # type: ignore[attr-defined]
        self.fields["former"].label = "Code of the identity of before"
        self.fields["new"].label = "Code of the identity of now"


class MeetForm(forms.Form):
    """Why two identities need not be kept apart any more."""

    why = _to_be_judged("Why need they not be kept apart?", help_text="Another keeper must be able to judge it.")


class WithholdForm(forms.Form):
    """Why nobody may see a number."""

    reason = _to_be_judged("Why would seeing this number harm the child?", help_text=NOT_THE_NUMBER)


class ShowForm(forms.Form):
    """Why a number may be seen again."""

    reason = _to_be_judged("Why can this number be seen again?", help_text=NOT_THE_NUMBER)


class LifeForm(forms.Form):
    """What happened in someone's life, when, and of a move where one can ask."""

    kind = forms.ChoiceField(
        label="What happened?",
        choices=[
            (LifeKind.MOVED_IN.value, "They moved into this area"),
            (LifeKind.MOVED_OUT.value, "They moved out of this area"),
            (LifeKind.DIED.value, "They died"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what happened", "invalid_choice": "Choose one of the answers"},
    )
    on = forms.DateField(
        label="On which day?",
        help_text="For example, 27 3 2026. If you do not know the day, give the nearest you know.",
        input_formats=["%Y-%m-%d", "%d %m %Y", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"],
        widget=forms.DateInput(attrs={"type": "text"}),
        error_messages={"required": "Say on which day it was", "invalid": "Write the day as 27 3 2026"},
    )
    place = forms.CharField(
        label="If they moved: from where, or to where?",
        help_text="The council or the country. Not the address: agencies' records tell that.",
        max_length=150,
        required=False,
    )
    ask = forms.CharField(
        label="If they moved: whom can one ask there?",
        help_text="A team with its telephone or e-mail. Do not write what they know.",
        max_length=300,
        required=False,
    )


class UndoLifeForm(forms.Form):
    """Why what was told of a life is not so."""

    why = _to_be_judged("Why is it not so?", help_text="What was told stays in the ledger, with this reason.")


class HoldForm(forms.Form):
    """For whom nothing may end by age, why, and when a keeper looks at it again."""

    code = _code("Enter the code of the person")
    kind = forms.ChoiceField(
        label="Why must it be held?",
        choices=[(kind.value, kind.label[:1].upper() + kind.label[1:]) for kind in HoldKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it must be held", "invalid_choice": "Choose one of the answers"},
    )
    reason = _to_be_judged(
        "What another keeper must know",
        help_text="Who asked for it, and when it may be lifted. Only keepers read this.",
    )
    until = _look_again("hold")


class LiftHoldForm(forms.Form):
    """Why a hold may be lifted."""

    why = _to_be_judged("Why may the hold be lifted?", help_text="It stays written down.")


class TakeBackForm(forms.Form):
    """Why what has ended by age must go on."""

    why = _to_be_judged("Why must it go on?", help_text="It stays written down, and is the reason of the hold.")


class JudgeForm(forms.Form):
    """What someone says of a doubtful link."""

    answer = forms.ChoiceField(
        choices=[(answer.value, answer.value) for answer in Answer],
        error_messages={"required": "Say whether they are one person", "invalid_choice": "Choose one of the answers"},
    )
