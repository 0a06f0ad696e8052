"""When something is due, as people read it."""

from datetime import UTC, datetime, timedelta

import pytest

from wraparound.duties.rules.words import length, moment_due, told_due
from wraparound.duties.words import Standing

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "standing", "closed_at", "state"),
    [
        (AT + timedelta(hours=2), Standing.OPEN, None, "Due in 2 hours"),
        (AT, Standing.OPEN, None, "Late by less than a minute"),
        (AT - timedelta(days=1, hours=3), Standing.OPEN, None, "Late by 27 hours"),
        (AT - timedelta(days=1), Standing.PAUSED, None, "Paused"),
        (AT, Standing.ANSWERED, AT - timedelta(hours=1), "Answered in time"),
        (AT, Standing.ANSWERED, AT, "Answered late"),
        (AT, Standing.WITHDRAWN, AT, "Withdrawn"),
    ],
)
def test_where_a_duty_stands_by_table(due, standing, closed_at, state):
    told = told_due(due, standing=standing, closed_at=closed_at, at=AT)
    assert told.state == state
    assert told.is_late is state.startswith("Late")


def test_what_is_due_at_midnight_is_due_by_the_end_of_the_day_before():
    assert moment_due(datetime(2026, 9, 3, 23, tzinfo=UTC)) == "by the end of Thursday 3 September 2026"
    assert moment_due(datetime(2026, 9, 3, 12, 5, tzinfo=UTC)) == "by 1:05pm on Thursday 3 September 2026"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "less than a minute"),
        (1, "1 minute"),
        (95, "95 minutes"),
        (5 * 60 + 5, "5 hours"),
        (38 * 60, "38 hours"),
        (2 * 1_440, "2 days"),
        (13 * 1_440, "13 days"),
        (14 * 1_440, "2 weeks"),
        (16 * 1_440, "2 weeks"),
    ],
)
def test_a_length_is_said_in_the_largest_unit_of_which_there_are_two(minutes, words):
    assert length(timedelta(minutes=minutes)) == words
