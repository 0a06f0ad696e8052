"""What a record said while it was somebody's who is hidden now: it stays theirs, though the record is another's since.

That is all told until the record moved from them. It may say less of the other than their sources do, where it moved
since it never was about the one who is hidden: keepers of shields are told it all.
"""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from wraparound.identity.models import Move, RecordPast
from wraparound.identity.queries.seen import hidden_from
from wraparound.kernel.acting import Actor


def told_of_hidden(record: str, *, until: str, by: Actor) -> Exists:
    """Give the condition that what a record told until then was told while it was somebody's who is hidden.

    The record, and until when it told so, are named by columns of the table that is asked; empty, it is told still.
    """
    hidden = hidden_from(by).filter(person=OuterRef("was"))
    return Exists(Move.objects.filter(Exists(hidden), record=OuterRef(record), at__gte=OuterRef(until)))


def past_of(records: Collection[int], *, by: Actor) -> dict[int, list[RecordPast]]:
    """Give what records said before, as far as someone may know, oldest first. Cost: one query, or none."""
    found: dict[int, list[RecordPast]] = {}
    if records:
        past = RecordPast.objects.filter(record__in=records)
        for one in past.exclude(told_of_hidden("record", until="until", by=by)).order_by("pk"):
            found.setdefault(one.record_id, []).append(one)
    return found
