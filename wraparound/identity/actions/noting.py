"""What the resident index must take anew is noted in the transaction that changes it, so that a crash loses nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from wraparound.identity.models import NotIndexed
from wraparound.kernel.compact import compact
from wraparound.ledger.actions.rows import add_rows

AT_ONCE = 500  # records in one note
SO_MANY = 50_000  # records from which the index is sooner made anew than changed


def note_for_index(records: Iterable[int], *, at: datetime) -> None:
    """Note that the index must take records anew, or all of them where they are very many."""
    numbers = sorted(set(records))
    if len(numbers) >= SO_MANY:
        numbers = []
    elif not numbers:
        return
    notes = [numbers[begin : begin + AT_ONCE] for begin in range(0, len(numbers), AT_ONCE)] or [[]]
    now = connection.ops.adapt_datetimefield_value(at)
    add_rows(NotIndexed, columns=("records", "at"), rows=[(compact(some), now) for some in notes])
