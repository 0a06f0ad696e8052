"""One value of one field made ready as its column is: what to compare and block on, as `matching.fields` prepares it."""

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa

from wraparound.kernel.dates import read_date
from wraparound.kernel.names import folded, given_group, is_placeholder, name_parts, read_name, sound_key
from wraparound.kernel.phones import normal_phone
from wraparound.kernel.postcodes import normal_postcode, outward
from wraparound.matching.columns.derive import needs, over_values
from wraparound.matching.fields import births
from wraparound.matching.fields.numbers import NORMAL
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
        "full_name": _full_name,
        "name": _name_in_any_order,
        "birth_date": lambda text: _birth_date(text, order=date_order),
        "expected_birth_date": lambda text: _expected(text, order=date_order),
        "sex": _sex,
        "phone": lambda text: [("phone", normal_phone(text) or "".join(filter(str.isdigit, text)))],
        "email": _email,
        "birth_year": lambda text: [("birth_year", text)],
        **{name: _plain(name, folded) for name in TEXTS},
        **{name: _plain(name, normal) for name, normal in NORMAL.items()},
    }
    home = _home if "sector" in columns else _plain("postcode", folded)
    found |= {"postcode": home, "previous_postcode": home}
    for column in columns:
        if column.rpartition("_")[0] in NUMBERED or column in NUMBERED:
            found[column] = _numbered(column)
    return found | _plainly_named(columns, known=found)


def _plain(column: str, change: Callable[[str], str | None]) -> Prepare:
    return lambda text: [(column, change(text))]


def _numbered(column: str) -> Prepare:
    """Prepare one of several columns of a kind: identifier_2, text_1, number_1."""
    if column.startswith("identifier"):
        return _plain(column, lambda text: folded(text).replace(" ", ""))
    return _plain(column, (lambda text: text.strip()) if column.startswith("number") else folded)


def _plainly_named(columns: frozenset[str], *, known: dict[str, Prepare]) -> dict[str, Prepare]:
    """Take columns that no field makes as fields of their own, with the expressions that are made of them."""
    made = {name for name in columns if is_expression(name)}
    bases = {base for name in made for base in needs(name)} | {name for name in columns if name not in made}
    return {base: _with_expressions(base, columns, made) for base in bases if base not in known and base not in DERIVED}


def _with_expressions(base: str, columns: frozenset[str], made: set[str]) -> Prepare:
    derived = [name for name in made if needs(name) == (base,)]

    def prepare(text: str) -> Iterator[tuple[str, str | None]]:
        if base in columns:
            yield base, text
        for name in derived:
            yield name, over_values(name, distinct=pa.array([text]))[0].as_py()

    return prepare


# What the fields make besides columns of their own names.
DERIVED = frozenset(
    "given given_group given_sound middle middle_initial surname_sound birth_swapped birth_sure birth_month birth_year "
    "birth_day sector outward email_name".split()
)


def _first_names(first: str) -> Made:
    return [("given", first), ("given_group", given_group(first)), ("given_sound", sound_key(first))]


def _given_names(text: str) -> Iterator[tuple[str, str | None]]:
    parts = () if is_placeholder(text) else name_parts(text)
    if parts:
        yield from _first_names(parts[0])
    for part in parts[1:]:
        yield "middle", part
        yield "middle_initial", part[0]


def _known_as(text: str) -> Made:
    parts = () if is_placeholder(text) else name_parts(text)
    return _first_names(parts[0]) if parts else ()


def _surname(text: str) -> Iterator[tuple[str, str | None]]:
    if is_placeholder(text):
        return
    parts = name_parts(text)
    for name in [" ".join(parts), *(part for part in parts if len(parts) > 1 and len(part) > 2)]:
        yield "surname", name
        yield "surname_sound", sound_key(name)


def _full_name(text: str) -> Iterator[tuple[str, str | None]]:
    name = read_name(text)
    yield from _given_names(" ".join(name.given))
    yield from _surname(name.surname or "")
    yield from _known_as(name.known_as or "")


def _name_in_any_order(text: str) -> Iterator[tuple[str, str | None]]:
    """Take every word for a first name and for a surname, and all after the first together for a surname of several."""
    parts = [part for part in name_parts(text) if not is_placeholder(part)]
    for part in parts:
        yield from _first_names(part)
        yield from _surname(part)
    if len(parts) > 2:
        yield from _surname(" ".join(parts[1:]))


def _birth_date(text: str, *, order: DateOrder) -> Iterator[tuple[str, str | None]]:
    when = read_date(text, order=order)
    if when is None:
        return
    iso = when.text
    yield "birth_date", births._whole(iso)
    yield "birth_swapped", births._exchanged(iso)
    yield "birth_sure", births._sure(iso)
    yield from _in_part(iso)


def _in_part(iso: str) -> Iterator[tuple[str, str | None]]:
    yield "birth_month", births._month(iso)
    yield "birth_year", births._year(iso)
    yield "birth_day", births._day_number(iso)


def _expected(text: str, *, order: DateOrder) -> Iterator[tuple[str, str | None]]:
    when = read_date(text, order=order)
    if when is not None:
        yield from _in_part(when.text)


def _sex(text: str) -> Made:
    letter = {"1": "m", "2": "f"}.get(text.strip()[:1], text.strip()[:1].lower())
    return [("sex", letter)] if letter in ("m", "f") else ()


def _email(text: str) -> Made:
    whole = text.strip().lower()
    return [("email", whole), ("email_name", whole.split("@")[0])]


def _home(text: str) -> Made:
    """Prepare a postcode, or as much of one as there is."""
    whole = normal_postcode(text)
    if whole:
        return [("postcode", whole), ("sector", whole[:-2]), ("outward", whole[:-4])]
    return [("outward", outward(text)), ("sector", _sector_alone(text))]


def _sector_alone(text: str) -> str | None:
    """Read a district and the digit after it: QA12 3 or QA1 2."""
    district, _, digit = text.strip().upper().rpartition(" ")
    return f"{district} {digit}" if district and digit.isdigit() and len(digit) == 1 and outward(district) else None
