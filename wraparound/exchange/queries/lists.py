"""Lists of questions: those that one's agency asked, and those it is asked; what waits first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from wraparound.duties.queries.due import DueClock, clocks_numbered
from wraparound.exchange.models import Ask, Asked
from wraparound.exchange.queries.answers import asked_of
from wraparound.exchange.queries.asks import asks_sent
from wraparound.exchange.queries.persons import persons_shown
from wraparound.exchange.rules.asks import standing_of
from wraparound.exchange.words.asks import Outcome, Standing
from wraparound.kernel.acting import Actor

LISTED = 25
SHOWS = ("to-us", "by-us", "ended")


@dataclass(frozen=True)
class Listed:
    """Which questions someone asks to see, and which page of them."""

    show: str = "to-us"
    page: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a list: the question, whom it is about, and how each partner stands to it."""

    ask: Ask
    person: int
    name: str
    partners: list[tuple[str, Standing | None, str]]  # agency, how it stands, what it answered
    due_at: datetime | None  # the first that is still owed

    @property
    def groups(self) -> list[tuple[tuple[str, str], list[str]]]:
        """Give the partners by how they stand to it in words, those who are late first."""
        order = [Standing.LATE, Standing.UNREACHED, Standing.WAITING, Standing.LONGER, None, Standing.WITHDRAWN]
        found: dict[tuple[str, str], list[str]] = {}
        for agency, standing, outcome in sorted(self.partners, key=lambda one: order.index(one[1])):
            words = standing.label if standing else Outcome(outcome).label
            found.setdefault((words, str(standing or outcome)), []).append(agency)
        return list(found.items())


def lines_shown(asked: Listed, *, by: Actor, at: datetime) -> Page[Any]:
    """Give a page of questions. Cost: six queries, however many stand on it."""
    page = Paginator(_found(asked.show, by=by, at=at), LISTED).get_page(asked.page)
    rows = list(page.object_list)
    asks = [row.ask if isinstance(row, Asked) else row for row in rows]
    theirs = _partners(rows)
    names = persons_shown({ask.person_id for ask in asks}, by=by)
    clocks = clocks_numbered([one.duty for some in theirs.values() for one in some if one.duty])
    page.object_list = [
        _line(ask, partners=theirs[ask.pk], name=names[ask.person_id].name, clocks=clocks, at=at) for ask in asks
    ]
    return page


def asks_about(persons: Collection[int], *, by: Actor, at: datetime) -> dict[int, list[Line]]:
    """Give the questions of someone's agency about some persons, by the person, the newest first. Three queries."""
    asks = list(asks_sent(by, at=at).filter(person__in=persons).select_related("agency").order_by("-asked_at", "-pk"))
    theirs = _partners(asks)
    clocks = clocks_numbered([one.duty for some in theirs.values() for one in some if one.duty])
    found: dict[int, list[Line]] = {}
    for ask in asks:
        line = _line(ask, partners=theirs[ask.pk], name="", clocks=clocks, at=at)
        found.setdefault(ask.person_id, []).append(line)
    return found


def waiting_for(by: Actor, *, at: datetime) -> int:
    """Count the questions that wait for an answer of someone's agency, of those they may see. Cost: one query."""
    return _unanswered(asked_of(by, at=at)).count()


def any_asked() -> bool:
    """Say whether anybody has asked anything here."""
    return Ask.objects.exists()


def _found(show: str, *, by: Actor, at: datetime) -> QuerySet[Any]:
    if show == "to-us":
        return _unanswered(asked_of(by, at=at)).order_by("asked_at", "pk")
    owed = Exists(_unanswered(Asked.objects.filter(ask=OuterRef("pk"), withdrawn_at__isnull=True)))
    sent = asks_sent(by, at=at).select_related("agency")
    going = sent.filter(owed, withdrawn_at__isnull=True)
    return (going if show == "by-us" else sent.exclude(pk__in=going.values("pk"))).order_by("-asked_at", "-pk")


def _unanswered(found: QuerySet[Asked]) -> QuerySet[Asked]:
    return found.filter(outcome__in=["", Outcome.NEED_LONGER])


def _partners(rows: list[Any]) -> dict[int, list[Asked]]:
    """Give the partners of each question: to one who is asked, themselves alone."""
    if rows and isinstance(rows[0], Asked):
        return {row.ask_id: [row] for row in rows}
    found: dict[int, list[Asked]] = {row.pk: [] for row in rows}
    for one in Asked.objects.filter(ask__in=rows).select_related("agency").order_by("agency__name"):
        found[one.ask_id].append(one)
    return found


def _line(ask: Ask, *, partners: list[Asked], name: str, clocks: dict[int, DueClock], at: datetime) -> Line:
    told, owed = [], []
    for one in partners:
        clock = clocks.get(one.duty or 0)
        standing = standing_of(
            unreached=one.unreached_at is not None,
            withdrawn=one.withdrawn_at is not None,
            outcome=one.outcome,
            due_at=clock.due_at if clock else None,
            at=at,
        )
        told.append((one.agency.name, standing, one.outcome))
        if clock and standing and standing is not Standing.WITHDRAWN:
            owed.append(clock.due_at)
    return Line(ask, ask.person_id, name, told, min(owed, default=None))
