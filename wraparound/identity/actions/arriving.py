"""Records that arrived or changed are linked at once, and only those they concern are looked at again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from wraparound.identity.actions.believing import begin_linking, take_over
from wraparound.identity.actions.holding import hold_aside
from wraparound.identity.actions.laying import lay_doubts, lay_some
from wraparound.identity.events import RecordsLinked
from wraparound.identity.models import Person, Record
from wraparound.identity.queries import among, within
from wraparound.identity.queries.arriving import lessons_kept, records_linked
from wraparound.identity.words import Why
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.queries import Compiled

MORE = "UPDATE identity_linkings SET records = records + %s, in_part = in_part + %s WHERE id = 1"


class CannotLinkAlone(CannotDo):
    """The area has not been linked as a whole yet, so nothing is known by which single records could be judged."""


@whole
def link_records(
    records: Collection[int], *, once: Collection[str] = frozenset(), by: Actor, at: datetime
) -> RecordsLinked:
    """Give records that arrived or changed their persons, as linking the whole area by the same lessons would.

    Cost: some reads and writes of a few kilobytes for each record, however large the area.
    """
    begin_linking()
    lessons = lessons_kept()
    if lessons is None:
        raise CannotLinkAlone("The area must be linked as a whole before single records can be.")
    arrived = records_linked(records, lessons=lessons, once=once)
    named = arrived.named
    codes = {*named.person, *named.became, *named.became.values()}
    first, moved = take_over(
        named,
        among=lambda numbers: BELIEVED.rows(numbers=among(numbers)),
        persons=lambda: dict(CODED.rows(codes=among(codes))),
        why=Why.ARRIVAL,
        by=by,
        at=at,
    )
    if first or not arrived.whole:
        cut = int(not arrived.whole)
        with connection.cursor() as cursor:
            cursor.execute(MORE, [first, cut])
    lay_some(sorted(records), arrived=arrived)
    lay_doubts(arrived.doubts, among=records)
    hold_aside(by=by, at=at)
    linked = RecordsLinked(tuple(sorted(records)), len(named.record), first, moved, arrived.whole)
    write_down(linked, about=_persons_of(records), by=by, at=at)
    return linked


def _persons_of(records: Collection[int]) -> list[int]:
    return list(dict.fromkeys(person for _, person, *_ in BELIEVED.rows(numbers=among(sorted(records)))))


def _believed(*, numbers: Any) -> QuerySet[Record, Any]:
    told = Record.objects.filter(within("identity_record.id", values=numbers))
    return told.values_list("pk", "person_id", "belief", "waits")


def _coded(*, codes: Any) -> QuerySet[Person, Any]:
    return Person.objects.filter(within("identity_person.code", values=codes)).values_list("code", "pk")


BELIEVED, CODED = Compiled(_believed), Compiled(_coded)
