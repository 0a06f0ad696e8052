"""What a partner writes in answer: short enough for two minutes on a telephone."""

from collections.abc import Mapping
from typing import Any

from django import forms

from wraparound.exchange.words.agreements import Part
from wraparound.exchange.words.asks import FIELDS, Outcome, Said, Withheld


def _words(label: str, *, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea, required=False, max_length=20_000, strip=False
    )


class AnswerForm(forms.Form):
    """An answer, whole or in part: what it wants before it can be sent, `rules.asks.wanting` says."""

    outcome = forms.ChoiceField(
        label="What can you say?", widget=forms.RadioSelect, choices=Outcome.choices(), required=False
    )
    knows = _words("What you know")
    since = forms.CharField(label="Since when", required=False, max_length=200)
    strengths = _words("What goes well")
    worries = _words("What worries you")
    contact = forms.CharField(label="Who to call", required=False, max_length=300)
    sealed = _words(
        "For the one who decides alone", help_text="Sensitive intelligence. It is encrypted, and nobody else reads it."
    )
    wording = _words("What of it may go on to others", help_text="In words that give nothing away.")
    until = forms.DateField(
        label="By which day will you answer?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y"],
        required=False,
        error_messages={"invalid": "Give the day as day, month and year, such as 3 9 2027"},
    )
    withheld = forms.ChoiceField(
        label="Why may you not say?", widget=forms.RadioSelect, choices=Withheld.choices(), required=False
    )
    reason = _words(
        "Say a little more", help_text="Where you looked, whom you cover, or why you need longer or may not say."
    )
    considered = forms.BooleanField(
        label="I weighed it: telling harms the child no more than silence",
        required=False,
    )
    name = forms.CharField(label="Your name", required=False, max_length=150)

    def __init__(self, *given: Any, allowed: Mapping[Part, bool], seals: bool, **named: Any) -> None:
        """Ask only for what agreements let be told; what another sealed is asked of nobody else."""
        super().__init__(*given, **named)
        for field, part in FIELDS.items():
            if field in self.fields and not allowed[part]:
                del self.fields[field]
        if not seals:
            self.fields.pop("sealed", None)

    def said(self) -> Said:
        """Give what is written, as far as it can be read."""
        told = {name: value for name, value in self.cleaned_data.items() if name in Said.__dataclass_fields__}
        return Said(**told)


class FileForm(forms.Form):
    """A file to lay beside an answer."""

    file = forms.FileField(
        label="Add a file",
        help_text="PDF, Word, PNG, JPEG or plain text, of at most 10 MB.",
        error_messages={"required": "Choose a file", "empty": "This file is empty. Choose another."},
    )
