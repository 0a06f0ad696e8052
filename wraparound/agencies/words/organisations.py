"""What an area says of itself, its agencies, services and teams."""

from dataclasses import dataclass, field
from typing import Annotated

from wraparound.agencies.words.keys import Key, Kind, choice, code, codes, many, one, text
from wraparound.agencies.words.kinds import AgencyType, AreaKind, Reached, Way

_HOURS = 'the hours on a {}: "closed", or one or more times'


def _hours(day: str) -> Key:
    return Key(kind=Kind.HOURS, says=_HOURS.format(day), like="09:00 to 17:00")


@dataclass(frozen=True, kw_only=True)
class LocalArea:
    """The local area itself."""

    code: Annotated[str, code("the area's code, which is also its folder's name", like="ashmere")]
    name: Annotated[str, text("the area's name as people say it", like="Ashmere")]
    kind: Annotated[AreaKind, choice(AreaKind, says="what sort of authority it is")]
    la_code: Annotated[str, Key(kind=Kind.LA_CODE, says="the authority's code in education returns", like="101")]
    gss_code: Annotated[
        str, Key(kind=Kind.GSS_CODE, says="the authority's code in official statistics", like="E08999001")
    ]
    front_door: Annotated[str, code("the agency whose front door takes contacts", refers="agencies")]
    partnership: Annotated[str, text("the name of the partnership that answers for the service")] = ""


@dataclass(frozen=True, kw_only=True)
class ContactPoint:
    """One way to reach an agency or a team."""

    way: Annotated[Way, choice(Way, says="how")]
    value: Annotated[str, text("the number or address", like="04632 960001")]
    reached: Annotated[Reached, choice(Reached, says="when somebody answers")] = Reached.DAY
    name: Annotated[str, text("who answers", like="Duty desk")] = ""


@dataclass(frozen=True, kw_only=True)
class OpeningHours:
    """When an agency is open, day by day; a night that passes midnight is written on both days."""

    monday: Annotated[str, _hours("Monday")] = "closed"
    tuesday: Annotated[str, _hours("Tuesday")] = "closed"
    wednesday: Annotated[str, _hours("Wednesday")] = "closed"
    thursday: Annotated[str, _hours("Thursday")] = "closed"
    friday: Annotated[str, _hours("Friday")] = "closed"
    saturday: Annotated[str, _hours("Saturday")] = "closed"
    sunday: Annotated[str, _hours("Sunday")] = "closed"
    bank_holidays: Annotated[str, Key(kind=Kind.HOURS, says="the hours on a bank holiday", like="closed")] = "closed"


@dataclass(frozen=True, kw_only=True)
class AgencyDeclared:
    """An agency as the area declares it."""

    code: Annotated[str, code("the agency's code; never give it to another agency", like="social-care")]
    name: Annotated[str, text("its name", like="Ashmere Children's Services")]
    type: Annotated[AgencyType, choice(AgencyType, says="the part of the service it belongs to")]
    about: Annotated[str, text("one sentence: what it does for children")] = ""
    address: Annotated[str, text("where it is")] = ""
    contacts: Annotated[tuple[ContactPoint, ...], many(ContactPoint, says="ways to reach it; at least one")]
    mail_domains: Annotated[
        tuple[str, ...],
        Key(kind=Kind.LIST, says="what its people's work addresses end with", like='["school.example.org"]'),
    ] = ()
    opening: Annotated[OpeningHours, one(OpeningHours, says="when it is open")] = field(default_factory=OpeningHours)


@dataclass(frozen=True, kw_only=True)
class ServiceDeclared:
    """A service that an agency offers to children and families."""

    code: Annotated[str, code("the service's code", like="family-help")]
    name: Annotated[str, text("its name", like="Family Help")]
    agency: Annotated[str, code("the agency that offers it", refers="agencies")]
    about: Annotated[str, text("one sentence: what it offers, and to whom")] = ""
    levels: Annotated[tuple[str, ...], codes("the levels of need it is for", refers="levels")] = ()


@dataclass(frozen=True, kw_only=True)
class TeamDeclared:
    """A team that works with children; people and work belong to teams."""

    code: Annotated[str, code("the team's code", like="family-help-north")]
    name: Annotated[str, text("its name", like="Family Help North")]
    service: Annotated[str, code("the service it is part of", refers="services")]
    contacts: Annotated[tuple[ContactPoint, ...], many(ContactPoint, says="ways to reach it")] = ()
