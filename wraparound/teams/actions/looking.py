"""Looking at work: what is shown of children is written down first, or not shown."""

from dataclasses import replace
from datetime import datetime

from wraparound.access.policies import check_may
from wraparound.access.rules import VERSION
from wraparound.access.words import Permission
from wraparound.agencies.queries import team as team_called
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look
from wraparound.teams.policies import check_may_see_team
from wraparound.teams.queries.lines import WorkLine
from wraparound.teams.queries.pages import MyWork, TeamPage, WorkPage, my_work, team_page, teams_among, work_page
from wraparound.teams.queries.seats import seats_now
from wraparound.teams.queries.seen import works_seen

WHY = "taking work on for a child"  # why names are shown, where nobody says otherwise


@whole_look
def look_at_work(ref: str, *, by: Actor, at: datetime) -> WorkPage | None:
    """Show one piece of work to those who asked, are asked, or hold it; nothing where there is none."""
    if by.link is None:
        check_may(by, permission=Permission.TAKE_WORK)
    work = works_seen(by, at=at).filter(ref=ref).first()
    if work is None:
        return None
    page = work_page(work, by=by, at=at)
    about = [one.pk for one in page.children]
    if about:
        looked(f"work {ref}", about=about, shown=("name", "born"), rules=VERSION, by=_purposed(by), at=at)
    return page


@whole_look
def look_at_team(code: str, *, by: Actor, at: datetime) -> TeamPage | None:
    """Show those of a team, and who manages it, what waits and who is there; nothing where there is no such team."""
    check_may(by, permission=Permission.TAKE_WORK)
    found = team_called(code)
    if found is None:
        return None
    seats = seats_now(found, at=at)
    check_may_see_team(by, team=found, teams=teams_among(seats, team=found, by=by))
    page = team_page(found, seats=seats, by=by, at=at)
    _note(f"the work of team {code}", lines=[*page.waits, *page.held, *page.refused], by=by, at=at)
    return page


@whole_look
def look_at_my_work(*, by: Actor, at: datetime) -> MyWork:
    """Show someone what they hold, what is allocated to them, and what their agency's services are asked."""
    check_may(by, permission=Permission.TAKE_WORK)
    mine = my_work(by, at=at)
    _note("their own work", lines=[*mine.allocated, *mine.held, *mine.services], by=by, at=at)
    return mine


def _note(what: str, *, lines: list[WorkLine], by: Actor, at: datetime) -> None:
    about = [pk for line in lines for pk in line.persons]
    if about:
        looked(what, about=about, shown=("name",), rules=VERSION, by=_purposed(by), at=at)


def _purposed(by: Actor) -> Actor:
    return by if by.purpose else replace(by, purpose=WHY)
