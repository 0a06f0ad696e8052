"""Reckoning a duty's clock anew after something changed it, and keeping when it is due and climbs next."""

from datetime import datetime

from wraparound.duties.models import Duty, Happening
from wraparound.duties.queries.duties import climbed_by, reached_by, stood_with_pauses
from wraparound.duties.queries.rules import hours_by_agency, rule_of
from wraparound.duties.rules import due_by, next_rung_at
from wraparound.duties.words import Happened
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole


@whole
def reckon(duty: Duty, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 – an action says who and when
    """Reckon anew when a duty is due, and when the next rung of its ladder is reached."""
    held, hours = rule_of(duty.version), hours_by_agency().get(duty.agency)
    duty.due_at = due_by(stood_with_pauses(duty), clock=held.clock, hours=hours)
    duty.next_at = next_rung_at(reached_by(duty, hours=hours), climbed=climbed_by(duty))
    duty.save()


@whole
def note(duty: Duty, *, kind: Happened, words: str = "", by: Actor, at: datetime) -> None:
    """Write a line of a duty's history."""
    Happening.objects.create(duty=duty, kind=kind, due_at=duty.due_at, words=words.strip(), by=by.username, at=at)
