"""What records tell of moves and deaths is kept as events of a life, taken back when their record tells it no more."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wraparound.identity.actions.living import TOLD_BY_PEOPLE
from wraparound.identity.events import LifeEventUndone
from wraparound.identity.models import LifeEvent
from wraparound.identity.queries import among, within
from wraparound.identity.rules.living import CHANGED, NO_MORE
from wraparound.identity.words import LifeKind, Lived, Ready
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.queries import Compiled


def _told(*, records: Any) -> QuerySet[LifeEvent, Any]:
    theirs = within("identity_lifeevent.record_id", values=records)
    return LifeEvent.objects.filter(theirs, kind__in=TOLD_BY_PEOPLE).values_list("pk")


TOLD = Compiled(_told)


@whole
def keep_lives(
    rows: Sequence[Ready], *, ids: Mapping[str, int], before: Collection[str], by: Actor, at: datetime
) -> None:
    """Keep what rows tell of moves and deaths, each once; of records that were there before, take back what is not.

    What somebody has taken back of a record does not come again while the record tells the same.

    Cost: one read where records were there before, two where these told of any; a write and an entry of the ledger for
    each thing that is new.
    """
    told = {ids[row.key]: {one[0]: one for one in row.life} for row in rows if row.life}
    known = {ids[key] for key in before}
    numbers = [number for (number,) in TOLD.rows(records=among(known))] if known else []
    held = LifeEvent.objects.filter(pk__in=numbers).order_by("pk") if numbers else ()
    for one in held:
        number = one.record_id or 0
        now = told.get(number, {}).get(one.kind)
        if now == (one.kind, one.on, one.place):
            if one.undone_at is None or one.undone_why not in {CHANGED, NO_MORE}:
                told[number].pop(one.kind)
        elif one.undone_at is None:
            _take_back(one, why=CHANGED if now else NO_MORE, by=by, at=at)
    for number, lived in told.items():
        for kind in lived.values():
            _tell(number, lived=kind, by=by, at=at)


def _take_back(one: LifeEvent, *, why: str, by: Actor, at: datetime) -> None:
    one.undone_why, one.undone_by, one.undone_at = why, by.username, at
    one.save(update_fields=["undone_why", "undone_by", "undone_at"])
    write_down(LifeEventUndone(one.pk), about=_person_of(one), by=by, at=at)


def _tell(record: int, *, lived: Lived, by: Actor, at: datetime) -> None:
    kind, on, place = lived
    made = LifeEvent.objects.create(record_id=record, kind=kind, on=on, place=place, by=by.username, at=at)
    write_down(TOLD_BY_PEOPLE[LifeKind(kind)](made.pk), about=_person_of(made), by=by, at=at)


def _person_of(one: LifeEvent) -> list[int]:
    """Give whose record tells it, where that is known by now. Cost: one small query."""
    return list(
        LifeEvent.objects.filter(pk=one.pk, record__person__isnull=False).values_list("record__person", flat=True)
    )
