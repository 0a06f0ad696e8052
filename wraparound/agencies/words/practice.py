"""How the area works: its levels of need, the words it uses, how long it keeps things, who plays which part."""

from dataclasses import dataclass
from typing import Annotated

from wraparound.agencies.words.keys import Key, Kind, choice, code, codes, text
from wraparound.agencies.words.kinds import GrownUpOn, RoleCode, RunsFrom


@dataclass(frozen=True, kw_only=True)
class LevelOfNeed:
    """A level of need on the area's own continuum."""

    code: Annotated[str, code("the level's code", like="targeted")]
    place: Annotated[int, Key(kind=Kind.NUMBER, says="its place, from 1 for the least need; no gaps", like="3")]
    name: Annotated[str, text("what the area calls it", like="Level 3: Targeted")]
    meaning: Annotated[str, text("what a child at this level needs")]
    response: Annotated[str, text("what the area offers at this level")]
    statutory: Annotated[bool, Key(kind=Kind.YES_NO, says="whether the law asks for a plan", like="false")] = False


@dataclass(frozen=True, kw_only=True)
class AreaWords:
    """The words the area uses where areas differ; what is not said keeps the usual word."""

    front_door: Annotated[str, text("where worries about children arrive")] = "Front door"
    contact: Annotated[str, text("someone telling the front door about a child")] = "Contact"
    early_help: Annotated[str, text("help before the law asks for it")] = "Early help"
    family_help: Annotated[str, text("early help and help for children in need, as one service")] = "Family Help"
    child_in_need: Annotated[str, text("a child under section 17 of the Children Act 1989")] = "Child in need"
    child_protection: Annotated[str, text("work under section 47 and after a conference")] = "Child protection"
    looked_after: Annotated[str, text("a child in the council's care")] = "Child in care"
    lead_practitioner: Annotated[str, text("the one who leads the work with a family")] = "Lead practitioner"
    team_around: Annotated[str, text("the people around one child, meeting")] = "Team around the family"
    assessment: Annotated[str, text("finding out what a family needs")] = "Assessment"
    plan: Annotated[str, text("what will be done, by whom, by when")] = "Plan"
    multi_agency_team: Annotated[str, text("the team that protects children across agencies")] = (
        "Multi-agency child protection team"
    )


@dataclass(frozen=True, kw_only=True)
class LocalServices:
    """How long what the directory of local services says counts as fresh."""

    confirm_within_months: Annotated[
        int,
        Key(
            kind=Kind.NUMBER,
            says="how many months after somebody confirmed a service it says everywhere that it may be out of date",
            like="6",
        ),
    ] = 6


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """How long one kind of record is kept."""

    code: Annotated[str, code("the kind of record", like="child-in-need")]
    name: Annotated[str, text("the kind of record in words", like="Records of a child in need")]
    years: Annotated[int, Key(kind=Kind.NUMBER, says="how many years it is kept", like="25")]
    runs_from: Annotated[RunsFrom, choice(RunsFrom, says="the day the years run from")]
    because: Annotated[str, text("the law or the decision that says so")]


@dataclass(frozen=True, kw_only=True)
class EndingRule:
    """At which age involvement ends: from then on an agency's part is shown as ended, and nothing is erased."""

    code: Annotated[str, code("the rule's code", like="grown-up")]
    name: Annotated[str, text("whom it is about", like="Young people who turn 18")]
    age: Annotated[int, Key(kind=Kind.NUMBER, says="the age at which involvement ends, in years", like="18")]
    agencies: Annotated[
        tuple[str, ...], codes("the agencies it is about; all where none is named", refers="agencies")
    ] = ()
    feeds: Annotated[tuple[str, ...], codes("the feeds it is about; all where none is named", refers="feeds")] = ()
    without: Annotated[
        tuple[str, ...],
        codes("feeds it is not about, such as those that hold grown-ups for their own sake", refers="feeds"),
    ] = ()
    because: Annotated[str, text("the law or the decision that says so, with its date")]


@dataclass(frozen=True, kw_only=True)
class LongerRule:
    """Who is helped for longer, by any agency: those of a feed, or with whom one of some services is involved."""

    code: Annotated[str, code("the rule's code", like="care-leaver")]
    name: Annotated[str, text("whom it is about", like="Care leavers")]
    age: Annotated[int, Key(kind=Kind.NUMBER, says="the age at which involvement ends, in years", like="25")]
    ends: Annotated[GrownUpOn, choice(GrownUpOn, says="on which day it ends")] = GrownUpOn.BIRTHDAY
    feeds: Annotated[tuple[str, ...], codes("whoever is in one of these feeds", refers="feeds")] = ()
    services: Annotated[
        tuple[str, ...],
        Key(kind=Kind.LIST, says="whoever is helped by one of these services, as files write them"),
    ] = ()
    formerly: Annotated[
        bool, Key(kind=Kind.YES_NO, says="whether it counts that it was so once, as for care leavers", like="true")
    ] = False
    because: Annotated[str, text("the law or the decision that says so, with its date")]


@dataclass(frozen=True, kw_only=True)
class RoleName:
    """What the area calls one of the roles, and what those who hold it do here."""

    code: Annotated[RoleCode, choice(RoleCode, says="the role")]
    name: Annotated[str, text("what the area calls it", like="Hub practitioner")]
    about: Annotated[str, text("what they do here")] = ""


@dataclass(frozen=True, kw_only=True)
class SamplePerson:
    """An invented person to sign in as, in development only."""

    username: Annotated[str, code("the name to sign in with", like="rosa.wendle")]
    name: Annotated[str, text("the person's name; never a real person's", like="Rosa Wendle")]
    agency: Annotated[str, code("the agency they work for", refers="agencies")]
    roles: Annotated[tuple[str, ...], Key(kind=Kind.LIST, says="the roles they hold", among=tuple(RoleCode.choices()))]
    email: Annotated[str, Key(kind=Kind.EMAIL, says="where messages reach them", like="rosa.wendle@example.org")] = ""
    teams: Annotated[tuple[str, ...], codes("the teams they work in", refers="teams")] = ()
    about: Annotated[str, text("what they do, shown beside their name")] = ""
