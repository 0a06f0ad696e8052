"""How an area says by when things are owed here, who is told of it as it gets late, and where to write to."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from wraparound.agencies.words.keys import Key, Kind, choice, code, many, text
from wraparound.kernel.word import Word


class ClockKind(Word):
    """What the clock of a duty counts."""

    HOURS = "hours", "hours"
    WORKING_HOURS = "working_hours", "working hours"
    WORKING_DAYS = "working_days", "working days"
    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"


class HoursOf(Word):
    """Whose hours a clock of working hours follows."""

    AGENCY = "agency", "the agency's own opening hours"
    OFFICE = "office", "office hours, 9am to 5pm on working days"


class Rung(Word):
    """A rung of the ladder that a duty climbs as it gets late."""

    WARNING = "warning", "warned before it is due"
    DUE = "due", "due"
    MANAGER = "manager", "told to the manager"
    PARTNERSHIP = "partnership", "told to the partnership"


@dataclass(frozen=True, kw_only=True)
class RungDeclared:
    """When a duty reaches a rung of its ladder."""

    rung: Annotated[Rung, choice(Rung, says="the rung")]
    share: Annotated[
        int, Key(kind=Kind.NUMBER, says="for a warning: how much of the time is gone, in hundredths", like="75")
    ] = 0
    hours: Annotated[
        int,
        Key(
            kind=Kind.NUMBER,
            says="how many hours before it is due (a warning) or after (any other); working hours where working hours"
            " or working days are counted",
            like="4",
        ),
    ] = 0


@dataclass(frozen=True, kw_only=True)
class DutyRuleDeclared:
    """By when something is owed here: the first version of a local rule, which is changed in a page from then on."""

    code: Annotated[str, code("the rule's code", like="answer-red")]
    name: Annotated[str, text("what is owed", like="Answer an urgent question about a child")]
    clock: Annotated[ClockKind, choice(ClockKind, says="what its clock counts")]
    count: Annotated[int, Key(kind=Kind.NUMBER, says="how many of them", like="4")]
    hours: Annotated[HoursOf, choice(HoursOf, says="whose hours working hours are")] = HoursOf.AGENCY
    holds_from: Annotated[date, Key(kind=Kind.DAY, says="the day from which it holds", like="2026-04-01")]
    because: Annotated[str, text("the law or the decision that says so, with its date")]
    rungs: Annotated[
        tuple[RungDeclared, ...], many(RungDeclared, says="its ladder; the usual one where none is said")
    ] = ()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where an agency is told of what it owes and what is late, where that is not its first e-mail address."""

    agency: Annotated[str, code("the agency", refers="agencies")]
    email: Annotated[str, Key(kind=Kind.EMAIL, says="the desk that owes", like="desk@example.org")] = ""
    manager: Annotated[
        str, Key(kind=Kind.EMAIL, says="who is told when it is late; its lead practitioners where none is said")
    ] = ""


@dataclass(frozen=True, kw_only=True)
class Duties:
    """By when things are owed here."""

    partnership: Annotated[
        str,
        Key(kind=Kind.EMAIL, says="who is told last; the keepers of information governance where none is said"),
    ] = ""
    rules: Annotated[tuple[DutyRuleDeclared, ...], many(DutyRuleDeclared, says="every local rule")] = ()
    desks: Annotated[tuple[Desk, ...], many(Desk, says="where agencies are told")] = ()
