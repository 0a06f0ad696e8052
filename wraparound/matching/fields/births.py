"""Birth dates, made ready and compared: whole, in part, by default, exchanged, mistyped, and expected."""

from datetime import date

import pyarrow as pa

from wraparound.kernel.dates import PartialDate, default_degree, is_excel_serial, read_date, swapped
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, slips
from wraparound.matching.fields.shaping import gathered, over_distinct
from wraparound.matching.model import Comparison, Level, Measure, Shares, alike, both, either, missing, neither, same

EPOCH = date(1970, 1, 1)
MONTH = 31  # days
YEAR = 366
GENERATION = 13 * YEAR  # more than this lies between a parent and a child
TERM = 45  # days either side of an expected date within which a birth is looked for


def add_births(found: FieldSet, *, given: Given) -> None:
    """Add birth dates, which come in ISO form (see `iso_dates`)."""
    births, expected = list(given.get("birth_date", [])), list(given.get("expected_birth_date", []))
    if not births and not expected:
        return
    columns = {
        "birth_date": gathered([over_distinct(c, change=_whole) for c in births] or [_none(expected[0])]),
        "birth_swapped": gathered([over_distinct(c, change=_exchanged) for c in births] or [_none(expected[0])]),
        "birth_sure": gathered([over_distinct(c, change=_sure) for c in births] or [_none(expected[0])]),
        "birthday": gathered([over_distinct(c, change=_birthday) for c in births] or [_none(expected[0])]),
        "birth_month": gathered([over_distinct(c, change=_month) for c in births + expected]),
        "birth_year": gathered([over_distinct(c, change=_year) for c in births + expected]),
        "birth_day": gathered([over_distinct(c, change=_day_number) for c in births + expected]),
    }
    if births:
        found.columns["birth_stand_in"] = over_distinct(births[0], change=lambda text: None if _sure(text) else "yes")
        found.stand_ins.append("birth_stand_in")
    found.add(_comparison(), columns=columns, block=["birth_date", "birth_month", "birth_year"])


def _comparison() -> Comparison:
    """Give the ladder of birth dates; a default or a partial date agrees on little and contradicts little."""
    unsure = either(missing("birth_sure"), missing("birth_date"))
    near = alike("birth_day", measure=Measure.DIFFERENCE, amount=GENERATION)
    apart = both(*map(neither, (missing("birth_sure"), near, missing("birth_day"))))
    return ladder(
        "birth_date",
        exact("birth_date", label="same birth date"),
        Level("day and month exchanged", same("birth_date", right="birth_swapped")),
        slips("birth_date", at_most=1, label="one slip in the birth date"),
        Level(
            "same day and month, a year apart",
            both(same("birthday"), alike("birth_day", measure=Measure.DIFFERENCE, amount=YEAR)),
        ),
        Level(
            "close to the expected date",
            both(missing("birth_date"), alike("birth_day", measure=Measure.DIFFERENCE, amount=TERM)),
        ),
        Level("same month; the day is not known", both(unsure, same("birth_month"))),
        Level("same year; the day is not known", both(unsure, same("birth_year"))),
        Level("within a month", alike("birth_day", measure=Measure.DIFFERENCE, amount=MONTH)),
        Level("same year", same("birth_year")),
        Level("a generation apart", apart, parental=True),
        gap=missing("birth_year"),
        says="birth date",
        shares=Shares.TWINS,
    )


def _none(like: pa.Array) -> pa.Array:
    return pa.nulls(len(like), pa.string())


def iso_dates(column: pa.Array, *, order: str) -> pa.Array:
    """Read dates as an agency writes them ("dmy", "mdy" or "ymd" where ambiguous) into ISO form, whole or part.

    Five digits alone are a spreadsheet's count of days.
    """

    def iso(text: str) -> str | None:
        when = read_date(text, order=order, excel_serial=is_excel_serial(text))  # type: ignore[arg-type]
        return when.text if when else None

    return over_distinct(column, change=iso)


def _whole(text: str) -> str | None:
    return text if len(text) == 10 else None


def _exchanged(text: str) -> str | None:
    turned = swapped(_read(text)) if len(text) == 10 else None
    return turned.text if turned else None


def _sure(text: str) -> str | None:
    return text if len(text) == 10 and default_degree(_read(text)) < 2 else None


def _birthday(text: str) -> str | None:
    return text[5:] if _sure(text) else None


def _month(text: str) -> str | None:
    return text[:7] if len(text) == 7 or _sure(text) else None


def _year(text: str) -> str | None:
    return text[:4]


def _day_number(text: str) -> str | None:
    return str((date.fromisoformat(text) - EPOCH).days) if len(text) == 10 else None


def _read(text: str) -> PartialDate:
    return PartialDate(*map(int, text.split("-")))
