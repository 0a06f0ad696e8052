"""Whom a question is about, as those who are asked are told: a name, a birth date, the homes of now, and no more."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from wraparound.identity.queries.homes import stays_of
from wraparound.identity.queries.seen import hidden_from
from wraparound.identity.queries.told import all_told_of
from wraparound.identity.rules import is_expected, mostly_born, mostly_called
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class PersonShown:
    """Someone a question is about."""

    pk: int
    name: str
    born: str
    expected: bool
    homes: list[str]


def persons_shown(persons: Collection[int], *, by: Actor) -> dict[int, PersonShown]:
    """Give some persons of whom someone may know as a question names them. Cost: two queries, however many."""
    shown = {}
    for pk, told in all_told_of(persons, by=by).items() if persons else ():
        now = [stay for stay in stays_of(told.sources) if stay.until is None]
        homes = [", ".join(filter(None, (stay.line, stay.postcode))) for stay in now]
        name = mostly_called(told.said) if told.said else "Nobody holds a record of this person now"
        shown[pk] = PersonShown(pk, name, mostly_born(told.said), is_expected(told.said), homes)
    return shown


def not_hidden(found: QuerySet, *, whose: str, by: Actor) -> QuerySet:
    """Leave out what is about someone who is hidden from the one who asks, named by a column."""
    return found.exclude(Exists(hidden_from(by).filter(person=OuterRef(whose))))
