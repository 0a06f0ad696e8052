"""When a duty is due: six clocks, their pauses, and what was given beside them.

Hours pass as a clock ticks, also in the nights when clocks change. Working hours pass while the agency is open. Days
of every kind count from the day after the trigger, which is day 0, and end at midnight in England: whoever has until
Thursday has all of Thursday. A day counts if the clock is running when it ends; a pause gives back every day at whose
end it stood, and of hours all that passed in it. Months end on the day of the same number, or the month's last.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from wraparound.agencies.rules import LONDON
from wraparound.agencies.words import ClockKind, HoursOf, OpeningHours
from wraparound.duties.rules.calendars import (
    OFFICE,
    add_working,
    ever_open,
    midnight_after,
    opening,
    working_between,
)
from wraparound.duties.words import Clock, Pause, Stood

HOUR = 3_600
_BY_OPENING = {ClockKind.WORKING_HOURS, ClockKind.WORKING_DAYS}  # whose ladder counts open hours
Days = tuple[int, int]  # the first and the last of some days, as ordinals


def due_by(stood: Stood, *, clock: Clock, hours: OpeningHours | None = None) -> datetime:
    """Give the moment by which a duty is due, in UTC; at that moment it is late.

    `hours` are the opening hours of the agency that owes. What was set when it began takes the rule's place, and moves
    by what it stood still; what it was given longer holds where it is later. Cost: some microseconds.
    """
    due = _moved(stood) if stood.set_due_at else _counted(stood, clock=clock, hours=hours_of(clock, hours=hours))
    return max(due, stood.extended_until.astimezone(UTC)) if stood.extended_until else due


def hours_of(clock: Clock, *, hours: OpeningHours | None) -> OpeningHours:
    """Give the hours that a clock of working hours follows: office hours where an agency's are not known."""
    return hours if clock.hours is HoursOf.AGENCY and hours is not None and ever_open(hours) else OFFICE


def counts_open_hours(clock: Clock) -> bool:
    """Say whether what a clock's ladder counts is hours in which the agency is open."""
    return clock.kind in _BY_OPENING


def running(stood: Stood, *, until: datetime) -> list[tuple[int, int]]:
    """List the times in which a clock ran from its start until a moment, without its pauses."""
    found, cursor, end = [], _seconds(stood.started_at), _seconds(until)
    for begins, ends in _in_order(stood):
        if begins >= end:
            break
        if begins > cursor:
            found.append((cursor, begins))
        cursor = max(cursor, ends)
    return [*found, (cursor, end)] if cursor < end else found


def at_second(seconds: int) -> datetime:
    """Give an instant, in UTC, for the seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def _moved(stood: Stood) -> datetime:
    due = _seconds(stood.set_due_at or stood.started_at)
    for begins, ends in _in_order(stood):
        if begins >= due:
            break
        due += ends - begins
    return at_second(due)


def _counted(stood: Stood, *, clock: Clock, hours: OpeningHours) -> datetime:
    if clock.kind is ClockKind.HOURS:
        return _hours(stood, seconds=clock.count * HOUR)
    if clock.kind is ClockKind.WORKING_HOURS:
        return _open_hours(stood, seconds=clock.count * HOUR, hours=hours)
    start = stood.started_at.astimezone(LONDON).date()
    stood_still = _days_stood(stood)
    if clock.kind is ClockKind.WORKING_DAYS:
        return midnight_after(_working_days(start.toordinal(), count=clock.count, stood_still=stood_still))
    days = {ClockKind.WEEKS: 7 * clock.count, ClockKind.DAYS: clock.count}.get(clock.kind)
    if days is None:
        days = (months_after(start, months=clock.count) - start).days
    return midnight_after(_days(start.toordinal(), count=days, stood_still=stood_still))


def _hours(stood: Stood, *, seconds: int) -> datetime:
    cursor, left = _seconds(stood.started_at), seconds
    for begins, ends in _in_order(stood):
        if begins - cursor >= left:
            break
        left -= max(begins - cursor, 0)
        cursor = max(cursor, ends)
    return at_second(cursor + left)


def _open_hours(stood: Stood, *, seconds: int, hours: OpeningHours) -> datetime:
    cursor, left, opens = _seconds(stood.started_at), seconds, opening(hours)
    for begins, ends in _in_order(stood):
        passed = opens.between(cursor, end=begins)
        if passed >= left:
            break
        left -= passed
        cursor = max(cursor, ends)
    return at_second(opens.add(cursor, seconds=left))


def _working_days(start: int, *, count: int, stood_still: Iterable[Days]) -> int:
    cursor, left = start, count
    for first, last in stood_still:
        passed = working_between(cursor, end=first - 1) if first - 1 > cursor else 0
        if passed >= left:
            break
        left -= passed
        cursor = max(cursor, last)
    return add_working(cursor, count=left)


def _days(start: int, *, count: int, stood_still: Iterable[Days]) -> int:
    cursor, left = start, count
    for first, last in stood_still:
        passed = max(first - 1 - cursor, 0)
        if passed >= left:
            break
        left -= passed
        cursor = max(cursor, last)
    return cursor + left


def months_after(start: date, *, months: int) -> date:
    """Give the day of the same number so many months later, or the last of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _days_stood(stood: Stood) -> list[Days]:
    """List the days at whose end the clock stood still: (first, last), in order."""
    found = []
    for pause in _pauses(stood):
        first = pause.begins_at.astimezone(LONDON).date().toordinal()
        last = (pause.ends_at.astimezone(LONDON) - timedelta(microseconds=1)).date().toordinal()
        # The end of a day is the midnight after it: a pause from there on holds it, one until there does not.
        first -= midnight_after(first - 1) == pause.begins_at.astimezone(UTC)
        last = last if midnight_after(last) < pause.ends_at.astimezone(UTC) else last - 1
        if first <= last:
            found.append((first, last))
    return found


def _in_order(stood: Stood) -> list[tuple[int, int]]:
    return [(_seconds(pause.begins_at), _seconds(pause.ends_at)) for pause in _pauses(stood)]


def _pauses(stood: Stood) -> list[Pause]:
    return sorted(stood.pauses, key=lambda pause: pause.begins_at) if len(stood.pauses) > 1 else [*stood.pauses]


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
