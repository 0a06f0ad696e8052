"""The area's folder: each file of it, and all of them together."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from wraparound.agencies.words.door import Door
from wraparound.agencies.words.duties import Duties
from wraparound.agencies.words.keys import Key, Kind, many, one, text
from wraparound.agencies.words.letters import Letters
from wraparound.agencies.words.organisations import AgencyDeclared, LocalArea, ServiceDeclared, TeamDeclared
from wraparound.agencies.words.practice import (
    AreaWords,
    EndingRule,
    LevelOfNeed,
    LocalServices,
    LongerRule,
    RetentionRule,
    RoleName,
    SamplePerson,
)
from wraparound.agencies.words.sources import FeedDeclared, NhsFile, PostcodesFile, SchoolsFile
from wraparound.agencies.words.telling import ClauseDeclared


@dataclass(frozen=True, kw_only=True)
class Agencies:
    """Who works for children here."""

    agencies: Annotated[tuple[AgencyDeclared, ...], many(AgencyDeclared, says="every agency; at least one")]


@dataclass(frozen=True, kw_only=True)
class Services:
    """What agencies offer, and the teams that do it."""

    services: Annotated[tuple[ServiceDeclared, ...], many(ServiceDeclared, says="every service")]
    teams: Annotated[tuple[TeamDeclared, ...], many(TeamDeclared, says="every team")] = ()


@dataclass(frozen=True, kw_only=True)
class Levels:
    """The area's continuum of need, from its published threshold document."""

    document: Annotated[str, text("the title of the threshold document", like="Right help, right time")]
    agreed_on: Annotated[date, Key(kind=Kind.DAY, says="the day partners agreed it", like="2026-04-01")]
    levels: Annotated[tuple[LevelOfNeed, ...], many(LevelOfNeed, says="each level; at least two")]


@dataclass(frozen=True, kw_only=True)
class Feeds:
    """The files that agencies send."""

    feeds: Annotated[tuple[FeedDeclared, ...], many(FeedDeclared, says="every feed")] = ()


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long records are kept; where two rules meet, the longer holds."""

    rules: Annotated[tuple[RetentionRule, ...], many(RetentionRule, says="a rule for each kind of record")]
    endings: Annotated[
        tuple[EndingRule, ...], many(EndingRule, says="at which age involvement ends; without any, none ends by age")
    ] = ()
    longer: Annotated[tuple[LongerRule, ...], many(LongerRule, says="who is helped for longer")] = ()


@dataclass(frozen=True, kw_only=True)
class Agreements:
    """Who may tell whom what of a child, to begin with; once changed in pages it is changed there alone."""

    reason: Annotated[str, text("who agreed it, and when")] = ""
    clauses: Annotated[tuple[ClauseDeclared, ...], many(ClauseDeclared, says="every clause; without any, nothing")] = ()


@dataclass(frozen=True, kw_only=True)
class People:
    """What roles are called here, and invented people to sign in as in development."""

    roles: Annotated[tuple[RoleName, ...], many(RoleName, says="what the area calls each role")] = ()
    people: Annotated[tuple[SamplePerson, ...], many(SamplePerson, says="invented people")] = ()


@dataclass(frozen=True, kw_only=True)
class Reference:
    """How files of public facts are written; what is left out is read as published."""

    schools: Annotated[SchoolsFile, one(SchoolsFile, says="schools, from Get Information about Schools")] = field(
        default_factory=SchoolsFile
    )
    postcodes: Annotated[PostcodesFile, one(PostcodesFile, says="postcodes, from the ONS Postcode Directory")] = field(
        default_factory=PostcodesFile
    )
    nhs_organisations: Annotated[NhsFile, one(NhsFile, says="NHS organisations, from the NHS's own lists")] = field(
        default_factory=NhsFile
    )


@dataclass(frozen=True, kw_only=True)
class Area:
    """All that an area says of itself: one file for each name here, such as levels.toml."""

    area: Annotated[LocalArea, one(LocalArea, says="the area itself")]
    agencies: Annotated[Agencies, one(Agencies, says="its agencies, how to reach them and when they are open")]
    teams: Annotated[Services, one(Services, says="services and teams")]
    levels: Annotated[Levels, one(Levels, says="levels of need")]
    words: Annotated[AreaWords, one(AreaWords, says="the words the area uses")] = field(default_factory=AreaWords)
    feeds: Annotated[Feeds, one(Feeds, says="the files agencies send, and what their columns hold")] = field(
        default_factory=Feeds
    )
    retention: Annotated[Retention, one(Retention, says="how long records are kept")]
    letters: Annotated[Letters, one(Letters, says="how the letters that leave are worded")] = field(
        default_factory=Letters
    )
    people: Annotated[People, one(People, says="roles and sample people")] = field(default_factory=People)
    agreements: Annotated[Agreements, one(Agreements, says="who may tell whom what")] = field(
        default_factory=Agreements
    )
    reference: Annotated[Reference, one(Reference, says="files of public facts")] = field(default_factory=Reference)
    duties: Annotated[Duties, one(Duties, says="by when things are owed")] = field(default_factory=Duties)
    door: Annotated[Door, one(Door, says="how the front door works")] = field(default_factory=Door)
    directory: Annotated[LocalServices, one(LocalServices, says="how fresh the directory of local services is")] = (
        field(default_factory=LocalServices)
    )
