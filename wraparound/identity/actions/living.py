"""Births, moves and deaths are told once, heard by whoever follows them, and can be taken back."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from wraparound.access.policies import check_may, check_may_look_up
from wraparound.access.rules import VERSION, says_why
from wraparound.access.words import Permission
from wraparound.identity.events import (
    BirthExpected,
    ChildBorn,
    ChildMovedIn,
    ChildMovedOut,
    LifeEventUndone,
    PersonDied,
)
from wraparound.identity.models import LifeEvent, Person
from wraparound.identity.policies import check_may_see
from wraparound.identity.queries.living import LifeShown, births_told, life_events_of, life_of
from wraparound.identity.queries.seen import person_asked, records_of
from wraparound.identity.queries.told import all_told
from wraparound.identity.rules import mostly_called
from wraparound.identity.rules.living import Told, day_born, why_it_cannot_be
from wraparound.identity.words import LifeKind
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole, write_down

TOLD_BY_PEOPLE: dict[LifeKind, type[ChildMovedIn | ChildMovedOut | PersonDied]] = {
    LifeKind.MOVED_IN: ChildMovedIn,
    LifeKind.MOVED_OUT: ChildMovedOut,
    LifeKind.DIED: PersonDied,
}


class CannotTell(CannotDo):
    """What is told of a life cannot be so, or there is nobody of whom to tell it."""


@whole
def tell_life_event(
    code: str, *, kind: LifeKind, on: date | None, place: str = "", ask: str = "", by: Actor, at: datetime
) -> LifeEvent:
    """Tell that someone moved into the area or out of it, or died; of a move, where one can ask about them.

    It ends no agency's part: what agencies hold they tell themselves, and a file that goes on naming someone who died
    is seen to do so.
    """
    person = _person(code, by=by, at=at)
    if kind not in TOLD_BY_PEOPLE:
        raise CannotTell("A birth is told by the agencies' records.")
    if kind != LifeKind.DIED and not place.strip():
        raise CannotTell("Say where, such as the council or the country.")
    before = [Told(LifeKind(one.kind), one.on, one.record_id is not None) for one in life_events_of(person)]
    born = day_born(records_of(person).values_list("said", flat=True))
    if why := why_it_cannot_be(Told(kind, on), born=born, before=before, today=at.date()):
        raise CannotTell(why)
    said = {"place": place.strip(), "ask": ask.strip()} if kind != LifeKind.DIED else {}
    told = LifeEvent.objects.create(person=person, kind=kind, on=on, **said, by=by.username, at=at)
    write_down(TOLD_BY_PEOPLE[kind](told.pk), about=[person.pk], rules=VERSION, by=by, at=at)
    return told


@whole
def undo_life_event(code: str, *, number: int, why: str, by: Actor, at: datetime) -> None:
    """Take back a move or a death that was told, since it was not so; what a record tells of a birth, it changes.

    What a record tells of them stays taken back while its agency goes on saying the same.
    """
    person = _person(code, by=by, at=at)
    told = life_events_of(person).filter(pk=number, kind__in=TOLD_BY_PEOPLE).first()
    if told is None:
        raise CannotTell("This was taken back already, or a record tells a birth: then its agency has to change it.")
    if not says_why(why):
        raise CannotTell("Say in a sentence why it is not so.")
    LifeEvent.objects.filter(pk=number).update(undone_why=why.strip(), undone_by=by.username, undone_at=at)
    write_down(LifeEventUndone(number), about=[person.pk], rules=VERSION, by=by, at=at)


@whole
def look_at_life(code: str, *, by: Actor, at: datetime) -> tuple[Person, str, list[LifeShown]] | None:
    """Show whose life it is and what was told of it, to those who may tell more; None where there is nobody."""
    check_may(by, permission=Permission.TELL_LIFE_EVENTS)
    check_may_look_up(by)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None:
        return None
    check_may_see(person.code, seen=is_seen)
    shown = ("name", "kind", "on", "place")
    looked("births, moves and deaths", about=[person.pk], shown=shown, rules=VERSION, by=by, at=at)
    told = all_told(person, by=by)
    return person, mostly_called(told.said or [{}]), life_of(person, sources=told.sources)


@whole
def note_births_to_come(records: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Note which records tell of a birth to come, each once; give how many are new."""
    numbers = set(records)
    held = LifeEvent.objects.filter(record__in=numbers, kind=LifeKind.EXPECTED, undone_at__isnull=True)
    new = sorted(numbers - set(held.values_list("record", flat=True)))
    LifeEvent.objects.bulk_create(
        [LifeEvent(record_id=one, kind=LifeKind.EXPECTED, by=by.username, at=at) for one in new]
    )
    if new:
        write_down(BirthExpected(tuple(new)), by=by, at=at)
    return len(new)


@whole
def note_births(of: Collection[int] | None = None, *, by: Actor, at: datetime) -> int:
    """Note the births that were expected and that some record of the child now tells; give how many.

    `of`: only those that these records told to come.
    """
    count = 0
    for awaited, person, day in births_told(of):
        told = LifeEvent.objects.create(record=awaited.record, kind=LifeKind.BORN, on=day, by=by.username, at=at)
        write_down(ChildBorn(told.pk), about=[person], by=by, at=at)
        count += 1
    return count


def _person(code: str, *, by: Actor, at: datetime) -> Person:
    """Find of whom it is told, if it is someone whom the actor may see and may tell it of."""
    check_may(by, permission=Permission.TELL_LIFE_EVENTS)
    check_may_look_up(by)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None:
        raise CannotTell("There is nobody with this code.")
    check_may_see(person.code, seen=is_seen)
    return person
