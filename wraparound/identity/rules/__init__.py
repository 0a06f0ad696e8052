"""What a record's content is, when it has changed, and when the engine should learn anew."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from wraparound.agencies.words import InvolvementField
from wraparound.identity.words import NumberKind, Row
from wraparound.kernel.compact import compact
from wraparound.kernel.dates import read_date
from wraparound.kernel.identifiers import normal_nhs_number, normal_upn
from wraparound.kernel.names import folded, read_name
from wraparound.kernel.postcodes import normal_postcode

FEW = 2_000  # records below which the model that comes with the engine serves (matching's README, Models)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NUMBER = re.compile(r"\b\d+[a-z]?\b")
DAYS: frozenset[str] = frozenset(
    {InvolvementField.BEGINS_ON, InvolvementField.ENDS_ON, InvolvementField.LAST_CONTACT_ON}
)
SEXES = {"1": "Male", "m": "Male", "male": "Male", "boy": "Male", "2": "Female", "f": "Female", "female": "Female"}
SEXES |= {"girl": "Female"}
WITHHELD = "Withheld"  # what stands in the place of a number that nobody is shown
LONG = 8  # letters and digits of a number that is looked for inside other texts too
GROWN = 2.0  # times as many records as it was learnt from: learn again
ALONE, OF_ALL = 20, 250  # records linked one by one at most: so many, and one in so many of all
COUNTED = 1.25  # times as many records as were counted: count again


def digest_of(row: Row) -> str:
    """Give 32 hexadecimal digits that are the same while a row says the same, in whatever order of columns."""
    told: list[object] = [dict(sorted(row.said.items())), dict(sorted(row.part.items()))]
    if row.more or row.family or row.home:
        told += [[dict(sorted(one.items())) for one in row.more], row.family, dict(sorted(row.home.items()))]
    plain = dumped(told)
    return blake2b(plain.encode(), digest_size=16).hexdigest()


def dumped(said: object) -> str:
    """Write what a record says as compact JSON."""
    return compact(said)


def parts_of(row: Row) -> list[tuple[str | date | None, ...]]:
    """Give an agency's parts as involvements keep them: words as they are, whole days as days; none where untold."""
    parts = [row.part, *row.more] if row.more else [row.part]
    return [
        tuple(
            _day(part.get(one)) if longest is None else part[one][:longest] if one in part else ""
            for one, longest in LENGTHS
        )
        for part in parts
        if part
    ]


class Home(NamedTuple):
    """Where someone lives, as one record says: what tells the home from any other, how it is written, since when."""

    home: str  # postcode and number; "" where they do not tell one home from another
    line: str
    postcode: str
    household: str
    since_on: date | None


def home_of(row: Row) -> Home | None:
    """Give the home that a row tells of; None where it tells of none."""
    said = row.said
    household = row.home.get("household", "")
    whole, code = said.get("address"), said.get("postcode")
    line = whole[0] if whole else _line(said)
    if not (line or code or household):
        return None
    key, plain = home_key(line, postcode=code[0] if code else "")
    return Home(key, line[:300], plain, household[:60], _day(row.home.get("home_since")))


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


def plain_name(name: str) -> str:
    """Give what two ways of writing one name share: its words in any order and any case, without marks."""
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in name.casefold()).split()))


def plain_number(text: str) -> str:
    """Give a number as two ways of writing it share it: letters and digits alone."""
    return "".join(filter(str.isalnum, text)).upper()


def written_number(text: str, *, kind: str) -> str:
    """Write a number as its readers know it: an NHS number in three parts, others without spaces."""
    plain = normal_nhs_number(text) if kind == NumberKind.NHS_NUMBER else None
    return f"{plain[:3]} {plain[3:6]} {plain[6:]}" if plain else " ".join(text.split())


def hidden(text: str, *, withheld: Collection[str]) -> str:
    """Give a text that may be or hold a number, or the word for one that is withheld: in whole, never in part."""
    plain = plain_number(text) if withheld else ""
    inside = (number == plain or (len(number) >= LONG and number in plain) for number in withheld)
    return WITHHELD if any(inside) else text


def should_learn(records: int, *, learnt_from: int | None) -> bool:
    """Say whether there are enough records to learn a model, and so many more than last time that it is worth it."""
    return records >= FEW and (learnt_from is None or records >= GROWN * learnt_from)


def should_count(records: int, *, counted: int, feeds: Collection[str], known: Collection[str]) -> bool:
    """Say whether the area has grown so much, or has such new feeds, that its values and shares are counted again."""
    return records >= COUNTED * counted or not set(feeds) <= set(known)


def few_wait(waiting: int, *, records: int) -> bool:
    """Say whether so few records wait that linking each alone is sooner done than linking all of an area."""
    return waiting <= ALONE + records // OF_ALL


def called(said: Mapping[str, list[str]]) -> str:
    """Give the name a record knows someone by, as it wrote it."""
    whole = said.get("full_name")
    parts = [*said.get("given_names", []), *said.get("surname", [])]
    return " ".join(parts) if parts else " ".join(whole or []) or "Name not given"


def mostly_called(records: Iterable[Mapping[str, list[str]]]) -> str:
    """Give the name that most records know someone by; of equally many the fullest, and not all in capitals."""
    names = [called(said) for said in records]
    counts = Counter(map(folded, names))
    return max(names, key=lambda name: (counts[folded(name)], len(folded(name)), not _shouts(name), name))


def _shouts(name: str) -> bool:
    return any(len(word) > 1 and word.isupper() for word in name.split())


def mostly_born(records: Iterable[Mapping[str, list[str]]]) -> str:
    """Give the birth date that most records state; of equally many the first stated; "" where none does."""
    stated = Counter(day for day in map(born, records) if day)
    return stated.most_common(1)[0][0] if stated else ""


def born(said: Mapping[str, list[str]]) -> str:
    """Give the birth date a record states, or the expected one, in ISO form as far as it is known; "" where neither."""
    return next(iter([*said.get("birth_date", []), *said.get("expected_birth_date", [])]), "")


def distinct_values(values: Iterable[str], *, field: str) -> list[str]:
    """Give a field's values so that those written differently and meaning the same are one."""
    plain = {"nhs_number": normal_nhs_number, "upn": normal_upn, "postcode": normal_postcode, "sex": _sex}.get(field)
    read = [(plain(value) if plain else None) or " ".join(value.split()).title() for value in values]
    return list(dict.fromkeys(read))


def surnames_in(said: Mapping[str, list[str]]) -> set[str]:
    """Give the surnames a record says, folded, those of several parts in their parts; a whole name is read for one."""
    whole = [read_name(text).surname for text in said.get("full_name", [])]
    return {part for text in (*said.get("surname", []), *whole) for part in folded(text).split() if len(part) > 1}


def bears_name(name: str, *, surnames: Collection[str]) -> bool:
    """Say whether someone called so at work bears any of these surnames, or a part of one."""
    return not surnames_in({"full_name": [name]}).isdisjoint(surnames)


def _sex(text: str) -> str | None:
    """Read a sex as agencies write it: 1 and 2 are the NHS's and ISO 5218's codes, M and F the schools'."""
    return SEXES.get(text.strip().lower())


def fresh_code(seed: str) -> str:
    """Give a code such as P-7K3M-92QX from any text, in the form that linking mints (Crockford's base 32)."""
    number = int.from_bytes(blake2b(seed.encode(), digest_size=5).digest(), "big")
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"P-{symbols[:4]}-{symbols[4:]}"


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


@lru_cache(1 << 15)
def _day(text: str | None) -> date | None:
    when = read_date(text, order="ymd") if text else None
    return date(when.year, when.month, when.day) if when and when.month and when.day else None
