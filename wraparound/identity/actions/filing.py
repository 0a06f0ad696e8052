"""Rows of agencies' files become records: new ones, changed ones with their past kept, ended ones never erased."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from wraparound.identity.actions.telling import keep_told, note_asked
from wraparound.identity.events import RecordsEnded, RecordsFiled
from wraparound.identity.models import Record, RecordPast
from wraparound.identity.queries import records_keyed
from wraparound.identity.rules import digest_of, dumped
from wraparound.identity.words import Filed, From, Row
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.actions.rows import put_rows

AT_ONCE = 500  # rows in one statement: SQLite takes 32,766 values
RECORD = ["agency_id", "feed", "key", "said", "digest", "load", "since", "changed_at", "belief", "waits"]
TOLD = 1_000  # ended records named in one entry of the ledger


@whole
def file_records(rows: Sequence[Row], *, of: From, by: Actor, at: datetime) -> Filed:
    """File one batch of a load. Filing the same rows again changes nothing.

    Cost: three reads and at most five bulk writes a batch of up to some thousands of rows, and what `keep_told` does.
    """
    digests = {row.key: digest_of(row) for row in rows}
    held = {record.key: record for record in records_keyed(of.feed, keys=digests)}
    new = [row for row in rows if row.key not in held]
    known = [row for row in rows if row.key in held]
    changed = [row for row in known if held[row.key].digest != digests[row.key]]
    back = [row for row in known if held[row.key].ended_on and held[row.key].digest == digests[row.key]]
    RecordPast.objects.bulk_create(
        [
            RecordPast(record=held[row.key], said=held[row.key].said, until=at)
            for row in changed
            if held[row.key].said != row.said
        ],
        batch_size=AT_ONCE,
    )
    records_keyed(of.feed, keys=[row.key for row in known]).update(load=of.load, ended_on=None)
    note_asked(of, at=at)
    _keep([*new, *changed], digests=digests, held=held, of=of, at=at)
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


def _keep(rows: Sequence[Row], *, digests: dict[str, str], held: dict[str, Record], of: From, at: datetime) -> None:
    """Write records with all they tell; one that says of who it is what it said before need not be linked again."""
    if not rows:
        return
    now = connection.ops.adapt_datetimefield_value(at)
    told = [
        (of.agency, of.feed, row.key, dumped(row.said), digests[row.key], of.load, now, now, "", _waits(row, held=held))
        for row in rows
    ]
    put_rows(Record, columns=RECORD, rows=told, once=["feed", "key"], kept=["since", "belief"])
    ids = dict(records_keyed(of.feed, keys=[row.key for row in rows]).values_list("key", "pk"))
    keep_told(rows, ids=ids, before=[row.key for row in rows if row.key in held], at=at)


def _waits(row: Row, *, held: dict[str, Record]) -> bool:
    before = held.get(row.key)
    return before is None or before.waits or before.said != row.said
