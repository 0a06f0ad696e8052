"""Turn values of one type into another as DuckDB does; what cannot be turned is no value."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.derive.calendar import days_of

_NUMBER = re.compile(r"\s*[+-]?((\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?|inf|infinity|nan)\s*", re.ASCII | re.IGNORECASE)
_DATE = re.compile(r"\s*(-?\d{1,6})([-/ \\])(\d{1,2})\2(\d{1,2})([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?\s*", re.ASCII)
_WHOLE = {
    "TINYINT": pa.int8(),
    "SMALLINT": pa.int16(),
    "INT": pa.int32(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
}


class CannotCast(ValueError):  # noqa: N818 – refusals are named by what cannot be done
    """A type that the engine does not turn values into, or from."""


def cast(values: Any, *, to: str) -> Any:
    """Give the values as another type, by DuckDB's name of it."""
    if to in ("TEXT", "VARCHAR"):
        return text(values)
    if to == "DATE":
        return _each(values, turn=_date, kind=pa.date32()) if _is_text(values) else pc.cast(values, pa.date32())
    if to in ("DOUBLE", "REAL", "FLOAT"):
        number = _each(values, turn=_number, kind=pa.float64()) if _is_text(values) else pc.cast(values, pa.float64())
        return number if to == "DOUBLE" else pc.cast(pc.cast(number, pa.float32()), pa.float64())
    if to in _WHOLE:
        return _whole(values, kind=_WHOLE[to])
    raise CannotCast(f"values are not turned into {to}; understood are TEXT, DATE, DOUBLE, FLOAT and whole numbers")


def text(values: Any) -> Any:
    """Give the values as DuckDB writes them out."""
    if _is_text(values):
        return values
    kind = values.type if isinstance(values, pa.Array) else pa.scalar(values).type
    if pa.types.is_floating(kind):
        return _each(values, turn=repr, kind=pa.string())
    if pa.types.is_timestamp(kind):
        return _each(values, turn=_written_instant, kind=pa.string())
    if pa.types.is_nested(kind):
        raise CannotCast(f"a {kind} is not text")
    return pc.cast(values, pa.string())


def instant(values: Any) -> Any:
    """Give values as dates or times, reading text that is written year first."""
    return _each(values, turn=_date, kind=pa.date32()) if _is_text(values) else values


def truth(values: Any) -> Any:
    """Give values as true, false or unknown."""
    return pc.cast(values if isinstance(values, pa.Array) else pa.scalar(values), pa.bool_())


def _is_text(values: Any) -> bool:
    return isinstance(values, str) or (
        isinstance(values, pa.Array) and (pa.types.is_string(values.type) or pa.types.is_large_string(values.type))
    )


def _each(values: Any, *, turn: Callable[[Any], Any], kind: pa.DataType) -> Any:
    if not isinstance(values, pa.Array):
        return pa.scalar(turn(values), kind)
    return pa.array([None if value is None else turn(value) for value in values.to_pylist()], kind)


def _number(value: str) -> float | None:
    return float(value) if _NUMBER.fullmatch(value) and not value.rstrip().endswith("_") else None


def _date(value: str) -> int | None:
    found = _DATE.fullmatch(value)
    return days_of(int(found[1]), month=int(found[3]), day=int(found[4])) if found else None


def _whole(values: Any, *, kind: pa.DataType) -> Any:
    if not _is_text(values):
        return pc.cast(pc.round(values), kind, safe=False)
    span = 1 << (kind.bit_width - 1)

    def turn(value: str) -> int | None:
        number = _number(value)
        if number is None or not isfinite(number):
            return None
        rounded = int(Decimal(value.strip().replace("_", "")).quantize(Decimal(1), ROUND_HALF_UP))
        return rounded if -span <= rounded < span else None

    return _each(values, turn=turn, kind=kind)


def _written_instant(value: datetime) -> str:
    return value.isoformat(sep=" ").rstrip("0") if value.microsecond else value.isoformat(sep=" ")
