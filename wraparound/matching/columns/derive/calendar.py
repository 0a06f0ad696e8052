"""Days since 1970 in the calendar that SQL reckons with, which has a year 0."""

from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097  # the Gregorian calendar repeats


def days_of(year: int, *, month: int, day: int) -> int | None:
    """Count the days from 1 January 1970 to a date; nothing for a date that is not."""
    cycles = (year - 1) // _CYCLE_YEARS
    try:
        return date(year - cycles * _CYCLE_YEARS, month, day).toordinal() + cycles * _CYCLE_DAYS - _EPOCH
    except ValueError:
        return None
