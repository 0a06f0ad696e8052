"""Records that arrived or changed are linked at once, and only those they concern are looked at again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wraparound.identity.actions.believing import begin_linking, take_over
from wraparound.identity.actions.holding import hold_aside
from wraparound.identity.actions.laying import lay_doubts, lay_some
from wraparound.identity.actions.living import note_births
from wraparound.identity.events import RecordsLinked
from wraparound.identity.models import Person, Record
from wraparound.identity.queries import among, within
from wraparound.identity.queries.arriving import lessons_kept, records_linked
from wraparound.identity.words import Why
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.queries import Compiled
from wraparound.ledger.queries.compiled import kept_in_words, sent_together

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
    codes, known = {*named.person, *named.became, *named.became.values()}, dict(arrived.persons)
    with sent_together():
        first, moved = take_over(
            named,
            among=lambda numbers: BELIEVED.rows(numbers=among(numbers)),
            persons=lambda: _completed(known, codes=codes),
            why=Why.ARRIVAL,
            by=by,
            at=at,
        )
        if first or not arrived.whole:
            with kept_in_words() as cursor:
                cursor.execute(MORE, [first, int(not arrived.whole)])
        lay_some(sorted(records), arrived=arrived)
    lay_doubts(arrived.doubts, among=records)
    hold_aside(by=by, at=at)
    note_births(named.record.tolist(), by=by, at=at)  # which are all that anyone has whom it concerns
    linked = RecordsLinked(tuple(sorted(records)), len(named.record), first, moved, arrived.whole)
    code_of = dict(zip(named.record.tolist(), named.person, strict=True))
    write_down(linked, about=[known[code_of[record]] for record in sorted(records)], by=by, at=at)
    return linked


def _completed(known: dict[str, int], *, codes: set[str]) -> dict[str, int]:
    """Read the numbers of the persons of some codes, where they are not known yet."""
    if lacking := codes - known.keys():
        known.update(CODED.rows(codes=among(lacking)))
    return known


def _believed(*, numbers: Any) -> QuerySet[Record, Any]:
    told = Record.objects.filter(within("identity_record.id", values=numbers))
    return told.values_list("pk", "person_id", "belief", "waits")


def _coded(*, codes: Any) -> QuerySet[Person, Any]:
    return Person.objects.filter(within("identity_person.code", values=codes)).values_list("code", "pk")


BELIEVED, CODED = Compiled(_believed), Compiled(_coded)
