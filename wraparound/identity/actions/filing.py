"""Rows of agencies' files become records: new ones, changed ones with their past kept, ended ones never erased."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from wraparound.agencies.words import InvolvementField
from wraparound.identity.events import RecordsEnded, RecordsFiled
from wraparound.identity.models import Involvement, Record, RecordPast, Relative
from wraparound.identity.queries import records_keyed
from wraparound.identity.rules import digest_of, dumped, part_of
from wraparound.identity.words import Filed, From, Relation, Responsibility, Row
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.actions.rows import put_rows

AT_ONCE = 500  # rows in one statement: SQLite takes 32,766 values
RECORD = ["agency_id", "feed", "key", "said", "digest", "load", "since", "changed_at", "belief", "waits"]
RELATIVE = ["record_id", "name", "relation", "responsibility"]
TOLD = 1_000  # ended records named in one entry of the ledger


@whole
def file_records(rows: Sequence[Row], *, of: From, by: Actor, at: datetime) -> Filed:
    """File one batch of a load. Filing the same rows again changes nothing.

    Cost: two reads and at most five bulk writes a batch of up to some thousands of rows.
    """
    digests = {row.key: digest_of(row) for row in rows}
    held = {record.key: record for record in records_keyed(of.feed, keys=digests)}
    new = [row for row in rows if row.key not in held]
    known = [row for row in rows if row.key in held]
    changed = [row for row in known if held[row.key].digest != digests[row.key]]
    back = [row for row in known if held[row.key].ended_on and held[row.key].digest == digests[row.key]]
    RecordPast.objects.bulk_create(
        [RecordPast(record=held[row.key], said=held[row.key].said, until=at) for row in changed], batch_size=AT_ONCE
    )
    records_keyed(of.feed, keys=[row.key for row in known]).update(load=of.load, ended_on=None)
    _keep([*new, *changed], digests=digests, of=of, at=at)
    filed = Filed(len(new), len(changed), len(known) - len(changed) - len(back), len(back))
    write_down(RecordsFiled(of.feed, of.load, filed.new, filed.changed, filed.unchanged, filed.returned), by=by, at=at)
    return filed


@whole
def end_unseen(of: From, *, by: Actor, at: datetime) -> int:
    """End the records that a whole file no longer holds. They stay, with the day they were last in the feed."""
    gone = list(
        Record.objects.filter(feed=of.feed, ended_on__isnull=True).exclude(load=of.load).values_list("pk", flat=True)
    )
    for begin in range(0, len(gone), TOLD):
        some = gone[begin : begin + TOLD]
        Record.objects.filter(pk__in=some).update(ended_on=at.date())
        write_down(RecordsEnded(of.feed, of.load, tuple(some)), by=by, at=at)
    return len(gone)


def _keep(rows: Sequence[Row], *, digests: dict[str, str], of: From, at: datetime) -> None:
    """Write records with their involvements and the relatives they name."""
    if not rows:
        return
    now = connection.ops.adapt_datetimefield_value(at)
    told = [
        (of.agency, of.feed, row.key, dumped(row.said), digests[row.key], of.load, now, now, "", True) for row in rows
    ]
    put_rows(Record, columns=RECORD, rows=told, once=["feed", "key"], kept=["since", "belief"])
    ids = dict(records_keyed(of.feed, keys=[row.key for row in rows]).values_list("key", "pk"))
    parts = [[ids[row.key], *part_of(row).values()] for row in rows]
    put_rows(Involvement, columns=["record_id", *map(str, InvolvementField)], rows=parts, once=["record_id"])
    named = [
        (ids[row.key], name[:300], Relation.PARENT_OR_CARER, Responsibility.NOT_ASKED)
        for row in rows
        for name in dict.fromkeys(row.said.get("carer_name", []))
    ]
    put_rows(Relative, columns=RELATIVE, rows=named, once=["record_id", "name"], kept=["relation", "responsibility"])
