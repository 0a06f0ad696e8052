"""What sources' files tell of their own part in a child's life: who, in which role and service, since when."""

import numpy as np

from wraparound.sample.chance import Flags, Ints, Texts, either, texts
from wraparound.sample.files.luck import days_of, luck
from wraparound.sample.people.households import YEAR
from wraparound.sample.records.population import Part
from wraparound.sample.tables import parts
from wraparound.sample.words import CHILD, NEVER

CASELOAD = 40  # records for each worker
HOSTS = {
    "health": "health", "schools": "schools", "police": "police", "housing": "homes", "youth_justice": "youth",
    "early_years": "centres", "voluntary": "voluntary", "social_care": "care",
}  # fmt: skip
SOME = {"police": 0.35, "youth_justice": 0.97, "voluntary": 0.8, "housing": 0.85}  # of the records name someone
OFTEN = 0.92


def worker(part: Part, *, order: Ints, source: str, before: bool = False) -> Texts:
    """Give the name of who works with someone, or of who did before them."""
    number = _worker(part, order=order, source=source) + before
    first, last = parts("workers", "first"), parts("workers", "last")
    names = [f"{first[n % len(first)]} {last[n * 7 // len(first) % len(last)]}" for n in number.tolist()]
    known = luck(part, order=order, salt=61 + before) < (0.45 if before else SOME.get(source, OFTEN))
    return either(known, yes=texts(names), no=None)


def phone(part: Part, *, order: Ints, source: str) -> Texts:
    """Give the worker's telephone number."""
    numbers = [f"04632 {970_000 + n % 10_000:06d}" for n in _worker(part, order=order, source=source).tolist()]
    named = _is_named(part, order=order, source=source)
    return either(named & (luck(part, order=order, salt=64) < 0.85), yes=texts(numbers), no=None)


def email(part: Part, *, order: Ints, source: str) -> Texts:
    """Give the worker's e-mail address."""
    names = worker(part, order=order, source=source)
    host = f"@{HOSTS[source]}.example.org"
    return texts([name and name.lower().replace(" ", ".") + host for name in names.tolist()])


def role(part: Part, *, order: Ints, source: str) -> Texts:
    """Give what the worker is."""
    named = _is_named(part, order=order, source=source)
    if source == "health":
        return either(named, yes=either(_young(part, order=order), yes="Health visitor", no="School nurse"), no=None)
    needing = part.area.people.flags["in_need"][part.records.held.person[order]] == 1
    return either(named, yes=either(needing, yes="Social worker", no="Family help worker"), no=None)


def service(part: Part, *, order: Ints, source: str) -> Texts:
    """Give the service that is involved."""
    if source == "health":
        return either(_young(part, order=order), yes="Health visiting", no="School nursing")
    flags, person = part.area.people.flags, part.records.held.person[order]
    wide = either(flags["in_need"][person] == 1, yes="Family Help", no="Front door")
    narrow = either(flags["on_plan"][person] == 1, yes="Multi-agency child protection", no=wide)
    return either(flags["looked_after"][person] == 1, yes="Children in care and care leavers", no=narrow)


def begins(part: Part, *, order: Ints) -> Ints:
    """Give the day since which the agency has been involved."""
    held, people = part.records.held, part.area.people
    updated, person = held.updated[order], held.person[order]
    since = updated - (luck(part, order=order, salt=65) ** 2 * 900).astype(np.int64) - 3
    known = luck(part, order=order, salt=66) < 0.93
    child = people.role[person] == CHILD
    return days_of(
        np.where(child & (people.birth[person] < updated), np.maximum(since, people.birth[person]), since), known=known
    )


def former_ends(part: Part, *, order: Ints) -> Ints:
    """Give the day until which another worker was involved before, where one is named."""
    former = worker(part, order=order, source="social_care", before=True)
    named = np.array([name is not None for name in former.tolist()], dtype=bool)
    return days_of(begins(part, order=order), known=named)


def last_contact(part: Part, *, order: Ints) -> Ints:
    """Give the day of the last contact: when the record was last brought up to date, where it says so."""
    return days_of(part.records.held.updated[order], known=luck(part, order=order, salt=67) < 0.8)


def ends(part: Part, *, order: Ints) -> Ints:
    """Give the day on which the agency's part ended, for those it no longer works with."""
    flags, held = part.area.people.flags, part.records.held
    person = held.person[order]
    open_now = (flags["in_need"][person] == 1) | (flags["referrals"][person] > 0) | (flags["looked_after"][person] == 1)
    return np.where(open_now, NEVER, held.updated[order])


def _worker(part: Part, *, order: Ints, source: str) -> Ints:
    """Give the worker's number: a household's children mostly have one and the same."""
    count = max(3, len(part.area.people) // (CASELOAD * 20))
    number = part.area.people.household[part.records.held.person[order]] * 31 + len(source) * 7
    moved = (luck(part, order=order, salt=68) < 0.15).astype(np.int64)
    return (number + moved) % count + part.area.number * 100 + len(source) * 11


def _is_named(part: Part, *, order: Ints, source: str) -> Flags:
    return np.array([name is not None for name in worker(part, order=order, source=source).tolist()], dtype=bool)


def _young(part: Part, *, order: Ints) -> Flags:
    held = part.records.held
    young: Flags = held.updated[order] - part.area.people.birth[held.person[order]] < 5 * YEAR
    return young
