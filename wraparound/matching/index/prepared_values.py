"""One value of one field made ready as `matching.fields` makes its column: what to compare and what to look up by."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import combinations

import pyarrow as pa

from wraparound.kernel.dates import is_excel_serial, read_date
from wraparound.kernel.names import folded, given_group, is_placeholder, name_parts, sound_key
from wraparound.kernel.postcodes import INWARD_LETTERS, normal_postcode, outward
from wraparound.matching.columns.derive import needs, over_values
from wraparound.matching.fields import births, numbers, people, places
from wraparound.matching.fields.compounds import (
    is_east_asian_given,
    is_east_asian_surname,
    is_western_given,
    surname_families,
    whole_parts,
)
from wraparound.matching.mapping import DateOrder
from wraparound.matching.model.sql import is_expression

Made = Iterable[tuple[str, str | None]]
Prepare = Callable[[str], Made]

TEXTS = ("address", "house_number", "street", "locality", "town", "county", "carer_name", "school", "surgery")
NUMBERED = ("identifier", "text", "category", "number")


def preparers(columns: frozenset[str], *, date_order: DateOrder) -> dict[str, Prepare]:
    """Give, for each field, what makes a value of it ready; only what falls on one of the columns is of use."""
    found: dict[str, Prepare] = {
        "given_names": _given_names,
        "known_as": _known_as,
        "surname": _surname,
        "previous_surname": _surname,
        "name": _name_in_any_order,
        "birth_date": lambda text: _birth_date(text, order=date_order),
        "expected_birth_date": lambda text: _expected(text, order=date_order),
        "sex": _plain("sex", change=numbers._sex),
        "phone": _plain("phone", change=places._number),
        "email": _email,
        "birth_year": lambda text: [("birth_year", text)],
        **{name: _plain(name, change=folded) for name in TEXTS},
        **{name: _plain(name, change=normal) for name, normal in numbers.NORMAL.items()},
    }
    home = _home if "sector" in columns else _plain("postcode", change=folded)
    found |= {"postcode": home, "previous_postcode": home}
    for column in columns:
        if column.rpartition("_")[0] in NUMBERED or column in NUMBERED:
            found[column] = _numbered(column)
    return found | _plainly_named(columns, known=found)


def folded_fields(columns: frozenset[str]) -> dict[str, str]:
    """Give the fields whose values are only folded, with the column of each."""
    numbered = {name for name in columns if name.rpartition("_")[0] in ("text", "category")}
    homes = {} if "sector" in columns else dict.fromkeys(("postcode", "previous_postcode"), "postcode")
    return {name: name for name in (*TEXTS, *numbered)} | homes


def _plain(column: str, *, change: Callable[[str], str | None]) -> Prepare:
    return lambda text: [(column, change(text))]


def _numbered(column: str) -> Prepare:
    """Prepare one of several columns of a kind: identifier_2, text_1, number_1."""
    if column.startswith("identifier"):
        return _plain(column, change=lambda text: folded(text).replace(" ", ""))
    return _plain(column, change=(lambda text: text.strip()) if column.startswith("number") else folded)


def _plainly_named(columns: frozenset[str], *, known: dict[str, Prepare]) -> dict[str, Prepare]:
    """Take columns that no field makes as fields of their own, with the expressions that are made of them."""
    made = {name for name in columns if is_expression(name)}
    bases = {base for name in made for base in needs(name)} | {name for name in columns if name not in made}
    return {
        base: _with_expressions(base, columns=columns, made=made)
        for base in bases
        if base not in known and base not in DERIVED
    }


def _with_expressions(base: str, *, columns: frozenset[str], made: set[str]) -> Prepare:
    derived = [name for name in made if needs(name) == (base,)]

    def prepare(text: str) -> Iterator[tuple[str, str | None]]:
        if base in columns:
            yield base, text
        for name in derived:
            yield name, over_values(name, distinct=pa.array([text]))[0].as_py()

    return prepare


# What the fields make besides columns of their own names.
DERIVED = frozenset(
    [
        "given",
        "given_group",
        "given_sound",
        "initial",
        "name_pair",
        "east_asian_given",
        "western_given",
        "middle",
        "middle_initial",
        "middle_group",
        "surname_sound",
        "surname_group",
        "east_asian_surname",
        "birth_swapped",
        "birth_sure",
        "birthday",
        "birth_month",
        "birth_year",
        "birth_day",
        "sector",
        "outward",
        "email_name",
        "email_digits",
    ]
)
_AS_SHOWN = re.compile(f"[A-Z]{{1,2}}(?:0|[1-9][0-9]?|[0-9][A-Z]) [0-9][{INWARD_LETTERS}]{{2}}")
_ISO = re.compile("(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
EPOCH = births.EPOCH.toordinal()


def name_pairs(first: str, *, last: str) -> list[str]:
    """Give how a first name and each form of a surname sound together, in whichever order they stand."""
    parts = people._real(first)
    sound = sound_key(parts[0]) if parts and len(parts[0]) > 1 else ""
    return [_joined(sound, sound_key(each)) for each in people._surnames(last)] if sound else []


def _joined(one: str, other: str) -> str:
    return f"{one} {other}" if one <= other else f"{other} {one}"


def _first_names(first: str) -> tuple[tuple[str, str | None], ...]:
    """Prepare a first name."""
    if len(first) == 1:
        return (("initial", first),)
    return (
        ("initial", first[0]),
        ("given", first),
        ("given_group", given_group(first)),
        ("given_sound", sound_key(first)),
    )


def _given_names(text: str) -> Iterator[tuple[str, str | None]]:
    yield from _known_as(text)
    for part in people._real(text)[1:]:
        yield "middle", part
        yield "middle_initial", part[0]
        yield "middle_group", given_group(part)


def _known_as(text: str) -> Iterator[tuple[str, str | None]]:
    parts = people._real(text)
    if parts:
        yield from _first_names(parts[0])
        yield "east_asian_given", people.YES if is_east_asian_given(text) else None
        yield "western_given", people.YES if is_western_given(text) else None


def _surname(text: str) -> Iterator[tuple[str, str | None]]:
    names = people._surnames(text)
    for name in names:
        yield "surname", name
        yield "surname_sound", sound_key(name)
        for family in surname_families(name):
            yield "surname_group", family
    if any(map(is_east_asian_surname, names)):
        yield "east_asian_surname", people.YES


def _name_in_any_order(text: str) -> Iterator[tuple[str, str | None]]:
    """Take every word for a first name and for a surname, and all after the first together for a surname of several."""
    parts = [part for part in name_parts(text) if not is_placeholder(part)]
    for part in dict.fromkeys([*parts, *whole_parts(" ".join(parts))]):
        yield from _first_names(part)
        yield from _surname(part)
    if len(parts) > 2:
        yield from _surname(" ".join(parts[1:]))
    for one, other in combinations([sound_key(part) for part in parts if len(part) > 1], 2):
        yield "name_pair", _joined(one, other)


def _birth_date(text: str, *, order: DateOrder) -> Made:
    if _ISO.fullmatch(text):
        with suppress(ValueError):
            return _in_whole(text, number=date.fromisoformat(text).toordinal() - EPOCH)
    when = read_date(text, order=order, excel_serial=is_excel_serial(text))
    if when is None:
        return ()
    if when.month is None or when.day is None:
        return _in_part(when.text)
    return _in_whole(when.text, number=date(when.year, when.month, when.day).toordinal() - EPOCH)


def _in_whole(iso: str, *, number: int) -> Made:
    """Prepare a whole date as `fields.births` does, at once; 1 January is nobody's sure birthday."""
    year, birthday = iso[:4], iso[5:]
    month, day = iso[5:7], iso[8:]
    found = [("birth_date", iso), ("birth_year", year), ("birth_day", str(number))]
    if day <= "12" and day != month:
        found.append(("birth_swapped", f"{year}-{day}-{month}"))
    if birthday != "01-01":
        found += ("birth_sure", iso), ("birthday", birthday), ("birth_month", iso[:7])
    return found


def _in_part(iso: str) -> Iterator[tuple[str, str | None]]:
    yield "birth_month", births._month(iso)
    yield "birth_year", births._year(iso)
    yield "birth_day", births._day_number(iso)


def _expected(text: str, *, order: DateOrder) -> Iterator[tuple[str, str | None]]:
    when = read_date(text, order=order)
    if when is not None:
        yield from _in_part(when.text)


def _email(text: str) -> Made:
    whole = text.strip().lower()
    return [(name, change(whole)) for name, change in places.OF_EMAIL.items()] if whole else []


def _home(text: str) -> Made:
    """Prepare a postcode, or as much of one as there is."""
    whole = text if _AS_SHOWN.fullmatch(text) and text[:2] != "ZZ" else normal_postcode(text)
    if whole:
        return [("postcode", whole), ("sector", whole[:-2]), ("outward", whole[:-4])]
    return [("outward", outward(text)), ("sector", _sector_alone(text))]


def _sector_alone(text: str) -> str | None:
    """Read a district and the digit after it: QA12 3 or QA1 2."""
    district, _, digit = text.strip().upper().rpartition(" ")
    return f"{district} {digit}" if district and digit.isdigit() and len(digit) == 1 and outward(district) else None
