"""Birth dates, made ready and compared: whole, in part, by default, exchanged, mistyped, and expected."""

from datetime import date

import pyarrow as pa

from wraparound.kernel.dates import PartialDate, default_degree, read_date, swapped
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, slips
from wraparound.matching.fields.shaping import gathered, over_distinct
from wraparound.matching.model import Level, Measure, Shares, alike, both, either, missing, same

EPOCH = date(1970, 1, 1)
MONTH = 31  # days
TERM = 45  # days either side of an expected date within which a birth is looked for


def add_births(found: FieldSet, given: Given, *, order: str) -> None:
    """Add birth dates; `order` says how ambiguous text is read ("dmy", "mdy" or "ymd")."""
    births, expected = list(given.get("birth_date", [])), list(given.get("expected_birth_date", []))
    if not births and not expected:
        return
    read = _Reader(order)
    columns = {
        "birth_date": gathered([over_distinct(c, read.whole) for c in births] or [_none(expected[0])]),
        "birth_swapped": gathered([over_distinct(c, read.exchanged) for c in births] or [_none(expected[0])]),
        "birth_sure": gathered([over_distinct(c, read.sure) for c in births] or [_none(expected[0])]),
        "birth_month": gathered([over_distinct(c, read.month) for c in births + expected]),
        "birth_year": gathered([over_distinct(c, read.year) for c in births + expected]),
        "birth_day": gathered([over_distinct(c, read.day_number) for c in births + expected]),
    }
    found.add(_comparison(), columns, block=["birth_date", "birth_month", "birth_year"])


def _comparison() -> object:
    """Give the ladder of birth dates; a default or a partial date agrees on little and contradicts little."""
    unsure = either(missing("birth_sure"), missing("birth_date"))
    return ladder(
        "birth_date",
        exact("birth_date", "same birth date"),
        Level("day and month exchanged", same("birth_date", "birth_swapped")),
        slips("birth_date", 1, "one slip in the birth date"),
        Level("close to the expected date", both(missing("birth_date"), alike("birth_day", Measure.DIFFERENCE, TERM))),
        Level("same month; the day is not known", both(unsure, same("birth_month"))),
        Level("same year; the day is not known", both(unsure, same("birth_year"))),
        Level("within a month", alike("birth_day", Measure.DIFFERENCE, MONTH)),
        Level("same year", same("birth_year")),
        gap=missing("birth_year"),
        says="birth date",
        shares=Shares.TWINS,
    )


def _none(like: pa.Array) -> pa.Array:
    return pa.nulls(len(like), pa.string())


class _Reader:
    """Reads dates as text in the engine's own forms; an impossible date reads as none."""

    def __init__(self, order: str) -> None:
        self.order = order

    def read(self, text: str) -> PartialDate | None:
        return read_date(text, order=self.order)  # type: ignore[arg-type]

    def whole(self, text: str) -> str | None:
        when = self.read(text)
        return when.text if when and when.day else None

    def exchanged(self, text: str) -> str | None:
        when = self.read(text)
        turned = swapped(when) if when and when.day else None
        return turned.text if turned else None

    def sure(self, text: str) -> str | None:
        when = self.read(text)
        return when.text if when and when.day and default_degree(when) < 2 else None

    def month(self, text: str) -> str | None:
        when = self.read(text)
        return when.text[:7] if when and when.month and default_degree(when) < 2 else None

    def year(self, text: str) -> str | None:
        when = self.read(text)
        return str(when.year) if when else None

    def day_number(self, text: str) -> str | None:
        when = self.read(text)
        return str((date(when.year, when.month, when.day) - EPOCH).days) if when and when.month and when.day else None
