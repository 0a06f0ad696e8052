"""The board: every contact that is not ended, as cards by how it stands and by its clocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, Max, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, Least, RowNumber

from wraparound.access.queries import names_of
from wraparound.frontdoor.models import Contact, ContactStep, Reading
from wraparound.frontdoor.policies import check_at_the_door
from wraparound.frontdoor.queries.children import ChildShown, children_of
from wraparound.frontdoor.queries.contacts import contacts_at_the_door
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.drafts import newest_drafts, owner_of
from wraparound.frontdoor.queries.narrowing import BoardAsked, is_late, narrowed
from wraparound.frontdoor.queries.same import Same, same_as
from wraparound.frontdoor.rules.cards import Clock, clocks_of, opening_of
from wraparound.frontdoor.words import ContactState, Urgency
from wraparound.frontdoor.words.drafts import DraftOf
from wraparound.kernel.acting import Actor

SHOWN = 12  # cards of a column; the rest is a list
LISTED = 50
READS = timedelta(seconds=60)  # after which somebody is taken to have looked away
TO_TELL = "to-tell"
COLUMNS: dict[str, str] = {  # what the board has side by side, in the order of the way
    ContactState.RECEIVED: "Waits for a decision",
    ContactState.RETURNED: "Back at the door",
    ContactState.PROPOSED: "Second pair of eyes",
    ContactState.OFFERED: "Waits for somebody to accept",
    TO_TELL: "Tell whoever raised it",
}
ACCEPTED = [ContactState.ACCEPTED, ContactState.BEGUN, ContactState.JOINED]


@dataclass(frozen=True)
class Card:
    """One contact as the board shows it."""

    contact: Contact
    children: list[ChildShown]
    opening: str
    clocks: list[Clock]
    holder: str
    lead: str
    readers: list[str]
    same: list[Same]
    is_begun: bool  # whether whoever looks has begun to decide it


@dataclass(frozen=True)
class Column:
    """One column of the board: how many stand in it, and the first of them."""

    code: str
    title: str
    count: int
    cards: list[Card]


@dataclass(frozen=True)
class Board:
    """The whole board, or one column of it page by page; `version` tells whether anything has changed since."""

    columns: list[Column]
    version: str
    late: int
    page: Page[Contact] | None = field(default=None)


def board(asked: BoardAsked, *, by: Actor, at: datetime) -> Board:
    """Gather the board. Cost: at most eleven queries, however many contacts are open."""
    found = narrowed(contacts_at_the_door(by).filter(ended_at__isnull=True), asked=asked, by=by, at=at)
    counts = dict.fromkeys(COLUMNS, 0) | dict(_counted(found))
    late = found.filter(is_late(at)).count()
    if asked.column in COLUMNS:
        listed = _ordered(_in(found, column=asked.column), order=asked.order)
        page = Paginator(listed, LISTED).get_page(asked.page)
        cards = _cards(list(page.object_list), by=by, at=at)
        title = COLUMNS[asked.column]
        return Board([Column(asked.column, title, counts[asked.column], cards)], version_of_board(), late, page)
    first = list(_first_of_each(found))
    cards_of = {card.contact.pk: card for card in _cards(first, by=by, at=at)}
    columns = [
        Column(code, title, counts[code], [cards_of[one.pk] for one in first if _column(one) == code])
        for code, title in COLUMNS.items()
    ]
    return Board(columns, version_of_board(), late)


def version_of_board() -> str:
    """Give what changes whenever anything happens at the door. Cost: one query, of an index."""
    return str(ContactStep.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def look_again(*, by: Actor, at: datetime) -> str:  # noqa: ARG001 – as every question of a page
    """Say whether anything has changed, to those behind the door. Cost: one query."""
    check_at_the_door(by, front_door=front_door())
    return version_of_board()


def readers_of(contacts: Sequence[int], *, by: Actor, at: datetime) -> dict[int, list[str]]:
    """Give who else has some contacts before them now, by name. Cost: two queries."""
    found: dict[int, list[str]] = {}
    reads = Reading.objects.filter(contact__in=contacts, at__gt=at - READS).exclude(username=by.username)
    rows = list(reads.order_by("username").values_list("contact", "username"))
    names = names_of({username for _, username in rows}) if rows else {}
    for contact, username in rows:
        found.setdefault(contact, []).append(names.get(username, username))
    return found


def waiting_at_the_door(by: Actor, *, at: datetime) -> tuple[int, int]:
    """Count the contacts that wait for the door itself, and those of them that are late. Cost: one query."""
    waits = contacts_at_the_door(by).filter(
        state__in=[ContactState.RECEIVED, ContactState.RETURNED, ContactState.PROPOSED]
    )
    counted = waits.aggregate(all=Count("pk"), late=Count("pk", filter=is_late(at)))
    return counted["all"], counted["late"]


def _in(found: QuerySet[Contact], *, column: str) -> QuerySet[Contact]:
    return found.filter(state__in=ACCEPTED) if column == TO_TELL else found.filter(state=column)


def _column(contact: Contact) -> str:
    return TO_TELL if contact.state in ACCEPTED else contact.state


def _counted(found: QuerySet[Contact]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for state, number in found.order_by().values_list("state").annotate(number=Count("pk")):
        code = TO_TELL if state in ACCEPTED else state
        counts[code] = counts.get(code, 0) + number
    return list(counts.items())


RED_FIRST = Case(
    When(urgency=Urgency.RED, then=Value(0)),
    When(urgency=Urgency.AMBER, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
LAW = Case(When(decided_at__isnull=True, then="due_at"))
SOONEST = Least(Coalesce(LAW, "local_due_at"), Coalesce("local_due_at", LAW))


def _ordered(found: QuerySet[Contact], *, order: str = "") -> QuerySet[Contact]:
    """Put the red first, then what is due soonest, then what came first; or the newest first, or the oldest."""
    ordered = found.annotate(red=RED_FIRST, soonest=SOONEST).select_related("agency")
    if order in {"newest", "oldest"}:
        return ordered.order_by(*(("-received_at", "-pk") if order == "newest" else ("received_at", "pk")))
    return ordered.order_by("red", F("soonest").asc(nulls_last=True), "received_at", "pk")


def _first_of_each(found: QuerySet[Contact]) -> QuerySet[Contact]:
    """Give the first cards of every column in one query."""
    place = Window(
        RowNumber(),
        partition_by=[Case(When(state__in=ACCEPTED, then=Value(TO_TELL)), default=F("state"))],
        order_by=[RED_FIRST.copy(), SOONEST.copy().asc(nulls_last=True), F("received_at"), F("pk")],
    )
    return _ordered(found).annotate(place=place).filter(place__lte=SHOWN)


def _cards(contacts: Sequence[Contact], *, by: Actor, at: datetime) -> list[Card]:
    numbers = [one.pk for one in contacts]
    children = children_of(numbers, by=by, at=at)
    readers = readers_of(numbers, by=by, at=at)
    same = same_as(contacts, children=children, by=by)
    names = names_of({name for one in contacts for name in (one.holder, one.lead) if name})
    pages = [DraftOf.DECISION.page(one.ref) for one in contacts]
    typed = newest_drafts(owner_of(by), pages=pages) if pages else {}
    return [
        Card(
            one,
            children.get(one.pk, []),
            opening_of(one.story),
            clocks_of(due_at=None if one.decided_at else one.due_at, local_due_at=one.local_due_at, at=at),
            names.get(one.holder, one.holder),
            names.get(one.lead, one.lead),
            readers.get(one.pk, []),
            same.get(one.pk, []),
            DraftOf.DECISION.page(one.ref) in typed,
        )
        for one in contacts
    ]
