"""What a row is when it is filed: everything that is worked out of it alone, its parts, its homes, its digest."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from wraparound.agencies.words import InvolvementField
from wraparound.identity.words import Home, Ready, Row
from wraparound.kernel.compact import compact
from wraparound.kernel.dates import read_date
from wraparound.kernel.postcodes import normal_postcode

_NUMBER = re.compile(r"\b\d+[a-z]?\b")
DAYS: frozenset[str] = frozenset(
    {InvolvementField.BEGINS_ON, InvolvementField.ENDS_ON, InvolvementField.LAST_CONTACT_ON}
)


def ready_of(row: Row) -> Ready:
    """Work out all that is filed of a row, which asks for nothing but the row."""
    family = [(kin.name[:300], *map(str, kin[1:])) for kin in row.family]
    return Ready(
        row.key, digest_of(row), dumped(row.said), parts_of(row), family, [*map(tuple, homes_of(row))], row.life
    )


def digest_of(row: Row) -> str:
    """Give 32 hexadecimal digits that are the same while a row says the same, in whatever order of columns."""
    told: list[object] = [row.said, row.part]
    if row.more or row.family or row.home or row.homes:
        told += [row.more, row.family, row.home]
    if row.homes:
        told.append([[str(part) for part in home] for home in row.homes])
    if row.life:
        told.append(["life", *([str(part) for part in one] for one in row.life)])
    plain = compact(told, sort_keys=True)
    return blake2b(plain.encode(), digest_size=16).hexdigest()


def dumped(said: object) -> str:
    """Write what a record says as compact JSON."""
    return compact(said)


def parts_of(row: Row) -> list[tuple[str | date | None, ...]]:
    """Give an agency's parts as involvements keep them: words as they are, whole days as days; none where untold."""
    parts = [row.part, *row.more] if row.more else [row.part]
    return [_part_of(part) for part in parts if part]


def _part_of(part: Mapping[str, str]) -> tuple[str | date | None, ...]:
    told: list[str | date | None] = list(UNTOLD)
    for name, text in part.items():
        if name in PLACES:
            place, longest = PLACES[name]
            told[place] = day_of(text) if longest is None else text[:longest]
    return tuple(told)


def homes_of(row: Row) -> list[Home]:
    """Give the homes that a row tells of: its own, or all of those of which it was put together."""
    if row.homes:
        return list(row.homes)
    home = home_of(row)
    return [home] if home else []


def home_of(row: Row) -> Home | None:
    """Give the one home that a row tells of; None where it tells of none."""
    said = row.said
    household = row.home.get("household", "")
    whole, code = said.get("address"), said.get("postcode")
    line = whole[0] if whole else _line(said)
    if not (line or code or household):
        return None
    key, plain = home_key(line, postcode=code[0] if code else "")
    return Home(key, line[:300], plain, household[:60], day_of(row.home.get("home_since")))


@lru_cache(1 << 15)
def home_key(line: str, *, postcode: str) -> tuple[str, str]:
    """Give what two ways of writing one home share and two homes do not, and the postcode as it is usually written.

    That is the postcode with the numbers of house and flat, or with the home's name; "" where either is missing.
    """
    code = normal_postcode(postcode) if postcode else None
    if code is None or not line:
        return "", code or postcode[:10]
    numbers = sorted(_NUMBER.findall(line.lower()))
    named = "" if numbers else "".join(filter(str.isalnum, line.lower().split(",")[0]))
    return f"{code.replace(' ', '')}/{'-'.join(numbers) or named}"[:80], code


def _line(said: Mapping[str, list[str]]) -> str:
    """Give an address that stands in several columns as one line: number and street together."""
    number, street = said.get("house_number"), said.get("street")
    first = f"{number[0]} {street[0]}" if number and street else (number or street or [""])[0]
    rest = [said[name][0] for name in ("locality", "town") if name in said]
    return ", ".join([first, *rest] if first else rest)


# The parts of an involvement in the order of its columns, with the letters that each may have; None for a day.
LENGTHS: tuple[tuple[str, int | None], ...] = tuple(
    (str(one), None if one in DAYS else {"professional_phone": 40, "professional_email": 254}.get(one, 150))
    for one in InvolvementField
)
PLACES = {name: (place, longest) for place, (name, longest) in enumerate(LENGTHS)}
UNTOLD: tuple[str | None, ...] = tuple(None if longest is None else "" for _, longest in LENGTHS)


@lru_cache(1 << 15)
def day_of(text: str | None) -> date | None:
    """Give the day that a text states; None where it states none, or not the whole of one."""
    when = read_date(text, order="ymd") if text else None
    return date(when.year, when.month, when.day) if when and when.month and when.day else None
