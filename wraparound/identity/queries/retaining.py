"""What keepers see of what ends by age: soon, already, and the holds that stop it; nobody else is shown any of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from wraparound.access.queries import names_of
from wraparound.agencies.queries import agencies_of_area
from wraparound.identity.models import Ending, EndingToCome, Hold
from wraparound.identity.queries.ending import ages_now, endings_standing, holds_of, holds_standing

LISTED = 25  # on a page
ORDERS = {"due": ("due_on",), "agency": ("record__agency__name", "due_on"), "code": ("record__person__code",)}
AT_FIRST = {"soon": "due", "ended": "-due"}


@dataclass(frozen=True)
class Asked:
    """What a keeper asks to see: which list, of which agency, in which order, which page."""

    show: str = "soon"  # soon, ended, unknown (no birth date is known) or held
    agency: str = ""
    sort: str = ""
    page: str = ""


@dataclass(frozen=True)
class EndsShown:
    """One page of what ends soon, has ended or is held; and what narrows it."""

    asked: Asked
    page: Page[Any]
    held: frozenset[int]  # the persons of this page for whom a hold stands
    agencies: list[tuple[str, str]]
    ages: bool  # the area has rules of ages at all

    @property
    def persons(self) -> list[int]:
        """Give whom it names."""
        return [_person(one) for one in self.page]


@dataclass(frozen=True)
class HoldPage:
    """One hold: who set it and who lifted it."""

    hold: Hold
    set_by: str
    lifted_by: str


def ends_shown(asked: Asked) -> EndsShown:
    """Give a page of what a keeper asks to see. Cost: six queries at most."""
    page = Paginator(_listed(asked), LISTED).get_page(asked.page)
    persons = [_person(one) for one in page]
    held = frozenset(vars(hold)["whose"] for hold in holds_of(persons)) if persons else frozenset()
    agencies = list(agencies_of_area().values_list("code", "name"))
    return EndsShown(asked, page, held, agencies, bool(ages_now()[0].endings))


def _listed(asked: Asked) -> QuerySet[Any]:
    if asked.show == "held":
        return holds_standing()
    unknown = asked.show == "unknown"
    some: QuerySet[Any] = endings_standing()
    if asked.show != "ended":
        some = EndingToCome.objects.filter(due_on__isnull=unknown)
    some = some.filter(record__person__isnull=False).select_related("record__person", "record__agency")
    if asked.agency:
        some = some.filter(record__agency__code=asked.agency)
    way = -1 if asked.sort.startswith("-") else 1
    order = [F(name).asc() if way > 0 else F(name).desc() for name in ORDERS[asked.sort.removeprefix("-")]]
    return some.order_by(*order, "pk")


def _person(one: Ending | EndingToCome | Hold) -> int:
    return one.person_id if isinstance(one, Hold) else (one.record.person_id or 0)


def ending_shown(pk: int) -> Ending | None:
    """Give one part that has ended by age, with whose it is. Cost: one query."""
    found = endings_standing().filter(pk=pk, record__person__isnull=False)
    return found.select_related("record__person", "record__agency").first()


def hold_page(pk: int) -> HoldPage | None:
    """Give one hold. Cost: two queries."""
    hold = Hold.objects.select_related("person", "spread_from__person").filter(pk=pk).first()
    if hold is None:
        return None
    names = names_of([hold.set_by, hold.lifted_by])
    return HoldPage(hold, names.get(hold.set_by, hold.set_by), names.get(hold.lifted_by, hold.lifted_by))


def holds_due(*, on: date) -> int:
    """Count the holds at which a keeper was to look again by a day."""
    return Hold.objects.filter(lifted_at__isnull=True, until__lte=on).count()
