"""What a record's content is, when it has changed, and when the engine should learn anew."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import blake2b

from wraparound.agencies.words import InvolvementField
from wraparound.identity.words import Row
from wraparound.kernel.compact import compact
from wraparound.kernel.dates import read_date
from wraparound.kernel.identifiers import normal_nhs_number, normal_upn
from wraparound.kernel.names import folded, read_name
from wraparound.kernel.postcodes import normal_postcode

FEW = 2_000  # records below which the model that comes with the engine serves (matching's README, Models)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DAYS: frozenset[str] = frozenset(
    {InvolvementField.BEGINS_ON, InvolvementField.ENDS_ON, InvolvementField.LAST_CONTACT_ON}
)
SEXES = {"1": "Male", "m": "Male", "male": "Male", "boy": "Male", "2": "Female", "f": "Female", "female": "Female"}
SEXES |= {"girl": "Female"}
GROWN = 2.0  # times as many records as it was learnt from: learn again
ALONE, OF_ALL = 20, 250  # records linked one by one at most: so many, and one in so many of all
COUNTED = 1.25  # times as many records as were counted: count again


def digest_of(row: Row) -> str:
    """Give 32 hexadecimal digits that are the same while a row says the same, in whatever order of columns."""
    plain = dumped([dict(sorted(row.said.items())), dict(sorted(row.part.items()))])
    return blake2b(plain.encode(), digest_size=16).hexdigest()


def dumped(said: object) -> str:
    """Write what a record says as compact JSON."""
    return compact(said)


def part_of(row: Row) -> dict[str, str | date | None]:
    """Give an agency's part as an involvement keeps it: words as they are, whole days as days."""
    if not row.part:
        return dict(NO_PART)
    return {part: _day(row.part.get(part)) if part in DAYS else row.part.get(part, "") for part in NO_PART}


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


NO_PART: dict[str, str | date | None] = {str(field): None if field in DAYS else "" for field in InvolvementField}


def _day(text: str | None) -> date | None:
    when = read_date(text, order="ymd") if text else None
    return date(when.year, when.month, when.day) if when and when.month and when.day else None
