"""What ends by age: whom that may concern, what is held of them, and for whom holds stand; shown to nobody."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from wraparound.agencies.queries import area_now, version_now
from wraparound.identity.models import Ending, Hold, Involvement, Move, Person, Record
from wraparound.identity.queries import among, records_keyed
from wraparound.identity.queries.seen import of_leads
from wraparound.identity.rules.ending import SOON, Ages, HeldOf

AT_ONCE = 500  # persons in one transaction
HOLDS = (
    "SELECT hold.*, leads.whose FROM identity_hold hold JOIN leads ON hold.person_id = leads.id"
    " WHERE hold.lifted_at IS NULL ORDER BY hold.id"
)


@dataclass
class Ripe:
    """What is held of one person, which of it has ended by age (the record, the ending), and whether a hold stands."""

    held: list[HeldOf] = field(default_factory=list)
    ended: dict[int, int] = field(default_factory=dict)
    shown: list[int] = field(default_factory=list)  # records that have ended by age and are not shown so
    is_held: bool = False


def ages_now() -> tuple[Ages, datetime | None]:
    """Give the area's rules of ages, and since when its settings are in force. Cost: two small queries."""
    area, version = area_now(), version_now()
    told = area.retention if area else None
    return (Ages(told.endings, told.longer) if told else Ages()), version.adopted_at if version else None


def persons_to_settle(after: int, *, ages: Ages, since: datetime | None, on: date) -> list[int]:
    """Give the next persons, so many at most, of whom a part may end, now or before long, or go on again.

    Those too of whom no birth date is known, since nothing of theirs ends by itself.

    Cost: one query, which looks at the records of the persons beyond `after` until it has enough.
    """
    asks = Q(_has_changed(since))
    if ages.youngest is not None:
        theirs = Record.objects.filter(person=OuterRef("pk"))
        born = theirs.annotate(born=Cast(KT("said__birth_date__0"), TextField())).filter(born__isnull=False)
        too_young = {"born__gte": str((on + SOON).year - ages.youngest + 1), "born__startswith": "20"}
        held = Exists(theirs.filter(ended_on__isnull=True))
        asks |= Q(held, Exists(born.exclude(**too_young))) | Q(held, ~Exists(born))
    found = Person.objects.filter(asks, pk__gt=after, became__isnull=True).order_by("pk")
    return list(found.values_list("pk", flat=True)[:AT_ONCE])


def _has_changed(since: datetime | None) -> Exists:
    """Ask whether a part has ended of a person, and a record came, changed or moved since, or the area's settings."""
    changed = Exists(Record.objects.filter(person=OuterRef("record__person"), changed_at__gt=OuterRef("at")))
    moves = Move.objects.filter(at__gt=OuterRef("at"))
    moved = Exists(moves.filter(was=OuterRef("record__person"))) | Exists(moves.filter(now=OuterRef("record__person")))
    anew = Q(changed) | Q(moved) | (Q(at__lt=since) if since else Q())
    return Exists(Ending.objects.filter(anew, undone_at__isnull=True, record__person=OuterRef("pk")))


def ripe_of(persons: Collection[int]) -> dict[int, Ripe]:
    """Give what is held of some persons. Cost: four queries, however many."""
    found = {person: Ripe() for person in persons}
    records = Record.objects.filter(person__in=persons).annotate(
        born=KT("said__birth_date"), expected=KT("said__expected_birth_date")
    )
    ended = {one.record_id: one for one in endings_standing().filter(record__person__in=persons)}
    parts = _parts(persons)
    told = records.order_by("pk").values_list("pk", "person_id", "agency__code", "feed", "ended_on", "born", "expected")
    for pk, person, agency, feed, ended_on, *days in told:
        one = ended.get(pk)
        in_file = one.gone_on is None if one else ended_on is None
        services = tuple((name, goes_on and in_file) for name, goes_on in parts.get(pk, ()))
        births, expected = (tuple(json.loads(some)) if some else () for some in days)
        found[person].held.append(HeldOf(pk, agency, feed, in_file, births, services, expected))
        if one:
            found[person].ended[pk] = one.pk
            found[person].shown += [pk] if ended_on is None else []
    for hold in holds_of(persons):
        found[vars(hold)["whose"]].is_held = True
    return found


def _parts(persons: Collection[int]) -> dict[int, list[tuple[str, bool]]]:
    found: dict[int, list[tuple[str, bool]]] = {}
    named = Involvement.objects.filter(record__person__in=persons).exclude(service="").order_by("pk")
    for record, service, ends_on, until_on in named.values_list("record", "service", "ends_on", "until_on"):
        found.setdefault(record, []).append((service, ends_on is None and until_on is None))
    return found


def endings_standing() -> QuerySet[Ending]:
    """Find the endings that nobody has taken back."""
    return Ending.objects.filter(undone_at__isnull=True)


def ended_of_feed(feed: str, *, keys: Iterable[str]) -> QuerySet[Ending]:
    """Find what has ended by age of a feed's records, by the agency's own references."""
    return endings_standing().filter(record__in=list(records_keyed(feed, keys=keys).values_list("pk", flat=True)))


def ended_and_unseen(feed: str, *, load: int) -> QuerySet[Ending]:
    """Find what has ended by age of a feed's records that a load does not hold, nor one before it did not."""
    return endings_standing().filter(record__feed=feed, gone_on__isnull=True).exclude(record__load=load)


def ended_by_age(record: str) -> QuerySet[Ending, Any]:
    """Ask, beside a record of another query, since when its part has ended by age."""
    return endings_standing().filter(record=OuterRef(record)).values("on")[:1]


def holds_of(persons: Collection[int]) -> Iterator[Hold]:
    """Give the holds that stand for some persons, under any code that leads to them, each with whose it is."""
    yield from Hold.objects.raw(of_leads(HOLDS), [among(persons)])


def holds_standing() -> QuerySet[Hold]:
    """Find the holds that nobody has lifted, those to be looked at again soonest first."""
    standing = Hold.objects.filter(lifted_at__isnull=True).select_related("person")
    return standing.order_by(F("until").asc(nulls_last=True), "set_at", "pk")
