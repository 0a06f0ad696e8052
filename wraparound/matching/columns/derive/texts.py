"""Take text apart and put it together as DuckDB does. Places count characters, from 1."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.derive import casts

# What TRIM takes off when not told: every separator that is a space, and no tab or line's end.
_SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

Parts = list[Any]


def trimmed(parts: Parts) -> Any:
    """Take spaces, or the given characters, off both ends."""
    return pc.utf8_trim(casts.text(parts[0]), parts[1] if len(parts) > 1 else _SPACES)


def trimmed_left(parts: Parts) -> Any:
    """Take spaces, or the given characters, off the start."""
    return pc.utf8_ltrim(casts.text(parts[0]), parts[1] if len(parts) > 1 else _SPACES)


def trimmed_right(parts: Parts) -> Any:
    """Take spaces, or the given characters, off the end."""
    return pc.utf8_rtrim(casts.text(parts[0]), parts[1] if len(parts) > 1 else _SPACES)


def substring(parts: Parts) -> Any:
    """Give so many characters from a place; a place below 1 counts back from the end, a length below 0 backwards."""
    values, start, *length = parts
    if start >= 1 and (not length or length[0] >= 0):
        return pc.utf8_slice_codeunits(casts.text(values), start - 1, start - 1 + length[0] if length else None)

    def part(value: str) -> str:
        begin = start - 1 if start > 0 else len(value) + start if start < 0 else -1
        ends = (begin, begin + length[0] if length else len(value))
        return value[max(min(ends), 0) : max(*ends, 0)]

    return _each(values, turn=part)


def left(parts: Parts) -> Any:
    """Give the first characters; below 0, all but so many of the last."""
    return (
        pc.utf8_slice_codeunits(casts.text(parts[0]), 0, parts[1]) if parts[1] else _each(parts[0], turn=lambda _: "")
    )


def right(parts: Parts) -> Any:
    """Give the last characters; below 0, all but so many of the first."""
    count = parts[1]
    return _each(parts[0], turn=lambda value: value[-count:] if count else "")


def length(parts: Parts) -> Any:
    """Count the characters of a text, or the values of a list."""
    values = parts[0]
    nested = isinstance(values, pa.Array) and pa.types.is_nested(values.type)
    return pc.list_value_length(values) if nested else pc.utf8_length(casts.text(values))


def replaced(parts: Parts) -> Any:
    """Put one text in place of another, wherever it stands."""
    values, old, new = parts
    return pc.replace_substring(casts.text(values), old, new) if old else casts.text(values)


def split_part(parts: Parts) -> Any:
    """Give one part of a text cut at a separator, counted from 1 or back from -1; empty where there are not so many."""
    values, separator, place = parts

    def part(value: str) -> str:
        pieces = value.split(separator) if separator else [value]
        index = place - 1 if place > 0 else place + len(pieces)
        return pieces[index] if 0 <= index < len(pieces) else ""

    return _each(values, turn=part)


def without_accents(parts: Parts) -> Any:
    """Take the accents and other marks off letters."""

    def bare(value: str) -> str:
        kept = "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.category(c).startswith("M"))
        return unicodedata.normalize("NFC", kept)

    return _each(parts[0], turn=bare)


# pyarrow's own way of leaving out what is missing loses the rows where all is (26.0), so it is done by hand.


def concatenated(parts: Parts) -> Any:
    """Join values, leaving out what is missing."""
    return joined([pc.coalesce(casts.text(part), "") for part in parts if part is not None])


def concatenated_with(parts: Parts) -> Any:
    """Join values with a separator between, leaving out what is missing."""
    separator, *rest = parts
    led = [pc.coalesce(joined([separator, part]), "") for part in rest if part is not None]
    return pc.utf8_slice_codeunits(joined(led), len(separator))


def joined(parts: Parts) -> Any:
    """Join values; with one missing, there is none."""
    return pc.binary_join_element_wise(*map(casts.text, parts), "", null_handling="emit_null")


def list_extracted(parts: Parts) -> Any:
    """Give the value at one place of a list, counted from 1 or back from -1; none where there are not so many."""
    values, place = parts
    if not pa.types.is_list(values.type) and not pa.types.is_large_list(values.type):
        raise casts.CannotCast(f"{values.type} is not a column of lists, so it has no value number {place}")
    index = place - 1 if place > 0 else place
    found = [
        None if items is None or not -len(items) <= index < len(items) else items[index] for items in values.to_pylist()
    ]
    return pa.array(found, values.type.value_type)


def _each(values: Any, *, turn: Callable[[str], str]) -> Any:
    written = casts.text(values)
    return pa.array([None if value is None else turn(value) for value in written.to_pylist()], pa.string())
