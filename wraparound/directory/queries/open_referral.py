"""The directory as Open Referral UK has it: a page of it, one service, all of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from wraparound.agencies.queries import area_now, levels, places_of
from wraparound.directory.models import LocalService
from wraparound.directory.queries.known import facts_of
from wraparound.directory.rules import fits
from wraparound.directory.rules.open_referral import Written, page_of, terms, written
from wraparound.directory.rules.open_referral.writing import LEVELS, NEEDS
from wraparound.directory.words import Place, Sought

PER_PAGE, MOST_PER_PAGE = 50, 200


def services_written(
    *, page: int = 1, per_page: int = PER_PAGE, search: str = "", term: UUID | None = None,
    ages: tuple[int | None, int | None] = (None, None),
    on: date,
) -> dict[str, Any]:  # fmt: skip
    """Give a page of services, by name; of a need or a level (`term`), of ages (youngest, oldest). Cost: four queries.

    A page beyond the last is empty.
    """
    youngest, oldest = ages
    found = LocalService.objects.order_by("name", "pk")
    if youngest is not None:
        found = found.filter(Q(ages_to__isnull=True) | Q(ages_to__gte=youngest))
    if oldest is not None:
        found = found.filter(Q(ages_from__isnull=True) | Q(ages_from__lte=oldest))
    named = next((one for one in terms_known() if term and one["id"] == str(term)), None)
    if term and not named:
        found = found.none()
    which = {named["taxonomy"]: named["code"]} if named else {}
    sought = Sought(words=search, need=which.get(NEEDS, ""), level=which.get(LEVELS, ""))
    kept = [one for one in found if fits(facts_of(one), sought=sought)] if search.strip() or named else found
    total = len(kept) if isinstance(kept, list) else kept.count()
    some = kept[(page - 1) * per_page : page * per_page]
    return page_of(_written(some, on=on), total=total, page=page, per_page=per_page)


def terms_known() -> list[dict[str, str]]:
    """Give every need and every level of need by which a service is found. Cost: one small query."""
    return terms({one.code: one.name for one in levels()})


def service_written(number: UUID, *, on: date) -> dict[str, Any] | None:
    """Give one service by its number. Cost: three small queries."""
    return next(iter(_written(LocalService.objects.filter(number=number), on=on)), None)


def whole_directory(*, on: date) -> dict[str, Any]:
    """Give every service in one page. Cost: three queries."""
    every = list(LocalService.objects.order_by("name", "pk"))
    return page_of(_written(every, on=on), total=len(every), page=1, per_page=max(1, len(every)))


def _written(services: QuerySet[LocalService] | Iterable[LocalService], *, on: date) -> list[dict[str, Any]]:
    some, area = list(services), area_now()
    places = places_of(one.postcode for one in some if one.postcode)
    called = {one.code: one.name for one in levels()}
    return [
        written(
            Written(
                number=one.number, code=one.code, facts=facts_of(one), confirmed_on=one.confirmed_on,
                changed_at=one.changed_at, area=area.area.name if area else "", levels=called,
                place=Place(*places[one.postcode]) if one.postcode in places else None,
            ),
            on=on,
        )
        for one in some
    ]  # fmt: skip
