"""What was told of someone's birth, moves and death: of the person, and of every code that leads to them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from wraparound.access.queries import names_of
from wraparound.identity.models import Involvement, LifeEvent, Person
from wraparound.identity.queries import AMONG, among, within
from wraparound.identity.queries.seen import OF_LIVES, codes_leading_to, of_leads, records_of
from wraparound.identity.queries.told import Source
from wraparound.identity.rules.living import GOES, MOVES, Told, day_born, is_disputed, stands
from wraparound.identity.words import LifeKind
from wraparound.ledger.queries import Compiled

HAPPENED = {*MOVES, LifeKind.DIED}  # what somebody may take back
Seen = tuple[int, str, date]  # a record, its agency, and when that last saw whom it is about


@dataclass(frozen=True)
class LifeShown:
    """One thing that was told of a life: what, when, where one can ask, and who told it.

    `seen`: which others saw them here after it, and when, where that contradicts it and nobody has settled it.
    """

    number: int
    kind: LifeKind
    on: date | None
    place: str
    ask: str
    who: str
    told_on: date
    may_undo: bool
    by_record: bool = False
    seen: tuple[tuple[str, date], ...] = ()

    @property
    def told(self) -> Told:
        """Give it as rules read it."""
        return Told(self.kind, self.on, self.by_record, bool(self.seen))


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


def life_of(person: Person, *, sources: Sequence[Source]) -> list[LifeShown]:
    """Give what was told of a person's life, in the order it was told; `sources` say when they were seen.

    Cost: one query; of one of whom something was told two, and one for names.
    """
    numbers = _numbers_of(person)
    found = list(_told_as(numbers)) if numbers else []
    names = names_of({one.by for one in found if one.person_id}) if any(one.person_id for one in found) else {}
    seen = [
        (one.record.pk, one.agency, part.last_contact_on)
        for one in sources
        for part in one.parts
        if part.last_contact_on
    ]
    return [
        LifeShown(
            one.pk, LifeKind(one.kind), one.on, one.place, one.ask,
            one.record.agency.name if one.record else names.get(one.by, one.by),
            one.at.date(), one.kind in HAPPENED, one.record_id is not None, _seen_after(one, told=found, seen=seen),
        )
        for one in found
        if not (one.kind == LifeKind.EXPECTED and any(other.kind == LifeKind.BORN for other in found))
    ]  # fmt: skip


def standing_of(persons: Collection[int]) -> dict[int, Told]:
    """Give what a list must say of some persons first: that they died, else their latest move.

    Cost: one query, and one more where records tell of a death or a move.
    """
    found = _lives_of(persons)
    seen = _seen({person for person, told in found.items() if any(one.record_id and one.kind in GOES for one in told)})
    first = {
        person: stands([_told(one, seen=_seen_after(one, told=told, seen=seen.get(person, ()))) for one in told])
        for person, told in found.items()
    }
    return {person: told for person, told in first.items() if told}


def _lives_of(persons: Collection[int]) -> dict[int, list[LifeEvent]]:
    """Give what is told of the lives of some persons whom someone may see, in the order it was told. Cost: one query.

    Of what records tell, births are left out.
    """
    wanted, found = among(persons), dict[int, list[LifeEvent]]()
    asked = of_leads(OF_LIVES.format(among=AMONG[connection.vendor]))
    for one in LifeEvent.objects.raw(asked, [wanted, wanted]):
        found.setdefault(vars(one)["whose"], []).append(one)
    return found


def _seen(persons: set[int]) -> dict[int, list[Seen]]:
    """Give when agencies last saw some persons. Cost: one query, or none where there are none."""
    found: dict[int, list[Seen]] = {}
    told = Involvement.objects.filter(record__person__in=persons)
    rows = told.values_list("record__person_id", "record_id", "last_contact_on") if persons else ()
    for person, record, on in rows:
        if on:
            found.setdefault(person, []).append((record, "", on))
    return found


def _seen_after(one: LifeEvent, *, told: Iterable[LifeEvent], seen: Iterable[Seen]) -> tuple[tuple[str, date], ...]:
    """Give which others saw someone after a record has them gone, once each and when last, while that is disputed."""
    last: dict[str, date] = {}
    for record, agency, on in seen:
        if one.on and record != one.record_id and on > one.on:
            last[agency] = max(on, last.get(agency, on))
    if not is_disputed(_told(one), all_told=map(_told, told), seen=bool(last)):
        return ()
    return tuple(sorted(last.items()))


def _told(one: LifeEvent, *, seen: Collection[object] = ()) -> Told:
    return Told(LifeKind(one.kind), one.on, one.record_id is not None, bool(seen))


def births_told(of: Collection[int] | None = None) -> Iterable[tuple[LifeEvent, int, date]]:
    """Give the births that were expected and that some record of the child now tells, with whose and on which day.

    `of`: only of births that these records told to come. Cost: one query, which looks at the records of each child
    whose birth is still expected, of which an area has some hundreds, or whose it is of some; and two for each birth
    that is told by now.
    """
    events = None if of is None else [number for (number,) in AWAITED.rows(records=among(of))]
    found = COME.rows() if events is None else COME_OF.rows(events=among(events)) if events else ()
    numbers = [number for (number,) in found]
    awaited = LifeEvent.objects.filter(pk__in=numbers).select_related("record__person").order_by("pk")
    for one in awaited if numbers else ():
        child = one.record.person if one.record else None
        day = day_born(records_of(child).values_list("said", flat=True)) if child else None
        if child and day:
            yield one, child.pk, day


def _come() -> QuerySet[LifeEvent, Any]:
    """Find the births that are expected of children of whom some record tells a birth date, and that are not told."""
    expected = LifeEvent.objects.filter(kind=LifeKind.EXPECTED, undone_at__isnull=True, record__person__isnull=False)
    born = LifeEvent.objects.filter(kind=LifeKind.BORN, undone_at__isnull=True, record=OuterRef("record"))
    dated = records_of(OuterRef("record__person")).filter(said__has_key="birth_date")
    return expected.filter(~Exists(born), Exists(dated)).values_list("pk")


def _come_of(*, events: Any) -> QuerySet[LifeEvent, Any]:
    return _come().filter(within("identity_lifeevent.id", values=events))


def _awaited(*, records: Any) -> QuerySet[LifeEvent, Any]:
    theirs = within("identity_lifeevent.record_id", values=records)
    return LifeEvent.objects.filter(theirs, kind=LifeKind.EXPECTED, undone_at__isnull=True).values_list("pk")


COME, COME_OF, AWAITED = Compiled(_come), Compiled(_come_of), Compiled(_awaited)
