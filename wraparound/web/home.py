"""What waits for someone on their home page: for each role what is theirs to do, and nothing of anybody else's."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from wraparound.access.queries import glass_to_review, opened_to, openings_told
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.duties.queries.lists import owed_by_agency
from wraparound.exchange.queries.lists import waiting_for
from wraparound.feeds.queries.pages import FeedLine, Waiting, late_feeds_of, loads_waiting
from wraparound.frontdoor.queries.board import waiting_at_the_door
from wraparound.identity.queries.retaining import holds_due
from wraparound.identity.queries.reviewing import doubts_for
from wraparound.identity.queries.seen import codes_seen
from wraparound.identity.queries.shields import shields_due
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import looked_at_lately, unusual_on
from wraparound.post.queries import letters_failed
from wraparound.teams.queries.lines import work_waiting

MOST = 10  # of anything that is listed


@dataclass(frozen=True)
class Opening:
    """That a colleague elsewhere opened the page of someone whom one's own agency knows."""

    code: str
    who: str
    agency: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Children:
    """For those who look children up: whom they looked at, what is open to them for a time, and who opened theirs."""

    looked: list[tuple[str, datetime]]
    opened: list[tuple[str, datetime]]
    told: list[Opening]


@dataclass(frozen=True)
class Keeping:
    """For keepers of information governance: how much there is to review, to look at again and to read."""

    to_review: int
    shields_due: int
    holds_due: int
    unusual: int
    unusual_on: date


@dataclass(frozen=True)
class Home:
    """What waits for someone; None where something is not theirs to do."""

    late: list[FeedLine]
    sees_feeds: bool
    children: Children | None
    loads: list[Waiting] | None
    keeping: Keeping | None
    doubts: int | None  # links that the engine would not settle alone
    letters: int | None  # that were given up
    door: tuple[int, int] | None  # contacts that wait for the front door itself, and how many of them are late
    asked: int | None  # questions that wait for an answer of their agency
    owed: dict[str, int] | None  # of what their agency owes: how much is late, due today, due within a week
    work: dict[str, int] | None  # how much waits for their teams, and how much is their own


def home_of(by: Actor, *, email: str, at: datetime) -> Home:
    """Gather what waits for someone. Cost: at most fifteen queries, by their roles."""
    may = {permission for permission in Permission if permitted(by.roles, permission=permission)}
    mends = may & {Permission.MANAGE_FEEDS, Permission.KEEP_SHIELDS}
    keeps = Permission.REVIEW_BREAK_GLASS in may
    return Home(
        late=late_feeds_of(by=by, email=email, on=at.date()),
        sees_feeds=Permission.SEE_FEEDS in may,
        children=_children(by, at=at) if Permission.LOOK_UP_CHILDREN in may else None,
        loads=loads_waiting(by) if mends else None,
        keeping=_keeping(by, at=at) if keeps else None,
        doubts=doubts_for(by).count() if Permission.LINK_RECORDS in may else None,
        letters=letters_failed() if Permission.SEE_POST in may else None,
        door=waiting_at_the_door(by, at=at) if Permission.DECIDE in may else None,
        asked=waiting_for(by, at=at) if Permission.ANSWER_ASKS in may else None,
        owed=owed_by_agency(by, at=at) if Permission.OWE_DUTIES in may else None,
        work=work_waiting(by, at=at) if Permission.TAKE_WORK in may else None,
    )


def _children(by: Actor, *, at: datetime) -> Children:
    looked = looked_at_lately(by.username, most=MOST)
    opened = list(opened_to(by, at=at).order_by("ends_at").values_list("person", "ends_at"))
    told = list(openings_told(by, at=at)[: 5 * MOST])
    everyone = [*(person for person, _ in (*looked, *opened)), *(one.person for one in told)]
    codes = codes_seen(everyone, by=by, at=at) if everyone else {}
    news = [
        Opening(codes[one.person], one.account.name, one.account.agency.name, one.begins_at, one.ends_at)
        for one in told
        if one.person in codes
    ]
    return Children(
        [(codes[person], when) for person, when in looked if person in codes],
        [(codes[person], when) for person, when in opened if person in codes],
        news[:MOST],
    )


def _keeping(by: Actor, *, at: datetime) -> Keeping:
    day = (at.astimezone(UTC) - timedelta(days=1)).date()
    unusual = unusual_on(day, by=by).oddities if permitted(by.roles, permission=Permission.SEE_LEDGER) else []
    keeps = permitted(by.roles, permission=Permission.KEEP_SHIELDS)
    due = shields_due(on=at.date()) if keeps else 0
    holds = holds_due(on=at.date()) if permitted(by.roles, permission=Permission.KEEP_RETENTION) else 0
    return Keeping(glass_to_review(by).count(), due, holds, len(unusual), day)
