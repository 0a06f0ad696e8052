"""When a letter that was not taken is tried again, and when it is given up."""

from datetime import datetime, timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS = (1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE)  # after the first, second, third and fourth try
THEN, GIVEN_UP_AFTER = 4 * HOUR, timedelta(days=2)  # as mail servers do (RFC 5321, section 4.5.4.1)
OUTAGE = timedelta(seconds=30)  # while nobody carries letters: that is no fault of theirs, and no try
HELD_FOR = timedelta(seconds=15)  # an errand, by a worker that says again and again that it is there
LEASE = timedelta(minutes=15)  # of a letter: longer than a round of letters can take, however slow each answer is


def next_try(tries: int, *, written_at: datetime, at: datetime) -> datetime | None:
    """Say when to try again after so many tries; None when it is given up: two days after it was written."""
    waits = WAITS[tries - 1] if tries <= len(WAITS) else THEN
    again = at + waits
    return again if again <= written_at + GIVEN_UP_AFTER else None
