"""What narrows the ledger, as a reader types it; it stands in the address, so that it can be kept as a link."""

from collections.abc import Iterable
from typing import Any

from django import forms

from wraparound.kernel.acting import Event
from wraparound.ledger.rules import name_in_words
from wraparound.ledger.words import Asked, Kind

NO_DAY = "Give the day as day, month and year, such as 3 9 2026."


def _day(label: str = "Day") -> forms.DateField:
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d.%m.%Y"]
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    box.input_type = "date"
    return forms.DateField(
        label=label, required=False, widget=box, input_formats=formats, error_messages={"invalid": NO_DAY}
    )


class LedgerFilter(forms.Form):
    """Narrows the ledger by day, person at work, agency, kind and event."""

    day = _day()
    called = forms.CharField(label="Person at work", required=False, max_length=150)
    agency = forms.CharField(label="Agency", required=False, widget=forms.Select)
    kind = forms.ChoiceField(
        label="Acts or looks",
        required=False,
        choices=[("", "Both"), (Kind.ACT.value, "What was done"), (Kind.LOOK.value, "What was looked at")],
    )
    event = forms.CharField(label="What happened", required=False, widget=forms.Select)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        """Offer the agencies and events that there are; one that is not offered any more can still be asked for."""
        super().__init__(*args, **kwargs)
        events = sorted(((name, name_in_words(name)) for name in Event.known), key=lambda pair: pair[1])
        for name, offered in (("agency", agencies), ("event", events)):
            chosen = self.data.get(name, "")
            choices = [("", "All"), *offered]
            if chosen and chosen not in dict(choices):
                choices.append((chosen, chosen))
            field: Any = self.fields[name]
            field.choices = field.widget.choices = choices

    def asked(self, **also: Any) -> Asked:
        """Give what is asked; a field that was filled in wrongly narrows nothing, and says so beside it."""
        self.is_valid()
        told = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return Asked(**(told | also))


class DayAsked(forms.Form):
    """Asks for one day."""

    day = _day()
