"""Keeps the resident index in step after records were linked, shields set or numbers withheld."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from wraparound.feeds.commands.taking_in import NODE, Tell
from wraparound.kernel.acting import Actor

Clock = Callable[[], datetime]


def index_what_waits(*, tell: Tell = lambda _what, _done: None, by: Actor = NODE, clock: Clock = timezone.now) -> int:
    """Have the index take what was noted, or make it anew where it is not there or all is noted; give how many."""
    from wraparound.identity.actions.indexing import catch_up
    from wraparound.identity.queries.index import index_of
    from wraparound.identity.queries.linking import linkings_so_far

    taken = 0
    if index_of() is None and linkings_so_far():
        return index_area(tell=tell, by=by, clock=clock)
    while done := catch_up(by=by, at=clock()):
        taken += done
    return taken if done == 0 else index_area(tell=tell, by=by, clock=clock)


def index_area(*, tell: Tell = lambda _what, _done: None, by: Actor = NODE, clock: Clock = timezone.now) -> int:
    """Make the index anew from all records, and each agency's from its own; give how many, none if another does it."""
    from wraparound.identity.actions.indexing import forget_notes, note_all
    from wraparound.identity.queries.index import being_made
    from wraparound.identity.queries.to_index import agencies_held, built

    with being_made() as ours:
        if not ours:
            return 0
        notes, agencies = note_all(by=by, at=clock()), agencies_held()
        tell("indexing", 0.0)
        count = built()
        for place, agency in enumerate(agencies, start=1):
            built(agency)
            tell("indexing", place / len(agencies))
        if count:
            forget_notes(notes, records=count, by=by, at=clock())
    return count
