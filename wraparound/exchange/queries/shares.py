"""What was told and refused between agencies, as someone may see it: nothing of whoever is hidden from them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from wraparound.access.queries import names_of
from wraparound.agencies.queries import agencies_ever
from wraparound.agencies.rules import LONDON
from wraparound.exchange.models import Share
from wraparound.exchange.words import Part
from wraparound.identity.queries import among
from wraparound.identity.queries.seen import codes_leading_to, hidden_from, person_known
from wraparound.kernel.acting import Actor

LISTED = 25  # on a page
EXPORTED = 10_000  # lines of a file, the newest


@dataclass(frozen=True)
class SharesAsked:
    """What narrows the list: a child's code, an agency, a purpose, how it ended, the days, what it is about; a page."""

    code: str = ""
    agency: str = ""
    purpose: str = ""
    decision: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None
    page: str = ""


@dataclass(frozen=True)
class SharesPage:
    """One page of shares and refusals; `unknown` where nobody has the code that is asked for."""

    page: Page[Share]
    agencies: list[tuple[str, str]]
    unknown: bool

    @property
    def persons(self) -> set[int]:
        """Give whom it is about."""
        return {one.person_id for one in self.page if one.person_id is not None}


@dataclass(frozen=True)
class SharePage:
    """One share or refusal, with what its parts are called and who decided it."""

    share: Share
    parts: list[str]
    decider: str
    by: str


def shares_known(by: Actor) -> QuerySet[Share]:
    """Find what was told and refused, but of someone who is hidden."""
    return Share.objects.exclude(Exists(hidden_from(by).filter(person=OuterRef("person"))))


def shares_page(asked: SharesAsked, *, by: Actor) -> SharesPage:
    """Give a page of what was told and refused, newest first. Cost: five queries at most."""
    found, unknown = shares_found(asked, by=by)
    agencies = list(agencies_ever().order_by("name").values_list("code", "name"))
    return SharesPage(Paginator(found, LISTED).get_page(asked.page), agencies, unknown)


def shares_found(asked: SharesAsked, *, by: Actor) -> tuple[QuerySet[Share], bool]:
    """Find what was told and refused as asked, and say whether nobody has the code. Cost: one query for a code."""
    found = shares_known(by).select_related("holder", "recipient", "person").order_by("-at", "-pk")
    if asked.code:
        person = person_known(asked.code, by=by)
        if person is None:
            return found.none(), True
        found = found.filter(person__in=codes_leading_to(among([person.pk])))
    if asked.agency:
        found = found.filter(Q(holder__code=asked.agency) | Q(recipient__code=asked.agency))
    same = {name: getattr(asked, name) for name in ("purpose", "decision", "about") if getattr(asked, name)}
    if asked.since:
        same["at__gte"] = _begins(asked.since)
    if asked.until:
        same["at__lt"] = _begins(asked.until + timedelta(days=1))
    return found.filter(**same), False


def share_page(number: int, *, by: Actor) -> SharePage | None:
    """Give one share or refusal by its number. Cost: two queries."""
    share = shares_known(by).select_related("holder", "recipient", "person").filter(pk=number).first()
    if share is None:
        return None
    names = names_of([share.decider, share.by])
    return SharePage(
        share, parts_called(share), *(names.get(username, username) for username in (share.decider, share.by))
    )


def parts_called(share: Share) -> list[str]:
    """Say what was told or refused, part by part, in the order of the parts."""
    return [part.label for part in Part if str(part) in share.parts]


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
