"""What a local service is, whom somebody seeks one for, and what is counted when none is found."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from wraparound.agencies.words import SetAside
from wraparound.kernel.word import Word


class Need(Word):
    """What a family needs help with, in a few words that every area understands."""

    PARENTING = "parenting", "Parenting"
    EARLY_YEARS = "early_years", "Early years"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    PARENTS_CONFLICT = "parents_conflict", "Conflict between parents"
    MENTAL_HEALTH = "mental_health", "Mental health of a child"
    PARENT_MENTAL_HEALTH = "parent_mental_health", "Mental health of a parent"
    SUBSTANCE_MISUSE = "substance_misuse", "Alcohol and drugs"
    HEALTH = "health", "Physical health"
    SEND = "send", "Special educational needs and disability"
    SCHOOL_ATTENDANCE = "school_attendance", "School attendance"
    YOUNG_CARERS = "young_carers", "Young carers"
    SAFETY_OUTSIDE = "safety_outside", "Safety outside the home"
    OFFENDING = "offending", "Offending"
    BEREAVEMENT = "bereavement", "Bereavement"
    HOUSING = "housing", "Housing"
    MONEY = "money", "Money, food and work"
    ISOLATION = "isolation", "Isolation and belonging"


class AgeGroup(Word):
    """How old a child is, as far as need that found no service is counted."""

    UNDER_1 = "under_1", "Unborn or under 1"
    TO_4 = "to_4", "1 to 4"
    TO_10 = "to_10", "5 to 10"
    TO_15 = "to_15", "11 to 15"
    TO_17 = "to_17", "16 and 17"
    GROWN = "grown", "18 and over"
    UNKNOWN = "unknown", "Not known"


class ServiceStanding(Word):
    """Whether a service can be used on a day."""

    OPEN = "open", "Open"
    NOT_YET = "not_yet", "Not open yet"
    CLOSED = "closed", "Closed"


class ServiceHappened(Word):
    """What happened to what is said of a service."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    CONFIRMED = "confirmed", "Confirmed as still right"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """All that is said of a local service: who it is for, how to reach it, when, and what room it has."""

    name: str
    organisation: str
    agency: str = ""  # the code of one of ours that it belongs to
    about: str = ""
    ages_from: int | None = None
    ages_to: int | None = None
    levels: tuple[str, ...] = ()  # codes of the area's levels of need; none: every level
    needs: tuple[str, ...] = ()
    address: str = ""
    postcode: str = ""
    area_wide: bool = False  # it comes to families anywhere in the area, or is on the telephone
    phone: str = ""
    email: str = ""
    web: str = ""
    how_to_refer: str = ""
    families_may_come: bool = False
    cost: str = ""
    access: str = ""  # languages, and how people with a disability come in
    days: str = ""
    opens_on: date | None = None
    closes_on: date | None = None  # from this day on it is closed
    places_free: int | None = None
    wait_weeks: int | None = None
    capacity_on: date | None = None  # the day of which places and the wait are told


@dataclass(frozen=True)
class ServiceFault:
    """Something wrong in what is said of a service: the field, the value found and what would be right."""

    field: str
    value: str
    right: str


@dataclass(frozen=True, kw_only=True)
class ServiceRead:
    """A service as a file has it: by which number, what it says, when it was last confirmed and where it stands."""

    number: UUID
    row: int
    facts: ServiceFacts
    code: str = ""  # by which another node knows it
    confirmed_on: date | None = None
    fingerprint: str = ""


@dataclass(frozen=True)
class FileRead:
    """A file of services: those that can go in, and the rows that wait with what is wrong."""

    rows: int
    services: tuple[ServiceRead, ...] = ()
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Whom somebody seeks a service for: words, an age, a level of need, a need, a postcode to be near."""

    words: str = ""
    age: int | None = None
    level: str = ""
    need: str = ""
    postcode: str = ""
    with_places: bool = False
    with_closed: bool = False


@dataclass(frozen=True)
class Unmet:
    """A need for which no service was found, and what it is about; one child's, and the same again counts once."""

    need: str
    age: int | None = None
    level: str = ""
    about: str = ""


@dataclass(frozen=True)
class Place:
    """A point on the map."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Tally:
    """How often something was counted, in words fit for its reader."""

    label: str
    count: int
    words: str


@dataclass(frozen=True)
class Changed:
    """What a field of a service said before and says now."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Known:
    """What of the area a service may name: codes of its agencies and of its levels of need."""

    agencies: frozenset[str] = field(default_factory=frozenset)
    levels: frozenset[str] = field(default_factory=frozenset)
