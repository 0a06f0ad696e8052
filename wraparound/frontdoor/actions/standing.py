"""Saying how a worry stands to the system that told it: the look is written down first."""

from datetime import datetime

from wraparound.access.rules import VERSION
from wraparound.frontdoor.queries.standing import persons_shown, standing
from wraparound.frontdoor.rules.fhir import Standing
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look

SHOWN = ("name", "state", "decision")


@whole_look
def look_at_standing(ref: str, *, by: Actor, at: datetime) -> Standing | None:
    """Show how a contact stands to the agency whose system told it; nothing where there is none of theirs."""
    found = standing(ref, by=by)
    if found is not None and (about := persons_shown(ref)):
        looked(f"how contact {ref} stands", about=about, shown=SHOWN, rules=VERSION, by=by, at=at)
    return found
