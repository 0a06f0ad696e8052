"""What somebody asks the board to show, and what of it they leave out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from wraparound.agencies.queries import area_now
from wraparound.frontdoor.models import Contact, ContactChild, Response
from wraparound.frontdoor.words import Channel, ResponseState, Urgency
from wraparound.kernel.acting import Actor
from wraparound.teams.queries import is_of, teams_held

WHOSE = {"mine": "Mine", "team": "My team’s", "nobody": "Nobody’s yet"}
ORDERS = {"": "Red first, then soonest due", "newest": "Newest first", "oldest": "Oldest first"}  # of a column
NO_AGENCY = "nobody"  # told by families and the public


@dataclass(frozen=True)
class BoardAsked:
    """What somebody asks to see: whose, how urgent, told by whom and how, which clock, words; one column, a page."""

    whose: str = ""  # a key of WHOSE, or everybody's
    urgency: str = ""
    told_by: str = ""  # the code of an agency, or NO_AGENCY
    came: str = ""  # a channel
    late: str = ""
    words: str = ""
    column: str = ""
    order: str = ""  # a key of ORDERS
    page: str = ""

    @property
    def narrows(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.query())

    @property
    def of_column(self) -> str:
        """Give the part of an address that asks for one column, in its order; "" for the whole board."""
        said = {"column": self.column, "order": self.order if self.order in ORDERS else ""}
        return urlencode({name: value for name, value in said.items() if value})

    def query(self, *, without: str = "") -> str:
        """Give the part of an address that asks for the same again, of the whole board or without one of its parts."""
        said = {name: getattr(self, name) for name in ("words", "whose", "urgency", "told_by", "came", "late")}
        return urlencode({name: value for name, value in said.items() if value and name != without})


def tellers() -> list[tuple[str, str]]:
    """Give those by whom the board can be narrowed: agencies by name, and everybody else. Cost: one query."""
    area = area_now()
    agencies = [(one.code, one.name) for one in area.agencies.agencies] if area else []
    return [*sorted(agencies, key=lambda one: one[1]), (NO_AGENCY, "Families and the public")]


def left_out(asked: BoardAsked, *, tellers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Say by what the board is narrowed, each with the part of an address that leaves it out."""
    said = {
        "words": f"“{asked.words}”",
        "whose": WHOSE.get(asked.whose, ""),
        "urgency": dict(Urgency.choices()).get(asked.urgency, ""),
        "told_by": dict(tellers).get(asked.told_by, ""),
        "came": dict(Channel.choices()).get(asked.came, ""),
        "late": "Late alone",
    }
    return [(words, asked.query(without=name)) for name, words in said.items() if getattr(asked, name) and words]


def narrowed(found: QuerySet[Contact], *, asked: BoardAsked, by: Actor, at: datetime) -> QuerySet[Contact]:
    """Leave out of some contacts what somebody does not ask for. Cost: one query for one's teams, else none."""
    if asked.whose == "mine":
        found = found.filter(Q(holder=by.username) | Q(lead=by.username))
    if asked.whose == "team":
        found = found.filter(_of_teams(by, at=at))
    if asked.whose == "nobody":
        found = found.filter(holder="")
    if asked.urgency in set(Urgency):
        found = found.filter(urgency=asked.urgency)
    if asked.told_by:
        found = found.filter(agency=None) if asked.told_by == NO_AGENCY else found.filter(agency__code=asked.told_by)
    if asked.came in set(Channel):
        found = found.filter(channel=asked.came)
    if asked.late:
        found = found.filter(is_late(at))
    for word in asked.words.split()[:5]:
        named = ContactChild.objects.filter(Q(name__icontains=word) | Q(called__icontains=word), contact=OuterRef("pk"))
        found = found.filter(Q(ref__iexact=word) | Q(teller_name__icontains=word) | Exists(named))
    return found


def is_late(at: datetime) -> Q:
    """Give the condition that the law's clock or the area's own is over."""
    return Q(due_at__lt=at, decided_at__isnull=True) | Q(local_due_at__lt=at)


def _of_teams(by: Actor, *, at: datetime) -> Q:
    """Give the condition that somebody of one's teams has taken a contact up, or one's team is asked to help."""
    teams = teams_held(by, at=at)
    people = is_of(teams, who="holder", at=at) | is_of(teams, who="lead", at=at)
    asked = Response.objects.filter(contact=OuterRef("pk"), to__in=teams).exclude(state=ResponseState.WITHDRAWN)
    return people | Q(Exists(asked))
