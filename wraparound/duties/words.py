"""The words of duties: what is owed, by which rule and clock, where it stands, and what has happened to it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from wraparound.agencies.words import ClockKind, HoursOf, Rung
from wraparound.kernel.word import Word

LONGEST = {  # of each kind of clock: about three years, so that no slip of the pen makes a duty for a life
    ClockKind.HOURS: 26_280,
    ClockKind.WORKING_HOURS: 6_000,
    ClockKind.WORKING_DAYS: 750,
    ClockKind.DAYS: 1_096,
    ClockKind.WEEKS: 156,
    ClockKind.MONTHS: 36,
}


class Standing(Word):
    """Where a duty stands."""

    OPEN = "open", "open"
    PAUSED = "paused", "paused"
    ANSWERED = "answered", "answered"
    WITHDRAWN = "withdrawn", "withdrawn"


class Answered(Word):
    """How a duty was answered."""

    DONE = "done", "it was done"
    IN_PART = "in_part", "it was done in part, and the rest is not owed any more"
    NOTHING = "nothing", "there was nothing to tell or to do"
    REFUSED = "refused", "it was refused, with a reason"


class Happened(Word):
    """What has happened to a duty: a line of its history."""

    OPENED = "opened", "began"
    WARNED = "warned", "nearly due"
    DUE = "due", "due, not answered"
    MANAGER = "manager", "late: told to the manager"
    PARTNERSHIP = "partnership", "late: told to the partnership"
    EXTENDED = "extended", "given longer"
    PAUSED = "paused", "paused"
    RESUMED = "resumed", "went on"
    HANDED_OVER = "handed_over", "handed over"
    MOVED = "moved", "moved by a changed rule"
    ANSWERED = "answered", "answered"
    WITHDRAWN = "withdrawn", "withdrawn"


CLIMBED = {  # the line of history that a rung leaves
    Rung.WARNING: Happened.WARNED,
    Rung.DUE: Happened.DUE,
    Rung.MANAGER: Happened.MANAGER,
    Rung.PARTNERSHIP: Happened.PARTNERSHIP,
}


class HowSure(Word):
    """How sure we are of what a rule says."""

    VERIFIED = "verified", "read in the source itself"
    KNOWN = "known", "known to practice; not read again in the source"
    LOCAL = "local", "decided here"


@dataclass(frozen=True)
class Clock:
    """How long something may take: so many of what is counted, in whose hours."""

    kind: ClockKind
    count: int
    hours: HoursOf = HoursOf.AGENCY

    def __str__(self) -> str:
        """Say it: 4 working hours; 1 working day."""
        label = self.kind.label
        return f"{self.count} {label.removesuffix('s') if self.count == 1 else label}"


@dataclass(frozen=True)
class Pause:
    """A time in which a clock stands: [begins, ends)."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class LadderRung:
    """When a rung is reached: for a warning by the share of the time gone, or by hours before or after it is due."""

    rung: Rung
    share: int = 0  # hundredths of the time gone, for a warning
    hours: int = 0


@dataclass(frozen=True)
class Rule:
    """By when something is owed: its clock, since when, why, and the ladder. `number` is its version; 0 in a table."""

    code: str
    name: str
    clock: Clock
    holds_from: date
    because: str
    ladder: tuple[LadderRung, ...] = ()
    sure: HowSure = HowSure.LOCAL
    number: int = 0

    @property
    def is_national(self) -> bool:
        """Say whether it is the law's or statutory guidance's, so that no area changes it."""
        return self.sure is not HowSure.LOCAL


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is owed: by which agency and person there, to whom, about whom, and what, in words that name nobody."""

    agency: str
    owed_to: str
    words: str
    subject: str = ""  # what it is about elsewhere, such as ask:Q-7K3M
    owner: str = ""  # a username; without one the agency's desk owes it
    owed_to_person: str = ""  # a username
    about: int | None = None  # a person's number


@dataclass(frozen=True)
class Stood:
    """The clock of one duty, as much of it as decides when it is due: since when, the pauses, what was given."""

    started_at: datetime
    pauses: tuple[Pause, ...] = field(default=())
    set_due_at: datetime | None = None  # said when it began, in place of the rule's clock
    extended_until: datetime | None = None
