"""Which records wait to be linked, and whether that is sooner done one by one or with all others."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery

from wraparound.identity.models import Linkings, Record, Teaching
from wraparound.identity.rules import ALONE, OF_ALL, few_wait, should_count, should_learn
from wraparound.ledger.queries import Compiled


@dataclass(frozen=True)
class ToLink:
    """The records to be linked one by one; or all of the area's, if `with_all`."""

    alone: tuple[int, ...]
    with_all: bool


def records_to_link() -> ToLink:
    """Find the records that wait, and choose how to link them. Cost: two small statements."""
    learnt_from, counted, known, digest, linked = next(iter(TAUGHT.rows()), (0, 0, [], "", 0))
    linked = linked or 0
    most = 2 * (ALONE + linked // OF_ALL)  # more are surely linked with all others
    feed_of = dict(WAIT.rows(most))
    waiting, records = tuple(feed_of), linked + len(feed_of)
    if not waiting:
        return ToLink((), with_all=False)
    if not digest or not few_wait(len(waiting), records=records):
        return ToLink((), with_all=True)
    feeds = sorted(set(feed_of.values()))
    anew = should_count(records, counted=counted, feeds=feeds, known=known) or should_learn(
        records, learnt_from=learnt_from or None
    )
    return ToLink((), with_all=True) if anew else ToLink(waiting, with_all=False)


def _wait(most: int) -> QuerySet[Record, Any]:
    return Record.objects.filter(waits=True).order_by("pk").values_list("pk", "feed")[:most]


def _taught() -> QuerySet[Teaching, Any]:
    linked = Subquery(Linkings.objects.order_by("pk").values("records")[:1])
    return Teaching.objects.order_by("-pk").values_list("records", "counted", "feeds", "digest", linked)[:1]


WAIT, TAUGHT = Compiled(_wait), Compiled(_taught)


def linked_in_part() -> int:
    """Count the arrivals since all records were linked that were judged only with those nearest. Cost: one query."""
    return Linkings.objects.values_list("in_part", flat=True).first() or 0
