"""When something is due, as a reader says it: late since, due in, and by the end of which day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wraparound.agencies.rules import LONDON
from wraparound.duties.words import Standing

_SOON = timedelta(hours=24)
_UNITS = (("week", 10_080), ("day", 1_440), ("hour", 60), ("minute", 1))


@dataclass(frozen=True)
class DueTold:
    """Where a duty stands, in a word with its colour, and when it is or was due."""

    state: str
    colour: str
    when: str
    is_late: bool = False


def told_due(due: datetime, *, standing: Standing, closed_at: datetime | None = None, at: datetime) -> DueTold:
    """Say where a duty stands at a moment: late since, due in; paused, answered or withdrawn."""
    when = moment_due(due)
    if standing is Standing.PAUSED:
        return DueTold("Paused", "grey", "its clock stands still")
    if closed_at is not None:
        if standing is Standing.WITHDRAWN:
            return DueTold("Withdrawn", "grey", f"was due {when}")
        return (
            DueTold("Answered late", "yellow", f"was due {when}")
            if closed_at >= due
            else DueTold("Answered in time", "green", f"was due {when}")
        )
    if at >= due:
        return DueTold(f"Late by {length(at - due)}", "red", f"was due {when}", is_late=True)
    left = due - at
    return DueTold(f"Due in {length(left)}", "yellow" if left <= _SOON else "blue", when)


def moment_due(due: datetime) -> str:
    """Say when something is due; what is due at midnight is due by the end of the day before."""
    local = due.astimezone(LONDON)
    if local.hour == local.minute == local.second == 0:
        day = local - timedelta(days=1)
        return f"by the end of {day:%A} {day.day} {day:%B %Y}"
    hour = f"{local.hour % 12 or 12}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"
    return f"by {hour} on {local:%A} {local.day} {local:%B %Y}"


def length(span: timedelta) -> str:
    """Say a length of time in the largest unit of which there are at least two: 38 hours, 3 days."""
    minutes = int(span.total_seconds() // 60)
    name, size = next(((name, size) for name, size in _UNITS if minutes >= 2 * size), ("minute", 1))
    number = minutes // size
    return f"{number} {name}{'' if number == 1 else 's'}" if number else "less than a minute"
