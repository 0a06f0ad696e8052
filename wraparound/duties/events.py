"""What has happened to duties, rules, absences and calendars."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class DutyOpened(Event):
    """Something is owed."""

    duty: int
    rule: str
    agency: str
    owed_to: str
    due_at: str


@dataclass(frozen=True)
class DutyWarned(Event):
    """What is owed is nearly due."""

    duty: int


@dataclass(frozen=True)
class DutyLate(Event):
    """What is owed is late."""

    duty: int
    rung: str


@dataclass(frozen=True)
class DutyExtended(Event):
    """What is owed was given longer."""

    duty: int
    until: str


@dataclass(frozen=True)
class DutyPaused(Event):
    """The clock of what is owed stands still."""

    duty: int


@dataclass(frozen=True)
class DutyResumed(Event):
    """The clock of what is owed goes on."""

    duty: int
    due_at: str


@dataclass(frozen=True)
class DutyAnswered(Event):
    """What was owed was answered."""

    duty: int
    how: str
    late: bool


@dataclass(frozen=True)
class DutyWithdrawn(Event):
    """What was owed is not owed any more."""

    duty: int


@dataclass(frozen=True)
class DutyHandedOver(Event):
    """Somebody else owes it now."""

    duty: int
    was: str
    now: str


@dataclass(frozen=True)
class RuleChanged(Event):
    """A rule of what is owed by when was changed."""

    code: str
    number: int
    moved: int


@dataclass(frozen=True)
class AbsenceNoted(Event):
    """Somebody is away, and another stands in."""

    username: str
    deputy: str
    begins_on: str
    ends_on: str


@dataclass(frozen=True)
class AbsenceEnded(Event):
    """Somebody is back before it was said, or was not away."""

    username: str
    deputy: str


@dataclass(frozen=True)
class CalendarMade(Event):
    """A secret address was made at which a calendar reads when duties are due."""

    with_desk: bool


@dataclass(frozen=True)
class CalendarEnded(Event):
    """The secret address of a calendar was ended."""


@dataclass(frozen=True)
class DayToldOf(Event):
    """Everybody was told what is owed."""

    day: str
    letters: int
