"""The forms of access: their fields and wording."""

from typing import Any

from django import forms

from wraparound.access.words import Finding, Purpose, Role


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
