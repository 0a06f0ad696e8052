"""What Open Referral UK tells of a service: the shapes of HSDS 3 with the UK's profile."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from wraparound.directory.queries.open_referral import MOST_PER_PAGE, PER_PAGE

LAST_PAGE = 1_000_000


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


class PageTold(Schema):
    """Where a page of a list stands."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class TermsTold(PageTold):
    """A page of words."""

    contents: list[TermTold]


class TaxonomyTold(Schema):
    """A list of words."""

    id: UUID
    name: str
    description: str


class TaxonomiesTold(PageTold):
    """A page of lists of words."""

    contents: list[TaxonomyTold]


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


class ServicesTold(PageTold):
    """A page of services."""

    contents: list[ServiceTold]


class ServicesAsked(Schema):
    """Which services, and which page of them."""

    page: int = Field(1, ge=1, le=LAST_PAGE, description="The number of the page")
    per_page: int = Field(PER_PAGE, ge=1, le=MOST_PER_PAGE, description="How many services a page has")
    search: str = Field("", max_length=100, description="Words that a service has to hold")
    taxonomy_term_id: UUID | None = Field(None, description="A need or a level of need that it has to help with")
    minimum_age: int | None = Field(None, ge=0, le=150, description="The youngest age that somebody has")
    maximum_age: int | None = Field(None, ge=0, le=150, description="The oldest age that somebody has")
