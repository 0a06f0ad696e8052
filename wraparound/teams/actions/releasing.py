"""What follows from elsewhere: an account is closed, somebody is hidden, a letter did or did not arrive."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from wraparound.access.actions import withdraw_links
from wraparound.access.queries import names_of
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.post.actions import withdraw_letters
from wraparound.teams.actions.taking import give_back
from wraparound.teams.events import SeatEnded, WorkUnreached
from wraparound.teams.models import Seat, Work
from wraparound.teams.queries.owing import agency_owing
from wraparound.teams.queries.seen import ABOUT, subject_of, works_hidden
from wraparound.teams.queries.works import children_of
from wraparound.teams.rules.states import CLOSED, HELD, WAITS


@whole
def release_work(username: str, *, by: Actor, at: datetime) -> int:
    """Have all that somebody holds or was allocated wait for somebody again, and end their seats; says how much it was.

    As when their account is closed. Whoever calls this saw that one may.
    """
    if not username:
        return 0
    name = names_of([username]).get(username, username)
    found = Work.objects.select_for_update(of=("self",)).select_related("agency", "team__agency", "asking_agency")
    theirs = Q(holder=username, standing__in=HELD) | Q(allocated_to=username, standing__in=WAITS)
    works = list(found.filter(theirs))
    for work in works:
        give_back(work, why=f"The account of {name} was closed", by=by, at=at)
    today = localdate(at)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    for seat in Seat.objects.select_for_update(of=("self",)).select_related("team").filter(lasting, username=username):
        seat.ends_on, seat.ended_by = max(today, seat.begins_on), by.username
        seat.save(update_fields=["ends_on", "ended_by"])
        write_down(SeatEnded(seat.pk, seat.team.code, seat.name, seat.ends_on.isoformat()), by=by, at=at)
    return len(works)


@whole
def close_work_to_hidden(*, by: Actor, at: datetime) -> int:
    """Take back links and unsent letters of work for those who are hidden; says of how much. Duties wait."""
    works = list(works_hidden().exclude(standing__in=CLOSED).select_related("agency", "asking_agency"))
    for work in works:
        withdraw_links(subject_of(work), agency=agency_owing(work), by=by, at=at)
        withdraw_letters(subject_of(work), by=by, at=at)
    return len(works)


@whole
def note_work_unreached(about: str, *, why: str, by: Actor, at: datetime) -> None:
    """Note that the letter that asks for work (`work:W-…`) was given up; of other letters, nothing."""
    found = Work.objects.select_for_update(of=("self",)).filter(ref=about.removeprefix(ABOUT)).exclude(address="")
    for work in found if about.startswith(ABOUT) else ():
        work.unreached_at, work.unreached_why = at, f"The letter could not be delivered: {why}"[:300]
        work.save(update_fields=["unreached_at", "unreached_why"])
        event = WorkUnreached(work.ref, work.about, work.unreached_why)
        write_down(event, about=children_of(work), by=by, at=at)


@whole
def note_work_reached(about: str, *, address: str, by: Actor, at: datetime) -> None:  # noqa: ARG001 – the letter is written down
    """Take back that whoever is asked was not reached, where a letter to them went after all."""
    if about.startswith(ABOUT):
        found = Work.objects.filter(ref=about.removeprefix(ABOUT), address=address, unreached_at__isnull=False)
        found.update(unreached_at=None, unreached_why="")
