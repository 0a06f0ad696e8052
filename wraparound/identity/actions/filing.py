"""Rows of agencies' files become records: new ones, changed ones with their past kept, ended ones never erased."""

from collections.abc import Sequence
from datetime import datetime

from wraparound.identity.events import RecordsEnded, RecordsFiled
from wraparound.identity.models import Involvement, Record, RecordPast, Relative
from wraparound.identity.rules import digest_of, part_of
from wraparound.identity.words import Filed, From, Part, Row
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down

AT_ONCE = 500  # rows in one statement: SQLite takes 32,766 values
SAYS = ["said", "digest", "load", "changed_at", "ended_on"]
TOLD = 1_000  # ended records named in one entry of the ledger


@whole
def file_records(rows: Sequence[Row], *, of: From, by: Actor, at: datetime) -> Filed:
    """File one batch of a load. Filing the same rows again changes nothing.

    Cost: two reads and at most five bulk writes a batch of up to some thousands of rows.
    """
    digests = {row.key: digest_of(row) for row in rows}
    held = {record.key: record for record in Record.objects.filter(feed=of.feed, key__in=digests)}
    new = [row for row in rows if row.key not in held]
    known = [row for row in rows if row.key in held]
    changed = [row for row in known if held[row.key].digest != digests[row.key]]
    back = [row for row in known if held[row.key].ended_on and held[row.key].digest == digests[row.key]]
    RecordPast.objects.bulk_create(
        [RecordPast(record=held[row.key], said=held[row.key].said, until=at) for row in changed], batch_size=AT_ONCE
    )
    Record.objects.filter(feed=of.feed, key__in=[row.key for row in known]).update(load=of.load, ended_on=None)
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
    Record.objects.bulk_create(
        [
            Record(
                agency_id=of.agency,
                feed=of.feed,
                key=row.key,
                said=dict(row.said),
                digest=digests[row.key],
                load=of.load,
                since=at,
                changed_at=at,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["feed", "key"],
        update_fields=SAYS,
        batch_size=AT_ONCE,
    )
    ids = dict(Record.objects.filter(feed=of.feed, key__in=[row.key for row in rows]).values_list("key", "pk"))
    Involvement.objects.bulk_create(
        [Involvement(record_id=ids[row.key], **part_of(row)) for row in rows],
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=[str(part) for part in Part],
        batch_size=AT_ONCE,
    )
    named = [
        Relative(record_id=ids[row.key], name=name[:300])
        for row in rows
        for name in dict.fromkeys(row.said.get("carer_name", []))
    ]
    Relative.objects.bulk_create(named, ignore_conflicts=True, batch_size=AT_ONCE)
