"""The identifiers of records, people, households and twin pairs: each its own, none telling an order."""

import numpy as np

from wraparound.sample.chance import Ints, Texts, either, texts
from wraparound.sample.identifiers import scrambled
from wraparound.sample.people.area import PEOPLE_AN_AREA
from wraparound.sample.records.population import Part
from wraparound.sample.tables import rows
from wraparound.sample.words import BECAME, BORN_AS

RECORDS_AN_AREA = 500_000


def record_ids(part: Part) -> Texts:
    """Give each record an identifier that is its own, begins with QX as nothing real does, and tells no order."""
    codes = [row["code"] for row in rows("sources")]
    numbers = scrambled(part.records.serial + part.area.number * RECORDS_AN_AREA, shift=1_234_567)
    marks = part.records.held.source.tolist()
    return texts([f"QX-{codes[mark]}-{number:08d}" for mark, number in zip(marks, numbers.tolist(), strict=True)])


def person_ids(part: Part, *, person: Ints) -> Texts:
    """Give each person's identifier; an adopted child's former identity is a person of its own."""
    numbers = scrambled(person + part.area.number * PEOPLE_AN_AREA, shift=7_654_321)
    return texts([f"P{number:08d}" for number in numbers.tolist()])


def household_ids(part: Part, *, household: Ints) -> Texts:
    """Give each household's identifier."""
    numbers = scrambled(household + part.area.number * PEOPLE_AN_AREA, shift=3_456_789)
    return texts([f"H{number:08d}" for number in numbers.tolist()])


def twin_groups(part: Part, *, twin: Ints) -> Texts:
    """Give each twin's pair, or None."""
    base = part.area.number * PEOPLE_AN_AREA
    return texts([f"T{base + pair:08d}" if pair >= 0 else None for pair in twin.tolist()])


def other_identities(part: Part, *, person: Ints) -> Texts:
    """Give for each adopted child the person that their other identity is in the truth, or None."""
    identity = part.area.people.identity
    became, born = np.flatnonzero(identity == BECAME), np.flatnonzero(identity == BORN_AS)
    other = np.full(len(identity), -1, dtype=np.int64)
    other[became], other[born] = born, became
    found = other[person]
    return either(found >= 0, yes=person_ids(part, person=found), no=None)
