"""What names, numbers and dates are the same, what is shown of them, and when the engine should learn anew."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import blake2b

from wraparound.identity.rules.filed import (
    DAYS,
    day_of,
    digest_of,
    dumped,
    home_key,
    home_of,
    homes_of,
    parts_of,
    ready_of,
)
from wraparound.identity.words import NumberKind
from wraparound.kernel.dates import age_on
from wraparound.kernel.identifiers import normal_nhs_number, normal_upn
from wraparound.kernel.names import folded, read_name, written_name
from wraparound.kernel.postcodes import normal_postcode

__all__ = [
    "ALONE", "COUNTED", "DAYS", "FEW", "GROWN", "LONG", "OF_ALL", "WITHHELD", "age_in_years", "bears_name", "called",
    "code_of_bytes", "day_of", "digest_of", "distinct_values", "dumped", "few_wait", "fresh_code", "hidden",
    "home_key", "home_of", "homes_of", "is_expected", "mostly_born", "mostly_called", "mostly_of_sex", "parts_of",
    "plain_name", "plain_number", "ready_of", "sex_in_words", "should_count", "should_learn", "surnames_in",
    "written_number", "written_phone",
]  # fmt: skip

FEW = 2_000  # records below which the model that comes with the engine serves (matching's README, Models)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SEXES = {"1": "Male", "m": "Male", "male": "Male", "boy": "Male", "2": "Female", "f": "Female", "female": "Female"}
SEXES |= {"girl": "Female", "0": "Not known", "u": "Not known", "9": "Not specified", "i": "Indeterminate"}
WITHHELD = "Withheld"  # what stands in the place of a number that nobody is shown
LONG = 8  # letters and digits of a number that is looked for inside other texts too
GROWN = 2.0  # times as many records as it was learnt from: learn again
ALONE, OF_ALL = 20, 250  # records linked one by one at most: so many, and one in so many of all
COUNTED = 1.25  # times as many records as were counted: count again


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


def written_phone(text: str) -> str:
    """Write a telephone number of this country in its usual groups, and any other text as it is."""
    plain = "".join(text.split())
    if not (plain.isdecimal() and plain.isascii() and len(plain) == 11 and plain.startswith("0")):
        return text
    first = (
        3 if plain.startswith("02") else 4 if plain.startswith("011") or (plain[:2] == "01" and plain[3] == "1") else 5
    )
    return f"{plain[:first]} {plain[first:]}" if first == 5 else f"{plain[:first]} {plain[first:7]} {plain[7:]}"


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
    """Give the name that most records know someone by, as one reads it; of equally many the fullest."""
    names = [called(said) for said in records]
    counts = Counter(map(plain_name, names))
    most = max(names, key=lambda name: (counts[plain_name(name)], len(folded(name)), not _shouts(name), name))
    return written_name(most)


def _shouts(name: str) -> bool:
    return any(len(word) > 1 and word.isupper() for word in name.split())


def mostly_born(records: Iterable[Mapping[str, list[str]]]) -> str:
    """Give the birth date that most records state, or the expected one; of equally many the first; "" where none."""
    all_said = list(records)
    for field in ("birth_date", "expected_birth_date"):
        stated = Counter(said[field][0] for said in all_said if said.get(field))
        if stated:
            return stated.most_common(1)[0][0]
    return ""


def is_expected(records: Iterable[Mapping[str, list[str]]]) -> bool:
    """Say whether someone is not born yet, as far as records say: no birth date, but a day when they are expected."""
    all_said = list(records)
    return any("expected_birth_date" in said for said in all_said) and not any(
        "birth_date" in said for said in all_said
    )


def age_in_years(born_on: str, *, on: date) -> int | None:
    """Give someone's age on a day; None before birth, and where it is not known or the day is not known whole."""
    when = day_of(born_on)
    age = age_on(when, on=on) if when else -1
    return age if age >= 0 else None


def mostly_of_sex(records: Iterable[Mapping[str, list[str]]]) -> str:
    """Give the sex that most records state, in words; "" where none does, or as many state another."""
    told = (sex_in_words(one) for said in records for one in said.get("sex", []))
    stated = Counter(one for one in told if one in {"Male", "Female"})
    (first, most), (_, next_most) = [*stated.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > next_most else ""


def distinct_values(values: Iterable[str], *, field: str) -> list[str]:
    """Give a field's values so that those written differently and meaning the same are one."""
    known = {"nhs_number": normal_nhs_number, "upn": normal_upn, "postcode": normal_postcode, "sex": sex_in_words}
    plain = known.get(field)
    read = [(plain(value) if plain else None) or " ".join(value.split()).title() for value in values]
    return list(dict.fromkeys(read))


def surnames_in(said: Mapping[str, list[str]]) -> set[str]:
    """Give the surnames a record says, folded, those of several parts in their parts; a whole name is read for one."""
    whole = [read_name(text).surname for text in said.get("full_name", [])]
    return {part for text in (*said.get("surname", []), *whole) for part in folded(text).split() if len(part) > 1}


def bears_name(name: str, *, surnames: Collection[str]) -> bool:
    """Say whether someone called so at work bears any of these surnames, or a part of one."""
    return not surnames_in({"full_name": [name]}).isdisjoint(surnames)


def sex_in_words(text: str) -> str | None:
    """Read a sex as agencies write it: 0, 1, 2 and 9 are the NHS's and ISO 5218's codes, M, F and U the schools'."""
    return SEXES.get(text.strip().lower())


def fresh_code(seed: str) -> str:
    """Give a code such as P-7K3M-92QX from any text, in the form that linking mints (Crockford's base 32)."""
    return code_of_bytes(blake2b(seed.encode(), digest_size=5).digest(), letter="P")


def code_of_bytes(five: bytes, *, letter: str) -> str:
    """Write five bytes as a code such as P-7K3M-92QX, after a letter that says of what it is (Crockford's base 32)."""
    number = int.from_bytes(five, "big")
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letter}-{symbols[:4]}-{symbols[4:]}"
