"""What the pages of teams show: one piece of work, a team's screen, what is someone's own, and the list of teams."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from wraparound.agencies.queries import teams_of_area
from wraparound.duties.queries.due import DueClock, clocks_numbered
from wraparound.kernel.acting import Actor
from wraparound.teams.models import Seat, Work, WorkStep
from wraparound.teams.policies import allocates, asked_for, holds, is_asked, manages
from wraparound.teams.queries.lines import ChildShown, WorkLine, children_shown, lines_of
from wraparound.teams.queries.seats import Filled, SeatShown, people_of_teams, seats_shown, seats_to_choose
from wraparound.teams.queries.seen import not_hidden, teams_held
from wraparound.teams.rules.states import HELD, TRANSITIONS, WAITS
from wraparound.teams.words import WorkAct, WorkStanding

LATELY = timedelta(days=30)  # how long what was refused stands on a team's screen
MOST = 100  # pieces of work in one list


@dataclass(frozen=True)
class WorkPage:
    """All that the page of one piece of work shows, and what the reader can do with it."""

    work: Work
    children: list[ChildShown]
    due: DueClock | None
    steps: list[WorkStep]
    can: list[WorkAct]
    choose: list[Filled]  # who can take it on, for whoever says who does
    asks: bool  # the reader speaks for those who asked
    own: bool

    @property
    def asked_by(self) -> str:
        """Name who asked."""
        return self.steps[0].name if self.steps else self.work.asked_by


@dataclass(frozen=True)
class TeamPage:
    """A team's screen: what waits, the oldest clock first, who is there with how much work, what was refused lately."""

    team: Any
    waits: list[WorkLine]
    held: list[WorkLine]
    refused: list[WorkLine]
    seats: list[SeatShown]
    manages: bool

    @property
    def most(self) -> float:
        """Give how much the fullest seat has, as the drawing's whole width."""
        return max((one.load.for_full_time for one in self.seats), default=0) or 1


@dataclass(frozen=True)
class MyWork:
    """What someone holds, what is allocated to them, and what their agency's services are asked."""

    allocated: list[WorkLine]
    held: list[WorkLine]
    services: list[WorkLine]


@dataclass(frozen=True)
class TeamLine:
    """One team of the list: how many seats are filled, and for those who see its screen how much waits."""

    team: Any
    seats: int
    waits: int | None
    own: bool


def work_page(work: Work, *, by: Actor, at: datetime) -> WorkPage:
    """Gather the page of work that someone may see. Cost: six queries at most."""
    teams = teams_held(by, at=at) if by.link is None else frozenset()
    can = acts_open(work, teams=teams, by=by)
    chooses = {WorkAct.ALLOCATE, WorkAct.HAND_OVER} & {*can}
    return WorkPage(
        work,
        [one for _, one in children_shown([work], by=by, at=at)],
        clocks_numbered([work.duty]).get(work.duty) if work.duty else None,
        list(WorkStep.objects.filter(work=work).order_by("pk")),
        can,
        seats_to_choose(work, at=at) if chooses else [],
        by.link is None and asked_for(by, work=work),
        holds(by, work=work),
    )


def acts_open(work: Work, *, teams: Collection[str], by: Actor) -> list[WorkAct]:
    """Say what someone can do with work as it stands, in the order of the history's words."""
    asked, own = is_asked(by, work=work, teams=teams), holds(by, work=work)
    leads = by.link is None and allocates(by, work=work, teams=teams)
    tells = asked or own or (by.link is None and asked_for(by, work=work))
    takes = (asked or own) and (work.standing != WorkStanding.ALLOCATED or own or leads or by.link is not None)
    may = {
        WorkAct.ALLOCATE: leads,
        WorkAct.ACCEPT: takes,
        WorkAct.REFUSE: asked or own,
        WorkAct.HAND_OVER: own or leads,
        WorkAct.RELEASE: own or leads,
        WorkAct.BEGIN: tells,
        WorkAct.NOT_TAKE_UP: tells,
        WorkAct.END: tells,
        WorkAct.WITHDRAW: by.link is None and asked_for(by, work=work),
    }
    open_now = TRANSITIONS[WorkStanding(work.standing)]
    return [act for act in WorkAct if act in open_now and may.get(act)]


def team_page(team: Any, *, seats: Sequence[Seat], by: Actor, at: datetime) -> TeamPage:
    """Gather a team's screen, with its seats of today, for somebody who may see it. Cost: five queries."""
    open_now = Q(standing__in=[*WAITS, *HELD])
    refused = Q(standing=WorkStanding.REFUSED, closed_at__gt=at - LATELY)
    found = not_hidden(Work.objects.filter(open_now | refused, team=team).select_related("asking_agency"), by=by)
    lines = lines_of(found.order_by("asked_at", "pk"), by=by, at=at)
    waits = [one for one in lines if one.work.standing in WAITS]
    held = [one for one in lines if one.work.standing in HELD]
    return TeamPage(
        team,
        sorted(waits, key=lambda one: one.due.due_at if one.due else one.work.asked_at)[:MOST],
        held[:MOST],
        [one for one in reversed(lines) if one.work.standing == WorkStanding.REFUSED][:MOST],
        seats_shown(seats, held=[(one.work, len(one.names) + one.others) for one in held], at=at),
        manages(by, team=team, teams=teams_among(seats, team=team, by=by)),
    )


def teams_among(seats: Sequence[Seat], *, team: Any, by: Actor) -> frozenset[str]:
    """Give the codes of someone's teams, as far as a team's seats of today and their roles tell. Cost: nothing."""
    return by.teams | {team.code for one in seats if one.username and one.username == by.username}


def my_work(by: Actor, *, at: datetime) -> MyWork:
    """Gather what is someone's own. Cost: four queries."""
    own = Q(holder=by.username, standing__in=HELD) | Q(allocated_to=by.username, standing__in=WAITS)
    services = Q(team__isnull=True, agency__code=by.agency, standing__in=WAITS)
    found = not_hidden(Work.objects.filter(own | services), by=by).select_related("asking_agency")
    lines = lines_of(found.order_by("asked_at", "pk")[: 3 * MOST], by=by, at=at)
    allocated = [one for one in lines if one.work.allocated_to == by.username]
    held = [one for one in lines if one.work.holder == by.username]
    rest = [one for one in lines if one not in allocated and one not in held]
    return MyWork(allocated, held, rest)


def teams_listed(by: Actor, *, at: datetime) -> list[TeamLine]:
    """Give the teams of the area, one's own first, with how much waits for those that one sees. Cost: four queries."""
    teams, seats = teams_held(by, at=at), people_of_teams(at=at)
    waiting = not_hidden(Work.objects.filter(team__isnull=False, standing__in=WAITS), by=by)
    counts = dict(waiting.values_list("team__code").annotate(Count("pk")).order_by())
    lines = [
        TeamLine(
            one,
            seats.get(one.code, 0),
            counts.get(one.code, 0) if one.code in teams or manages(by, team=one, teams=teams) else None,
            one.code in teams,
        )
        for one in teams_of_area()
    ]
    return sorted(lines, key=lambda line: (not line.own, line.waits is None))
