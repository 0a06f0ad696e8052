"""The forms of access: their fields and wording."""

from typing import Any

from django import forms

from wraparound.access.models import Account
from wraparound.access.queries import common_passwords, words_about
from wraparound.access.rules import PACES, PASSWORD_AT_LEAST, PASSWORD_AT_MOST, TOKEN_ROLES, wanting_of_password
from wraparound.access.words import Finding, Purpose, Role, Scope
from wraparound.agencies.queries import agencies_of_area


class PurposeForm(forms.Form):
    """What children are looked up for in this sitting."""

    purpose = forms.ChoiceField(
        label="What do you need to look children up for?",
        choices=Purpose.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you need to look children up for"},
    )
    words = forms.CharField(
        label="In your own words",
        help_text="Needed if you chose something else. Do not name a child.",
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for words where no purpose of the list fits."""
        said = super().clean() or {}
        if said.get("purpose") == Purpose.OTHER and not said.get("words", "").strip():
            self.add_error("words", "Say in your own words what you look children up for")
        return said


class ReviewForm(forms.Form):
    """Whether it was right to open it."""

    finding = forms.ChoiceField(
        label="What do you find?",
        choices=Finding.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you find"},
    )
    remark = forms.CharField(
        label="What is to follow",
        help_text="Needed unless it was right to look.",
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask what follows where it was not simply right."""
        said = super().clean() or {}
        if said.get("finding") not in {None, Finding.RIGHT} and not said.get("remark", "").strip():
            self.add_error("remark", "Say what is to follow")
        return said


class RoleForm(forms.Form):
    """A role for an account, perhaps in a team."""

    role = forms.ChoiceField(
        label="Role",
        choices=[("", "Choose a role"), *Role.choices()],
        error_messages={"required": "Choose a role"},
    )
    team = forms.CharField(
        label="Team", help_text="Only if the role is held in one team.", max_length=60, required=False
    )


class PasswordForm(forms.Form):
    """Who someone is, by an address, a password and a code."""

    email = forms.CharField(
        label="E-mail address",
        widget=forms.EmailInput,
        max_length=254,
        error_messages={"required": "Enter your e-mail address"},
    )
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput,
        max_length=PASSWORD_AT_MOST,
        strip=False,
        error_messages={"required": "Enter your password"},
    )
    code = forms.CharField(
        label="Code",
        help_text="Six digits that your app for codes shows now, or one of your recovery codes.",
        max_length=40,
        error_messages={"required": "Enter the code that your app shows, or a recovery code"},
    )


class CodeForm(forms.Form):
    """A code of one's app, to show once more who one is."""

    code = forms.CharField(
        label="Code",
        help_text="Six digits that your app for codes shows now.",
        max_length=20,
        error_messages={"required": "Enter the code that your app shows"},
    )


class NewPasswordForm(forms.Form):
    """A new password, and the first code of the app that was just set up."""

    password = forms.CharField(
        label="Password",
        help_text=f"At least {PASSWORD_AT_LEAST} letters, digits or spaces. Three words that do not belong together are"
        " good. It never has to be changed.",
        widget=forms.PasswordInput,
        strip=False,
        error_messages={"required": "Enter a password"},
    )
    code = forms.CharField(
        label="Code that the app shows",
        help_text="Six digits.",
        max_length=20,
        error_messages={"required": "Enter the code that the app shows"},
    )

    def __init__(self, *args: Any, account: Account, area: str, **kwargs: Any) -> None:
        """Know for whom the password is."""
        super().__init__(*args, **kwargs)
        self._about = words_about(account, area=area)

    def clean_password(self) -> str:
        """Say why a password is too easy."""
        password: str = self.cleaned_data["password"]
        if wanting := wanting_of_password(password, common=common_passwords(), about=self._about):
            raise forms.ValidationError(wanting)
        return password


class AccountForm(RoleForm):
    """A new account with its first role."""

    name = forms.CharField(label="Name", max_length=150, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="E-mail address at work",
        max_length=150,
        help_text="They sign in with it. If their agency has a sign-in of its own, use the address it knows them by.",
        error_messages={"required": "Enter their e-mail address", "invalid": "Enter an e-mail address, such as a@b.uk"},
    )
    agency = forms.ChoiceField(label="Agency", error_messages={"required": "Choose the agency they work for"})
    field_order = ("name", "email", "agency", "role", "team")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the agencies there are."""
        super().__init__(*args, **kwargs)
        agencies = [(one.code, one.name) for one in agencies_of_area()]
        self.fields["agency"].choices = [("", "Choose an agency"), *agencies]  # type: ignore[attr-defined]


class HomeForm(forms.Form):
    """Where someone lives, so that it can be held against whom they look at."""

    postcode = forms.CharField(
        label="Postcode of their home",
        help_text="Optional. It is kept so that nobody can read it, and compared with the children they look at."
        " Leave it empty to take it off.",
        max_length=10,
        required=False,
    )


class InviteForm(forms.Form):
    """A fresh link for someone, and whether what they have now is to end."""

    ends_ways = forms.BooleanField(
        label="End all the ways to sign in they have now, and sign them out everywhere",
        help_text="If a device or a recovery code was lost or stolen.",
        required=False,
    )


class TokenForm(forms.Form):
    """For which agency's which system a token is, as what it acts, and for what, how often and how long."""

    agency = forms.ChoiceField(label="Agency", error_messages={"required": "Choose the agency whose system it is"})
    name = forms.CharField(
        label="System",
        help_text="What its agency calls it, so that the ledger can say what looked.",
        max_length=100,
        error_messages={"required": "Enter what the system is called"},
    )
    role = forms.ChoiceField(
        label="It may see what someone of the agency sees as",
        choices=[("", "Choose a role"), *((role.value, role.label) for role in TOKEN_ROLES)],
        error_messages={"required": "Choose a role"},
    )
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=Scope.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what it may ask for"},
    )
    a_minute = forms.TypedChoiceField(
        label="Calls a minute",
        choices=[(number, f"{number:,}") for number in PACES],
        coerce=int,
        initial=PACES[1],
    )
    days = forms.TypedChoiceField(
        label="It ends after",
        choices=[(30, "30 days"), (90, "90 days"), (180, "180 days"), (365, "a year")],
        coerce=int,
        initial=90,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the agencies there are."""
        super().__init__(*args, **kwargs)
        agencies = [(one.code, one.name) for one in agencies_of_area()]
        self.fields["agency"].choices = [("", "Choose an agency"), *agencies]  # type: ignore[attr-defined]
