"""Reading files of public facts row by row: what to keep of each, or why a row is set aside."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wraparound.agencies.rules.values import shown, suggestion
from wraparound.agencies.words import DateOrder, ReferenceKind, SetAside
from wraparound.kernel.dates import Order, read_date
from wraparound.kernel.identifiers import normal_la_code, normal_urn
from wraparound.kernel.postcodes import normal_postcode

NO_PLACE = 99.9  # the ONS Postcode Directory writes 99.999999 degrees north for a postcode with no place
_LA = re.compile(r"[A-Z][0-9]{8}")
_ODS = re.compile(r"[A-Z0-9]{3,10}")
_MONTH = re.compile(r"([12][0-9]{3})(0[1-9]|1[0-2])")

_ORDERS: dict[DateOrder, Order] = {DateOrder.DMY: "dmy", DateOrder.MDY: "mdy", DateOrder.YMD: "ymd"}
Reader = Callable[[str], Any]


class Unreadable(Exception):  # noqa: N818 – named by what is so
    """The file as a whole cannot be read; the text says why and what would be right."""


@dataclass(frozen=True)
class Field:
    """A field to keep: how it is read (ValueError where it cannot be), whether it must be there, what is right."""

    name: str
    read: Reader
    right: str
    required: bool = False
    empty: Any = ""


def _whole(reads: Callable[[str], str | None]) -> Reader:
    def read(text: str) -> str:
        if (value := reads(text)) is None:
            raise ValueError(text)
        return value

    return read


def _shaped(shape: re.Pattern[str]) -> Reader:
    return _whole(lambda text: text if shape.fullmatch(text) else None)


def _short(most: int) -> Reader:
    def read(text: str) -> str:
        if len(text) > most or "\ufffd" in text:
            raise ValueError(text)
        return text

    return read


def _between(least: float, most: float, *, whole: bool = False) -> Reader:
    def read(text: str) -> float:
        number = int(text) if whole else float(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return read


def _latitude(text: str) -> float | None:
    degrees = float(text)
    if degrees > NO_PLACE:
        return None
    if not -90 <= degrees <= 90:
        raise ValueError(text)
    return degrees


def _month(text: str) -> date:
    found = _MONTH.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), 1)


def _day(order: DateOrder) -> Reader:
    def read(text: str) -> date:
        found = read_date(text, order=_ORDERS[order])
        if not found or not found.day:
            raise ValueError(text)
        return found.earliest

    return read


def _text(name: str, most: int) -> Field:
    return Field(name, _short(most), f"give at most {most} letters, in the encoding that the settings name")


def _when(name: str, order: DateOrder) -> Field:
    like = {"dmy": "01-09-2003", "mdy": "09-01-2003", "ymd": "20030901"}[order]
    return Field(name, _day(order), f"give a date such as {like}", empty=None)


_POSTCODE = "give a postcode such as QA1 2BD"


def fields_of(kind: ReferenceKind, *, order: DateOrder = DateOrder.YMD) -> tuple[Field, ...]:
    """List what is kept of each row; the first is the key by which a row is known again."""
    if kind == ReferenceKind.SCHOOLS:
        return _of_schools(order)
    return _OF_POSTCODES if kind == ReferenceKind.POSTCODES else _of_nhs_organisations(order)


def _of_schools(order: DateOrder) -> tuple[Field, ...]:
    age = _between(0, 120, whole=True)
    return (
        Field("urn", _whole(normal_urn), "give the school's six-digit number", required=True),
        Field("name", _short(200), "give the school's name, at most 200 letters", required=True),
        Field("la_code", _whole(normal_la_code), "give three digits"),
        *(_text(name, most) for name, most in (("number", 10), ("type", 100), ("phase", 60), ("status", 60))),
        _when("opened_on", order),
        _when("closed_on", order),
        Field("low_age", age, "give an age in whole years", empty=None),
        Field("high_age", age, "give an age in whole years", empty=None),
        Field("postcode", _whole(normal_postcode), _POSTCODE),
        _text("phone", 40),
        Field("gss_code", _shaped(_LA), "give a letter and eight digits"),
    )


_OF_POSTCODES = (
    Field("postcode", _whole(normal_postcode), _POSTCODE, required=True),
    Field("latitude", _latitude, "give degrees north, such as 53.4", empty=None),
    Field("longitude", _between(-180, 180), "give degrees east, such as -1.5", empty=None),
    Field("local_authority", _shaped(_LA), "give a letter and eight digits"),
    Field("ended", _month, "give year and month, such as 199606", empty=None),
)


def _of_nhs_organisations(order: DateOrder) -> tuple[Field, ...]:
    return (
        Field("code", _shaped(_ODS), "give 3 to 10 capital letters and digits", required=True),
        Field("name", _short(200), "give the organisation's name, at most 200 letters", required=True),
        Field("postcode", _whole(normal_postcode), _POSTCODE),
        _when("opened_on", order),
        _when("closed_on", order),
        _text("phone", 40),
    )


def rows_in(
    file: Path, *, fields: tuple[Field, ...], columns: Mapping[str, str], encoding: str = "utf-8", headed: bool = True
) -> Iterator[tuple[Any, ...] | SetAside]:
    """Read a CSV file row by row: the values of the fields in their order, or why the row is set aside.

    `columns` names each field's heading, or its number from 1. Raises Unreadable for what concerns the whole file.
    Memory: one row.
    """
    try:
        with file.open(encoding=encoding, errors="replace", newline="") as lines:
            reader = csv.reader(line.replace("\0", "") for line in lines)
            head = [name.strip().lstrip("\ufeff") for name in next(reader, [])] if headed else None
            places = _places(fields, columns=columns, head=head)
            for cells in reader:
                if cells:
                    yield _row(cells, number=reader.line_num, fields=fields, places=places)
    except OSError as fault:
        raise Unreadable(f"{file} cannot be opened: {fault.strerror}.") from fault
    except LookupError as fault:
        raise Unreadable(
            f'There is no encoding "{encoding}"; the area\'s reference.toml may say cp1252 or utf-8.'
        ) from fault
    except csv.Error as fault:
        raise Unreadable(f"{file} is not CSV: {fault}.") from fault


def _places(fields: tuple[Field, ...], *, columns: Mapping[str, str], head: list[str] | None) -> tuple[int, ...]:
    """Find where each field stands in a row."""
    wanted = [columns[one.name] for one in fields]
    lost = [name for name in wanted if name not in (head or []) and not (name.isdecimal() and int(name))]
    if lost and head is None:
        raise Unreadable(f'The file has no headings, so give the number of the column instead of "{lost[0]}".')
    if lost:
        hints = "; ".join(f'"{name}" ({suggestion(name, known=head or []).rstrip(".")})' for name in lost[:3])
        raise Unreadable(f"The file lacks {hints}. Say its headings in the area's reference.toml.")
    return tuple(head.index(name) if head and name in head else int(name) - 1 for name in wanted)


def _row(
    cells: list[str], *, number: int, fields: tuple[Field, ...], places: tuple[int, ...]
) -> tuple[Any, ...] | SetAside:
    values = []
    for one, place in zip(fields, places, strict=True):
        try:
            text = cells[place].strip()
            values.append(one.read(text) if text else one.empty)
        except ValueError:
            return SetAside(number, one.name, shown(text), f"{one.right}.")
        except IndexError:
            right = f"the row ends before column {place + 1}; it has {len(cells)}."
            return SetAside(number, one.name, "", right)
        if one.required and not text:
            return SetAside(number, one.name, "", f"it is empty; {one.right}.")
    return tuple(values)
