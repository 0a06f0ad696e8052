"""What whoever told the front door types afterwards, and what those at the door answer."""

from django import forms


class AddForm(forms.Form):
    """Something to add."""

    words = forms.CharField(label="Add something", widget=forms.Textarea, required=False, max_length=25_000)


class DisagreeForm(forms.Form):
    """Why somebody disagrees."""

    why = forms.CharField(label="Why you disagree", widget=forms.Textarea, required=False, max_length=25_000)


class CodeForm(forms.Form):
    """A reference and the code that opens it."""

    ref = forms.CharField(
        label="Reference", help_text="Such as C-7K3M-92QX", error_messages={"required": "Give the reference"}
    )
    code = forms.CharField(
        label="Code", help_text="16 letters and numbers", error_messages={"required": "Give the code"}
    )


class WorkAddressForm(forms.Form):
    """The address to which a link is sent."""

    email = forms.EmailField(
        label="Your work e-mail address",
        error_messages={
            "required": "Give your work e-mail address",
            "invalid": "Give an e-mail address such as jo@example.org",
        },
    )


class AnswerForm(forms.Form):
    """What is answered to whoever disagrees."""

    answer = forms.CharField(
        label="What you answer",
        help_text="Whoever disagrees reads these words. Name nobody else, and not who else knows the child.",
        widget=forms.Textarea,
        error_messages={"required": "Say what you answer"},
    )
    changes = forms.ChoiceField(
        label="Is it decided anew?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes: the contact goes back to be decided"), ("no", "No: the decision stands")],
        error_messages={"required": "Say whether it is decided anew"},
    )
