"""Contacts that may be about the same as another, so that a second one is joined and not worked twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from wraparound.frontdoor.models import Contact, ContactChild, ContactStep
from wraparound.frontdoor.queries.children import ChildShown
from wraparound.frontdoor.queries.contacts import contacts_at_the_door, contacts_told_by
from wraparound.frontdoor.queries.door import door_now
from wraparound.frontdoor.queries.following import is_hidden_since
from wraparound.frontdoor.rules.cards import opening_of
from wraparound.frontdoor.rules.same import ChildHeard, Heard, why_same
from wraparound.frontdoor.rules.states import TRANSITIONS
from wraparound.frontdoor.words import ContactState, Did, Move
from wraparound.frontdoor.words.telling import Telling
from wraparound.identity.queries.seen import person_asked
from wraparound.kernel.acting import Actor

JOINABLE = [state for state, ways in TRANSITIONS.items() if Move.JOIN in ways]


@dataclass(frozen=True)
class Same:
    """Another contact that may be about the same, and why in words."""

    ref: str
    why: str


@dataclass(frozen=True)
class ToldBefore:
    """What somebody told of the same child before, and is not ended."""

    ref: str
    received_at: datetime
    opening: str


def same_as(
    contacts: Sequence[Contact], *, children: Mapping[int, Sequence[ChildShown]], by: Actor
) -> dict[int, list[Same]]:
    """Give, for those of some contacts that can be joined, the others that may be about the same, the newest first.

    Cost: the area's settings and one query, and one more where there are any; however many contacts.
    """
    open_now = [one for one in contacts if one.state in JOINABLE and children.get(one.pk)]
    own = [each.child for one in open_now for each in children[one.pk]]
    persons, names = {one.person_id for one in own if one.person_id}, {one.name_folded for one in own} - {""}
    if not persons and not names:
        return {}
    within = timedelta(days=door_now().same_within)
    days = {one.happened_on for one in open_now if one.happened_on}
    since = min(one.received_at for one in open_now) - within
    seen = contacts_at_the_door(by).filter(Q(received_at__gte=since) | Q(happened_on__in=days))
    others = _heard_of(seen, persons=persons, names=names)
    found: dict[int, list[Same]] = {}
    for one in open_now:
        heard = Heard(one.received_at, _children(each.child for each in children[one.pk]), one.happened_on)
        whys = [(ref, why_same(heard, other=other, within=within)) for ref, other in others.items() if ref != one.ref]
        if same := [Same(ref, why) for ref, why in whys if why]:
            found[one.pk] = same
    return _without_those_said_apart(found)


def told_before(telling: Telling, *, by: Actor, at: datetime) -> list[ToldBefore]:
    """Give what somebody told themselves of all children of the index of whom they tell now, and is not ended.

    Nothing of what others told, of a child who is hidden since, or of what is older than the area looks back. Cost:
    one query a child, and two more for each that is found.
    """
    asked = [person_asked(one.code, by=by, at=at) for one in telling.children if one.code]
    persons = {person.pk for person, is_seen in asked if person is not None and is_seen}
    if not persons or len(persons) < len(asked):
        return []
    since = at - timedelta(days=door_now().same_within)
    own = contacts_told_by(by).filter(ended_at__isnull=True, received_at__gte=since)
    for person in persons:
        own = own.filter(children__person=person)
    found = own.order_by("-received_at", "-pk")[:3]
    return [ToldBefore(one.ref, one.received_at, opening_of(one.story)) for one in found if not is_hidden_since(one)]


def _heard_of(seen: QuerySet[Contact], *, persons: set[int], names: set[str]) -> dict[str, Heard]:
    """Find those of some contacts that are about some persons or names, by reference, held ready to be compared."""
    about = Q(person__in=persons) | Q(name_folded__in=names)
    rows = ContactChild.objects.filter(about, contact__in=seen.exclude(state=ContactState.JOINED))
    held: dict[str, list[ContactChild]] = {}
    for row in rows.select_related("contact").order_by("-contact__received_at", "-contact"):
        held.setdefault(row.contact.ref, []).append(row)
    return {
        ref: Heard(own[0].contact.received_at, _children(own), own[0].contact.happened_on) for ref, own in held.items()
    }


def _children(rows: Iterable[ContactChild]) -> tuple[ChildHeard, ...]:
    return tuple(ChildHeard(one.person_id, one.name_folded, one.born) for one in rows)


def _without_those_said_apart(found: dict[int, list[Same]]) -> dict[int, list[Same]]:
    """Leave out what somebody said is about something else."""
    steps = ContactStep.objects.filter(contact__in=found, did=Did.APART) if found else ContactStep.objects.none()
    apart = set(steps.values_list("contact", "words"))
    left = {pk: [one for one in same if (pk, one.ref) not in apart] for pk, same in found.items()}
    return {pk: same for pk, same in left.items() if same}
