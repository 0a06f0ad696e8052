"""Seeing to clocks: duties whose next rung has come climb it, once, and those whom it tells are written to."""

from datetime import datetime

from django.db import connection

from wraparound.agencies.words import Rung
from wraparound.duties.actions.telling import tell_of_rung
from wraparound.duties.events import DutyLate, DutyWarned
from wraparound.duties.models import Duty, Happening
from wraparound.duties.queries.duties import climbed_by, concerns, reached_by
from wraparound.duties.queries.people import Directory, directory_of, hidden_among
from wraparound.duties.queries.rules import hours_by_agency
from wraparound.duties.rules import next_rung_at, rungs_at
from wraparound.duties.words import CLIMBED
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down

AT_ONCE = 100  # duties in one transaction, so that nobody waits long for the turn to write


@whole
def see_to_clocks(*, by: Actor, at: datetime) -> int:
    """Let duties climb what they have reached, the longest waiting first, at most a hundred; says how many did.

    A rung is climbed once for each moment at which the duty was due, whoever sees to clocks beside. A warning that
    nobody saw to before the duty was late stands in the history, and tells nobody.
    """
    due = Duty.objects.select_related("version").filter(next_at__lte=at).order_by("next_at", "pk")
    apart = connection.vendor == "postgresql"  # two may see to clocks at once; on SQLite one writes at a time
    found = list(due.select_for_update(of=("self",), skip_locked=apart)[:AT_ONCE])
    if not found:
        return 0
    directory, hours = directory_of(at=at), hours_by_agency()
    hidden = hidden_among(one.pk for one in found)
    for one in found:
        reached = reached_by(one, hours=hours.get(one.agency))
        climbed = climbed_by(one)
        fresh = rungs_at(reached, at=at, climbed=climbed)
        for _, rung in fresh:
            tells = directory if rung is not Rung.WARNING or at < one.due_at else None
            _climb(one, rung=rung, tells=tells, hidden=one.pk in hidden, by=by, at=at)
        one.next_at = next_rung_at(reached, climbed=climbed | {rung.rung for rung in fresh})
        one.save(update_fields=["next_at"])
    return len(found)


def _climb(duty: Duty, *, rung: Rung, tells: Directory | None, hidden: bool, by: Actor, at: datetime) -> None:
    told = tell_of_rung(duty, rung=rung, directory=tells, hidden=hidden, by=by, at=at) if tells else []
    agencies = ", ".join(sorted({one.agency for one in told}))
    Happening.objects.create(
        duty=duty, kind=CLIMBED[rung], rung=rung, due_at=duty.due_at, words=agencies, by=by.username, at=at
    )
    event = DutyWarned(duty.pk) if rung is Rung.WARNING else DutyLate(duty.pk, str(rung))
    write_down(event, about=concerns(duty), by=by, at=at)
