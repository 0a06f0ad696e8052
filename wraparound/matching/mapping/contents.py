"""Looks at what a column holds: which shares of its values read as dates, postcodes, numbers of a known kind."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.kernel.dates import PartialDate, is_excel_serial, read_date
from wraparound.kernel.identifiers import normal_nhs_number, normal_upn
from wraparound.kernel.names import is_given_name, is_placeholder
from wraparound.kernel.phones import normal_phone
from wraparound.kernel.postcodes import normal_postcode

SAMPLE = 4_000
DATE_SHAPE = re.compile(
    r"\s*(?:\d{1,4}[-/.\s]\d{1,2}[-/.\s]\d{1,4}|\d{8}|\d{1,2}[-\s][A-Za-z]{3,9}[-\s]\d{2,4})(?:[T\s].*)?\s*"
)
NUMBER = re.compile(r"\s*[£$€]?\s*[+-]?\d[\d,]*(?:\.\d+)?\s*%?\s*")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
PHONE_SHAPE = re.compile(r"\s*(?:\+|\(?0|\(?\d{3}[-).\s/])[\d\s().+/-]{8,18}\s*")
ADDRESS = re.compile(
    r"\d\w*,?\s+\D.*\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|way|court|ct|place|pl|crescent|gardens|terrace"
    r"|grove|hill|walk|row|square|mews|park|view|rise|circuit|boulevard|blvd|parade|highway|hwy|green)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:18|19|20)\d\d(?:\.0)?")
WORD = re.compile(r"[^\W\d_]+(?:['’.,\-\s]+[^\W\d_]+)*\.?")
SEXES = frozenset(
    """m|f|male|female|u|unknown|x|i|n|b|g|boy|girl|man|woman|other|nb|nonbinary|non-binary|0|1|2|3|9|not known
    |not specified|prefer not to say|indeterminate|unspecified""".replace("\n    ", "").split("|")
)


@dataclass(frozen=True)
class Contents:
    """What a column's sample shows; shares are of the values that are there (0 to 1), `filled` of all rows."""

    kind: str
    filled: float
    values: int
    distinct: int
    distinct_share: float
    mean_length: float
    mean_words: float
    digit_share: float
    date: float
    year: float
    serial: float
    number: float
    email: float
    phone: float
    postcode: float
    nhs_number: float
    upn: float
    words: float
    known_given: float
    sex: float
    starts_with_digit: float
    address: float
    sample: tuple[str, ...] = ()

    @property
    def constant(self) -> bool:
        """Say whether it holds one value at most."""
        return self.distinct <= 1


def contents_of(column: pa.ChunkedArray) -> Contents:
    """Look at a spread sample of a column."""
    values = [value.strip() for value in _texts(_spread(column)) if value.strip()]
    if not values and column.null_count < len(column):
        values = [value.strip() for value in _texts(_spread(column.drop_null())) if value.strip()]
    filled = 1 - column.null_count / max(1, len(column))
    return _measured(_kind(column.type), filled if values else 0.0, values)


def texts_together(columns: Sequence[pa.ChunkedArray]) -> list[tuple[str, ...]]:
    """Give the same spread sample of rows from several columns, as text, null as nothing."""
    return list(zip(*(_texts(_spread(column)) for column in columns), strict=True))


def _spread(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Take a sample spread evenly over the rows, so that a file sorted by anything is seen whole."""
    if len(column) <= SAMPLE:
        return column
    return column.take(pa.array(np.linspace(0, len(column) - 1, SAMPLE).astype(np.int64)))


def _kind(kind: pa.DataType) -> str:
    tests: tuple[tuple[Callable[[Any], bool], str], ...] = (
        (pa.types.is_boolean, "truth"),
        (pa.types.is_integer, "number"),
        (pa.types.is_floating, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "date"),
        (pa.types.is_list, "list"),
    )
    return next((name for test, name in tests if test(kind)), "text")


def _texts(column: pa.ChunkedArray) -> list[str]:
    if pa.types.is_list(column.type):
        return [" ".join(filter(None, value or [])) for value in column.to_pylist()]
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        return [
            "" if value is None else value.isoformat()[:10] for value in column.cast(pa.timestamp("us")).to_pylist()
        ]
    if pa.types.is_floating(column.type):
        return ["" if v is None else str(int(v)) if v.is_integer() else repr(v) for v in column.to_pylist()]
    return pc.fill_null(column.cast(pa.string()), "").to_pylist()


def _measured(kind: str, filled: float, values: list[str]) -> Contents:
    count, letters, distinct = max(1, len(values)), sum(map(len, values)), len(set(values))
    return Contents(
        kind=kind,
        filled=filled,
        values=len(values),
        distinct=distinct,
        distinct_share=distinct / count,
        mean_length=letters / count,
        mean_words=sum(len(value.split()) for value in values) / count,
        digit_share=sum(sum(map(str.isdigit, value)) for value in values) / max(1, letters),
        sample=tuple(values[:SAMPLE]),
        **{name: sum(1 for value in values if holds(value)) / count for name, holds in _shares().items()},
    )


def _shares() -> dict[str, Callable[[str], object]]:
    """Give, for each kind of value, the question whether a text is one."""
    return {
        "date": is_date,
        "year": YEAR.fullmatch,
        "serial": is_excel_serial,
        "number": NUMBER.fullmatch,
        "email": EMAIL.fullmatch,
        "phone": lambda value: PHONE_SHAPE.fullmatch(value) and normal_phone(value),
        "postcode": lambda value: len(value) <= 10 and normal_postcode(value),
        "nhs_number": lambda value: len(value) <= 14 and normal_nhs_number(value),
        "upn": lambda value: len(value) <= 15 and normal_upn(value),
        "words": lambda value: WORD.fullmatch(value) and not is_placeholder(value),
        "known_given": _is_known_given,
        "sex": lambda value: value.lower() in SEXES,
        "starts_with_digit": lambda value: value[0].isdigit(),
        "address": ADDRESS.search,
    }


def is_date(value: str) -> bool:
    """Say whether a text has the shape of a whole date and is one in the calendar."""
    if not DATE_SHAPE.fullmatch(value):
        return False
    found = read_date(value)
    return isinstance(found, PartialDate) and found.day is not None


def _is_known_given(value: str) -> bool:
    return any(is_given_name(word.strip(",.")) for word in value.split())
