"""Looking at what is owed: where somebody is named, it is written down that they were."""

from datetime import datetime

from wraparound.access.policies import check_may
from wraparound.access.rules import VERSION
from wraparound.access.words import Permission
from wraparound.duties.queries.lists import Asked, Shown, shown_to
from wraparound.duties.queries.pages import DutyPage, duty_page, duty_seen
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look


@whole_look
def look_at_duties(asked: Asked, *, by: Actor, at: datetime) -> Shown:
    """Show someone a list of what is owed."""
    check_may(by, permission=Permission.OWE_DUTIES)
    shown = shown_to(asked, by=by, at=at)
    if shown.persons:
        looked("the list of what is owed", about=shown.persons, shown=("name", "words"), rules=VERSION, by=by, at=at)
    return shown


@whole_look
def look_at_duty(duty: int, *, by: Actor, at: datetime) -> DutyPage | None:
    """Show someone one duty, or nothing where there is none of which they may know."""
    check_may(by, permission=Permission.OWE_DUTIES)
    held = duty_seen(duty, by=by, at=at)
    if held is None:
        return None
    page = duty_page(held, by=by, at=at)
    if page.person and held.about is not None:
        looked("something owed", about=[held.about], shown=("name", "words"), rules=VERSION, by=by, at=at)
    return page
