"""The directory by Open Referral UK's API (HSDS 3): public facts, which anyone may read without a token."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from wraparound.directory.queries import service_written, services_written
from wraparound.directory.queries.open_referral import MOST_PER_PAGE, PER_PAGE

PROFILE = "https://docs.openreferraluk.org/en/latest/"
LAST_PAGE = 1_000_000
NUMBER = Path(..., description="The service's number")
router = Router()


class ApiTold(Schema):
    """Which version of the standard this is, by which profile, and where it is described."""

    version: str
    profile: str
    openapi_url: str


class OrganizationTold(Schema):
    """Who offers a service."""

    id: UUID
    name: str
    description: str


class ScheduleTold(Schema):
    """When it is offered, in words, and from which to which day."""

    id: UUID
    description: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class ServiceAreaTold(Schema):
    """The area it serves as a whole."""

    id: UUID
    name: str


class AddressTold(Schema):
    """An address; in the words of the standard, whatever the country."""

    id: UUID
    address_1: str
    city: str
    state_province: str
    postal_code: str
    country: str
    address_type: str


class LocationTold(Schema):
    """A place, with its point on the map where the postcode is known."""

    id: UUID
    location_type: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    addresses: list[AddressTold]


class AtLocationTold(Schema):
    """That it is offered at a place."""

    id: UUID
    location: LocationTold


class CostTold(Schema):
    """What it costs, in words."""

    id: UUID
    option: str


class PhoneTold(Schema):
    """A telephone number."""

    id: UUID
    number: str


class ContactTold(Schema):
    """How to reach it."""

    id: UUID
    name: str
    phones: list[PhoneTold]


class TermTold(Schema):
    """A word of a list: a need, or a level of need as the area has them."""

    id: UUID
    code: str
    name: str
    description: str
    taxonomy: str


class AttributeTold(Schema):
    """That a word of a list holds for it."""

    id: UUID
    link_type: str
    taxonomy_term: TermTold


class UnitTold(Schema):
    """What capacity is counted in."""

    id: UUID
    name: str


class CapacityTold(Schema):
    """How many places are free, and since when that is known."""

    id: UUID
    available: int
    unit: UnitTold
    updated: datetime


class OwnTold(Schema):
    """What the standard has no name for."""

    code: str
    agency: str | None = None
    families_may_come: bool
    wait_weeks: int | None = None
    capacity_on: date | None = None
    closes_on: date | None = None


class ServiceTold(Schema):
    """A service with all that is said of it."""

    id: UUID
    name: str
    description: str
    url: str
    email: str | None = None
    status: str = Field(description="active, inactive (not open yet) or defunct (closed)")
    application_process: str | None = None
    interpretation_services: str | None = None
    wait_time: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    assured_date: date | None = Field(None, description="When somebody last said that this is right")
    last_modified: datetime
    organization: OrganizationTold
    schedules: list[ScheduleTold]
    service_areas: list[ServiceAreaTold]
    service_at_locations: list[AtLocationTold]
    cost_options: list[CostTold]
    contacts: list[ContactTold]
    attributes: list[AttributeTold]
    capacities: list[CapacityTold]
    x_wraparound: OwnTold


class ServicesTold(Schema):
    """A page of services."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[ServiceTold]


@router.get("", response=ApiTold, url_name="open-referral", summary="Which standard this is")
def about(request: HttpRequest) -> dict[str, Any]:
    """Say which version of Open Referral this is, and where it is described."""
    described = request.build_absolute_uri(reverse("open-referral-openapi"))
    return {"version": "3.0", "profile": PROFILE, "openapi_url": described}


@router.get(
    "services", response=ServicesTold, exclude_none=True, url_name="open-referral-services", summary="List services"
)
def services(
    request: HttpRequest,
    *,
    page: int = Query(1, ge=1, le=LAST_PAGE, description="The number of the page"),
    per_page: int = Query(PER_PAGE, ge=1, le=MOST_PER_PAGE, description="How many services a page has"),
    search: str = Query("", max_length=100, description="Words that a service has to hold"),
    minimum_age: int | None = Query(None, ge=0, le=150, description="The youngest age that somebody has"),
    maximum_age: int | None = Query(None, ge=0, le=150, description="The oldest age that somebody has"),
) -> dict[str, Any]:
    """Give a page of services, by name; each whole, also those that have closed."""
    ages = (minimum_age, maximum_age)
    return services_written(page=page, per_page=per_page, search=search, ages=ages, on=timezone.localdate(request.at))


@router.get(
    "services/{uuid:id}",
    response=ServiceTold,
    exclude_none=True,
    url_name="open-referral-service",
    summary="Read one service",
)
def service(request: HttpRequest, *, id: UUID = NUMBER) -> dict[str, Any]:  # noqa: A002 – the standard's word
    """Give one service."""
    found = service_written(id, on=timezone.localdate(request.at))
    if found is None:
        raise Http404
    return found
