"""What is asked before a number is withheld, or shown again."""

from django import forms

WHY = {"required": "Say why", "min_length": "Say why in a sentence, so that someone else can judge it"}


class WithholdForm(forms.Form):
    """Why nobody may see a number."""

    reason = forms.CharField(
        label="Why would seeing this number harm the child?",
        help_text="Someone else must be able to judge it. Do not write the number itself.",
        widget=forms.Textarea,
        min_length=15,
        max_length=2_000,
        error_messages=WHY,
    )


class ShowForm(forms.Form):
    """Why a number may be seen again."""

    reason = forms.CharField(
        label="Why can this number be seen again?",
        help_text="Someone else must be able to judge it. Do not write the number itself.",
        widget=forms.Textarea,
        min_length=15,
        max_length=2_000,
        error_messages=WHY,
    )
