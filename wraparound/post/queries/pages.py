"""Letters and errands as their page shows them; no link and no number of one stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, QuerySet

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.agencies.queries import agencies_of_area
from wraparound.kernel.acting import Actor
from wraparound.post.models import OPEN, Errand, Letter
from wraparound.post.ports import OUTSIDE
from wraparound.post.queries.errands import errands_listed
from wraparound.post.words import LetterState

ON_A_PAGE = 50
SHOWS: Mapping[str, tuple[str, ...]] = {
    "failed": (str(LetterState.FAILED),),
    "waiting": tuple(OPEN),
    "sent": (str(LetterState.SENT),),
    "withdrawn": (str(LetterState.WITHDRAWN),),
    "all": tuple(str(state) for state in LetterState),
}


@dataclass(frozen=True)
class Asked:
    """Which letters someone wants to see."""

    show: str = "all"
    agency: str = ""
    template: str = ""
    about: str = ""
    page: str = ""


@dataclass(frozen=True)
class LettersPage:
    """Letters as they are listed: how many of each state, since when the oldest waits, and whether anybody carries."""

    page: Page[Letter]
    counts: Mapping[str, int]
    waits_since: datetime | None
    agencies: list[tuple[str, str]]
    errands: list[Errand]
    is_carried: bool
    is_development: bool


def letters_page(asked: Asked, *, by: Actor) -> LettersPage:
    """Give letters as someone wants to see them, the newest first. Cost: six queries."""
    check_may(by, permission=Permission.SEE_POST)
    found = narrowed(asked)
    counted = dict(found.order_by().values_list("state").annotate(number=Count("pk")))
    counts = {show: sum(counted.get(state, 0) for state in states) for show, states in SHOWS.items()}
    shown = found.filter(state__in=SHOWS[asked.show]).order_by("-written_at", "-id")
    since = Letter.objects.filter(state__in=OPEN).aggregate(since=Min("written_at"))["since"]
    return LettersPage(
        Paginator(shown, ON_A_PAGE).get_page(asked.page),
        counts,
        since,
        list(agencies_of_area().values_list("code", "name")),
        errands_listed(),
        OUTSIDE.carrier is not None,
        OUTSIDE.postbox is not None,
    )


def narrowed(asked: Asked) -> QuerySet[Letter]:
    """Find the letters of an agency, of one kind, or about one thing."""
    said = {"agency": asked.agency, "template": asked.template, "about": asked.about}
    return Letter.objects.filter(**{name: value for name, value in said.items() if value})


def letters_failed() -> int:
    """Count the letters that were given up. Cost: one query."""
    return Letter.objects.filter(state=LetterState.FAILED).count()
