"""What an entry tells, as a sentence for people: events bring their own words, the ledger fills them in."""

import re
from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any

from wraparound.kernel.acting import Event

DAY = re.compile(r"(?<![\w.-])\d{4}-\d\d-\d\d(?![\w.-])")
NOT_SAID = "(not said)"


def in_words(event: str, *, facts: Mapping[str, Any]) -> str:
    """Tell an event by its name and facts; one that is known no more is told by its name alone."""
    kind = Event.known.get(event)
    if kind is None:
        return name_in_words(event)
    if kind.told:
        return _Words().vformat(kind.told, (), facts)
    first = (kind.__doc__ or "").strip().split("\n")[0].partition(". ")[0].rstrip(".")
    return first if first and not first.startswith(f"{kind.__name__}(") else name_in_words(event)


def name_in_words(event: str) -> str:
    """Say an event's name as words: feeds.LoadFiled is load filed."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", event.rpartition(".")[2])
    return words[:1].upper() + words[1:].lower()


class _Words(Formatter):
    """Fills a sentence in: lists with commas, days in words, and a fact that was never written down said to be so."""

    def get_value(self, key: int | str, _: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), NOT_SAID)

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(self.format_field(one, format_spec) for one in value) or "nothing"
        if isinstance(value, str):
            return DAY.sub(_day, value)
        return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _day(found: re.Match[str]) -> str:
    """Say a day that stands by itself in a text; what no calendar has is left as it is."""
    try:
        on = date.fromisoformat(found[0])
    except ValueError:
        return found[0]
    return f"{on.day} {on:%B %Y}"
