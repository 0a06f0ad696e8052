"""Reads what a column's name says, in any of the spellings that agencies and their suppliers use."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

NAME_PARTS = Path(__file__).parent / "name_parts.csv"
SPELLINGS = Path(__file__).parent / "spellings.csv"
PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
PLAIN_FIELDS_OF_OTHERS = frozenset({"given_names", "surname", "full_name"})
CHECKED = frozenset({"nhs", "upn"})
NAMES_OF_WORKERS = frozenset({"name", "names", "forename", "surname", "phone", "email", "tel"})
CLOSE_ENOUGH = 90
LEAST_LETTERS = 5


class Meaning(NamedTuple):
    """What a name means: a field or one of our own words for what is no field; empty when it says nothing."""

    means: str = ""
    why: str = ""


@cache
def words(kind: str) -> frozenset[str]:
    """Give the words of one kind that stand in column names.

    `whose` says whose or which a column is without changing what it is; `earlier` what held before; `others`,
    `workers` and `places` whom or what else it may be about; `happened` that a date is of an event; `checks` that a
    number was looked up; `strong` means the same in any company.
    """
    with NAME_PARTS.open(encoding="utf-8", newline="") as lines:
        return next(frozenset(row["words"].split()) for row in csv.DictReader(lines) if row["kind"] == kind)


@cache
def spellings() -> dict[str, str]:
    """Give the table of known names, letters and digits only, and what each means."""
    with SPELLINGS.open(encoding="utf-8", newline="") as lines:
        return {row["spelling"]: row["means"] for row in csv.DictReader(lines)}


def parts_of(name: str) -> list[str]:
    """Take a column name apart into small words without accents: DateOfBirth, date_of_birth, DATE-OF-BIRTH are one."""
    plain = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    return [part.lower() for part in PARTS.findall(plain)]


def meaning(name: str) -> Meaning:
    """Say what a column's name means, and by which reading."""
    parts = parts_of(name)
    known = spellings()
    said = "its name says so"
    whole = "".join(parts)
    if means := known.get(whole):
        return Meaning(_of_another(means, parts), said)
    if odd := _special(set(parts)):
        return Meaning(odd, said)
    shorter = [part for part in parts if part not in words("whose")]
    undated = words("earlier") | words("others")
    for tried in (shorter, [p for p in shorter if not p.isdigit()], [p for p in shorter if p not in undated]):
        if tried and (means := known.get("".join(tried))):
            return Meaning(_in_the_past(_of_another(means, parts), parts), said)
    if set(parts) & words("dates") and set(parts) & words("happened"):
        return Meaning("event", said)
    if strong := [part for part in parts if part in words("strong")]:
        return Meaning(_in_the_past(_of_another(known[strong[-1]], parts), parts), f'its name has "{strong[-1]}" in it')
    return _close(whole, known)


def _special(parts: set[str]) -> str:
    if parts & words("truth"):
        return "truth"
    if parts & words("checks") and parts & CHECKED:
        return "upn_verified" if "upn" in parts else "nhs_number_verified"
    if parts & words("derived"):
        return "derived"
    if parts & words("places") and parts & words("at_a_place"):
        return "someone_else"
    if parts & words("workers") and parts & NAMES_OF_WORKERS:
        return "surgery" if parts & {"gp", "doctor"} and parts & {"practice", "surgery"} else "someone_else"
    return ""


def _of_another(means: str, parts: list[str]) -> str:
    """Take a mother's surname for a carer's name, and her birth date for nobody's here."""
    if not words("others") & set(parts) or means in ("carer_name", "phone", "email"):
        return means
    return "carer_name" if means in PLAIN_FIELDS_OF_OTHERS else "someone_else"


def _in_the_past(means: str, parts: list[str]) -> str:
    if not (words("earlier") - {"last"}) & set(parts):
        return means
    if means in ("postcode", "surname"):
        return f"previous_{means}"
    return "previous_surname" if means == "full_name" else means


def _close(whole: str, known: dict[str, str]) -> Meaning:
    """Allow for a misspelt name, if it is long enough to tell."""
    if len(whole) < LEAST_LETTERS:
        return Meaning()
    near = process.extractOne(whole, known.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    if near is None or len(near[0]) < LEAST_LETTERS:
        return Meaning()
    return Meaning(known[near[0]], f'its name is close to "{near[0]}"')
