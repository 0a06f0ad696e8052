"""What was told of someone's birth, moves and death: of the person, and of every code that leads to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wraparound.access.queries import names_of
from wraparound.identity.models import LifeEvent, Person
from wraparound.identity.queries import among
from wraparound.identity.queries.seen import codes_leading_to, of_leads, records_of
from wraparound.identity.rules.living import Told, day_born, stands
from wraparound.identity.words import LifeKind
from wraparound.ledger.queries import Compiled

OF_THEM = (
    "SELECT told.*, leads.whose FROM identity_lifeevent told JOIN leads ON told.person_id = leads.id"
    " WHERE told.undone_at IS NULL ORDER BY told.id"
)


@dataclass(frozen=True)
class LifeShown:
    """One thing that was told of a life: what, when, where one can ask, and who told it."""

    number: int
    kind: LifeKind
    on: date | None
    place: str
    ask: str
    who: str
    told_on: date
    may_undo: bool

    @property
    def told(self) -> Told:
        """Give it as rules read it."""
        return Told(self.kind, self.on)


def life_events_of(person: Person) -> QuerySet[LifeEvent]:
    """Find what stands of what was told of a person whom someone may see, in the order it was told."""
    return _told_as(_numbers_of(person))


def _numbers_of(person: Person) -> list[int]:
    return [pk for (pk,) in TOLD_OF_LIFE.rows(persons=among([person.pk]), person=person.pk)]


def _told_as(numbers: list[int]) -> QuerySet[LifeEvent]:
    return LifeEvent.objects.filter(pk__in=numbers).select_related("record__agency").order_by("pk")


def _told_of_life(*, persons: Any, person: int) -> QuerySet[LifeEvent, Any]:
    theirs = Q(person__in=codes_leading_to(persons)) | Q(record__in=records_of(Person(pk=person)))
    return LifeEvent.objects.filter(theirs, undone_at__isnull=True).values_list("pk")


TOLD_OF_LIFE = Compiled(_told_of_life)


def life_of(person: Person) -> list[LifeShown]:
    """Give what was told of a person's life, in the order it was told.

    Cost: one query; of one of whom something was told two, and one for names.
    """
    numbers = _numbers_of(person)
    found = list(_told_as(numbers)) if numbers else []
    names = names_of({one.by for one in found if one.person_id}) if any(one.person_id for one in found) else {}
    return [
        LifeShown(
            one.pk, LifeKind(one.kind), one.on, one.place, one.ask,
            one.record.agency.name if one.record else names.get(one.by, one.by),
            one.at.date(), one.person_id is not None,
        )
        for one in found
        if not (one.kind == LifeKind.EXPECTED and any(other.kind == LifeKind.BORN for other in found))
    ]  # fmt: skip


def standing_of(persons: Collection[int]) -> dict[int, Told]:
    """Give what a list must say of some persons first: that they died, else their latest move. Cost: one query."""
    found: dict[int, list[Told]] = {}
    for one in LifeEvent.objects.raw(of_leads(OF_THEM), [among(persons)]):
        found.setdefault(vars(one)["whose"], []).append(Told(LifeKind(one.kind), one.on))
    first = {person: stands(told) for person, told in found.items()}
    return {person: told for person, told in first.items() if told}


def births_told() -> Iterable[tuple[LifeEvent, int, date]]:
    """Give the births that were expected and that some record of the child now tells, with whose and on which day.

    Cost: two queries and one for each birth that is still expected, of which an area has some hundreds.
    """
    born = set(LifeEvent.objects.filter(kind=LifeKind.BORN, undone_at__isnull=True).values_list("record", flat=True))
    awaited = LifeEvent.objects.filter(kind=LifeKind.EXPECTED, undone_at__isnull=True, record__person__isnull=False)
    for one in awaited.exclude(record__in=born).select_related("record__person").order_by("pk"):
        child = one.record.person if one.record else None
        day = day_born(records_of(child).values_list("said", flat=True)) if child else None
        if child and day:
            yield one, child.pk, day
