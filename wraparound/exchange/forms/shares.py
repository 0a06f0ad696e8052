"""What narrows the list of shares and refusals; it stands in the address, so that it can be kept as a link."""

from collections.abc import Iterable
from typing import Any

from django import forms

from wraparound.access.words import Purpose
from wraparound.exchange.forms.agreements import day
from wraparound.exchange.queries.shares import SharesAsked
from wraparound.exchange.words import ShareDecision


class SharesFilter(forms.Form):
    """Narrows shares and refusals by child, agency, purpose, how they ended, and day."""

    code = forms.CharField(label="Code of the child", required=False, max_length=20)
    agency = forms.ChoiceField(label="Agency", required=False)
    purpose = forms.ChoiceField(label="Purpose", required=False, choices=[("", "Any"), *Purpose.choices()])
    decision = forms.ChoiceField(label="Ended", required=False, choices=[("", "Either"), *ShareDecision.choices()])
    since = day("From")
    until = day("Until")
    about = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=9, widget=forms.HiddenInput)

    def offer(self, agencies: Iterable[tuple[str, str]]) -> None:
        """Offer agencies to choose from."""
        field: Any = self.fields["agency"]
        field.choices = [("", "Any"), *agencies]

    def asked(self) -> SharesAsked:
        """Give what is asked; a field that was filled in wrongly narrows nothing, and says so beside it."""
        self.is_valid()
        told = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if "code" in told:
            told["code"] = told["code"].strip().upper()
        return SharesAsked(**told)
