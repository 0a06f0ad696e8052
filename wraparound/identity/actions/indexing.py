"""The resident index is kept in step with the database: what was noted is taken in, then the notes are forgotten."""

from datetime import datetime

from wraparound.identity.events import AreaIndexed, IndexBegun, RecordsIndexed
from wraparound.identity.models import NotIndexed
from wraparound.identity.queries.index import notes_waiting, size_of, written
from wraparound.identity.queries.to_index import to_index
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down

AT_ONCE = 4  # notes taken in one transaction
MANY = 500
SHARE = 0.2  # of the records indexed: where more than so many wait, all are sooner taken anew


@whole
def catch_up(*, by: Actor, at: datetime) -> int | None:
    """Have the index take what was noted; give how many records, or None where it must be made anew from all of them.

    A note is forgotten only after the index has its records on the disk: a crash between the two takes them once more.
    """
    notes = notes_waiting(AT_ONCE)
    if not notes:
        return 0
    records = {record for _, some in notes for record in some}
    if any(not some for _, some in notes) or len(records) > SHARE * size_of() + AT_ONCE:
        return None
    done = written(to_index(records))
    if done is None:
        return None
    if not done:
        return 0  # another process writes the index now, and takes these notes after its own
    NotIndexed.objects.filter(pk__in=[note for note, _ in notes]).delete()
    write_down(RecordsIndexed(len(records)), by=by, at=at)
    return len(records)


@whole
def note_all(*, by: Actor, at: datetime) -> list[int]:
    """Note that the index is to be made anew from all records: until it is, nothing is put into the former one.

    Gives the notes that are met by that; those that come while it is made are taken in afterwards.
    """
    NotIndexed.objects.create(records=[], at=at)
    write_down(IndexBegun(), by=by, at=at)
    return list(NotIndexed.objects.values_list("pk", flat=True))


@whole
def forget_notes(notes: list[int], *, records: int, by: Actor, at: datetime) -> None:
    """Forget the notes that were there before the index was made anew from all records."""
    for begin in range(0, len(notes), MANY):
        NotIndexed.objects.filter(pk__in=notes[begin : begin + MANY]).delete()
    write_down(AreaIndexed(records), by=by, at=at)
