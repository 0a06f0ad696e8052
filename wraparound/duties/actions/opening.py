"""Opening a duty: something is owed from now on."""

from datetime import datetime

from django.utils.timezone import localdate

from wraparound.agencies.queries import agency
from wraparound.duties.actions.rules import CannotOpen, version_kept
from wraparound.duties.events import DutyOpened
from wraparound.duties.models import Duty, Happening
from wraparound.duties.queries.duties import stood_of
from wraparound.duties.queries.rules import hours_by_agency, rule_of
from wraparound.duties.rules import due_by, ladder_of, next_rung_at
from wraparound.duties.words import Happened, Owed, Stood
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def open_duty(
    owed: Owed,
    *,
    rule: str,
    started_at: datetime | None = None,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Duty:
    """Say that an agency owes something from a moment on; the rule that holds that day says by when and why.

    Whoever calls this has seen to it that the actor may. `due_at` takes the place of the rule's clock.
    """
    for code in {owed.agency, owed.owed_to}:
        if agency(code) is None:
            raise CannotOpen(f'There is no agency "{code}", so nothing can be owed by it or to it.')
    started = started_at or at
    version = version_kept(rule, on=localdate(started), by=by, at=at)
    held, hours = rule_of(version), hours_by_agency().get(owed.agency)
    due = due_by(Stood(started, set_due_at=due_at), clock=held.clock, hours=hours)
    duty = Duty(version=version, started_at=started, due_at=due, set_due_at=due_at, **_said(owed))
    reached = ladder_of(stood_of(duty), due=due, clock=held.clock, ladder=held.ladder, hours=hours)
    duty.next_at = next_rung_at(reached, climbed=())
    duty.save()
    Happening.objects.create(duty=duty, kind=Happened.OPENED, due_at=due, by=by.username, at=at)
    told = DutyOpened(duty.pk, rule, owed.agency, owed.owed_to, due.isoformat())
    write_down(told, about=[owed.about] if owed.about is not None else [], by=by, at=at)
    return duty


def _said(owed: Owed) -> dict[str, object]:
    if len(owed.words) > 200 or not owed.words.strip():
        raise CannotOpen("Say what is owed in at most 200 letters, and name nobody.")
    return {
        "agency": owed.agency, "owner": owed.owner, "owed_to": owed.owed_to, "owed_to_person": owed.owed_to_person,
        "about": owed.about, "subject": owed.subject, "words": owed.words.strip(),
    }  # fmt: skip
