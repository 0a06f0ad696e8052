"""What a changed rule moves, reckoned by sums, is what each duty's own clock says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.duties.rules.test_clocks import HOURS, MOST
from wraparound.agencies.words import ClockKind, HoursOf
from wraparound.duties.rules.clocks import at_second, due_by
from wraparound.duties.rules.moving import Running, moved_by, stood_of
from wraparound.duties.words import Clock, Pause

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
AGENCIES = dict(zip(("office", "nights", "never-shut", "twice"), HOURS, strict=True))
seconds = st.integers(int(NOW.timestamp()) - 40 * 86_400, int(NOW.timestamp()) + 86_400)
clocks = st.sampled_from(list(ClockKind)).flatmap(
    lambda kind: st.builds(Clock, st.just(kind), st.integers(1, MOST[kind]), st.sampled_from(list(HoursOf)))
)
duties = st.lists(
    st.tuples(st.sampled_from([*AGENCIES]), seconds, seconds, st.none() | seconds, st.none() | seconds, st.booleans()),
    max_size=12,
)


@given(duties, clocks)
def test_a_changed_clock_moves_what_each_duty_says(told, clock):
    rows = [Running(number, *one[:5]) for number, one in enumerate(told)]
    pauses = {
        row.pk: (Pause(at_second(row.started + 3_600), at_second(row.started + 99_999)),)
        for row, one in zip(rows, told, strict=True)
        if one[5]
    }
    found = moved_by(clock, duties=rows, pauses=pauses, hours=AGENCIES, at=NOW)
    one_by_one = {
        row.pk: int(
            due_by(stood_of(row, pauses=pauses.get(row.pk, ())), clock=clock, hours=AGENCIES[row.agency]).timestamp()
        )
        for row in rows
    }
    assert {one.duty.pk: one.after for one in found.moved} == {
        row.pk: one_by_one[row.pk] for row in rows if one_by_one[row.pk] != row.due
    }
    assert found.governed == len(rows)
    assert found.total("earlier") + found.total("later") == len(found.moved)
    now = NOW.timestamp()
    assert found.total("become_late") == sum(row.due > now >= one_by_one[row.pk] for row in rows)
    assert found.total("late_no_more") == sum(row.due <= now < one_by_one[row.pk] for row in rows)


def test_a_shorter_clock_makes_some_late():
    start = int((NOW - timedelta(hours=50)).timestamp())
    rows = [Running(1, "office", start, start + 72 * 3_600, None, None)]
    found = moved_by(Clock(ClockKind.HOURS, 48), duties=rows, pauses={}, hours=AGENCIES, at=NOW)
    assert (found.total("earlier"), found.total("become_late")) == (1, 1)
