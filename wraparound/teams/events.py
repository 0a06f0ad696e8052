"""What has happened to work that teams and services were asked to take on, and to seats."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class WorkWanted(Event):
    """A team or a service was asked to take work on."""

    told = "Asked for work {work}"
    work: str
    about: str
    team: str


@dataclass(frozen=True)
class WorkAllocated(Event):
    """A manager proposed who takes work on."""

    told = "Allocated work {work} to {who}"
    work: str
    about: str
    who: str


@dataclass(frozen=True)
class WorkAccepted(Event):
    """Somebody named took work on."""

    told = "Work {work} was accepted by {who}"
    work: str
    about: str
    who: str


@dataclass(frozen=True)
class WorkHandedOver(Event):
    """Work that was accepted is somebody else's now."""

    told = "Work {work} was handed over to {who}"
    work: str
    about: str
    who: str


@dataclass(frozen=True)
class WorkReleased(Event):
    """Nobody holds the work any more; it waits for somebody again."""

    told = "Work {work} waits for somebody again"
    work: str
    about: str
    why: str


@dataclass(frozen=True)
class WorkRefused(Event):
    """A team or a service said that it does not take work on, and why."""

    told = "Work {work} was refused"
    work: str
    about: str
    why: str


@dataclass(frozen=True)
class WorkBegun(Event):
    """The family has begun with what was offered."""

    told = "The family has begun with work {work}"
    work: str
    about: str


@dataclass(frozen=True)
class WorkNotTakenUp(Event):
    """The family did not take up what was offered."""

    told = "The family did not take work {work} up"
    work: str
    about: str
    why: str


@dataclass(frozen=True)
class WorkEnded(Event):
    """Work is over."""

    told = "Work {work} has ended"
    work: str
    about: str


@dataclass(frozen=True)
class WorkWithdrawn(Event):
    """Those who asked for work took it back."""

    told = "Work {work} was taken back"
    work: str
    about: str
    why: str


@dataclass(frozen=True)
class WorkUnreached(Event):
    """The letter that asks for work did not arrive, which says nothing of whether it is taken on."""

    told = "The letter about work {work} did not arrive"
    work: str
    about: str
    why: str


@dataclass(frozen=True)
class SeatGiven(Event):
    """Somebody has a seat in a team."""

    told = "Gave {name} of {agency} a seat in {team}"
    seat: int
    team: str
    agency: str
    name: str
    share: int
    begins_on: str


@dataclass(frozen=True)
class SeatEnded(Event):
    """A seat in a team ended."""

    told = "The seat of {name} in {team} ended"
    seat: int
    team: str
    name: str
    ends_on: str
