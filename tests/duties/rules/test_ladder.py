"""When a duty reaches each rung of its ladder, by table and by property."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from wraparound.agencies.words import ClockKind, HoursOf, Rung
from wraparound.duties.rules import USUAL, due_by, first_rung_at, ladder_of, next_rung_at, rungs_at
from wraparound.duties.words import Clock, LadderRung, Pause, Stood

LONDON = ZoneInfo("Europe/London")
RED = Clock(ClockKind.WORKING_HOURS, 4, HoursOf.OFFICE)
LADDER = (
    LadderRung(Rung.WARNING, share=75),
    LadderRung(Rung.DUE),
    LadderRung(Rung.MANAGER, hours=1),
    LadderRung(Rung.PARTNERSHIP, hours=4),
)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON).astimezone(UTC)


def reached(stood, clock=RED, ladder=LADDER):
    return ladder_of(stood, due=due_by(stood, clock=clock), clock=clock, ladder=ladder)


def test_working_hours_climb_in_working_hours():
    # Asked at four on a Friday: three of the four hours are gone at eleven on Monday.
    assert reached(Stood(london(2026, 9, 4, 16))) == [
        (london(2026, 9, 7, 11), Rung.WARNING),
        (london(2026, 9, 7, 12), Rung.DUE),
        (london(2026, 9, 7, 13), Rung.MANAGER),
        (london(2026, 9, 7, 16), Rung.PARTNERSHIP),
    ]


def test_hours_climb_as_they_pass():
    found = reached(Stood(london(2026, 9, 4, 16)), clock=Clock(ClockKind.HOURS, 72), ladder=USUAL)
    assert [one.at for one in found] == [
        london(2026, 9, 6, 22), london(2026, 9, 7, 16), london(2026, 9, 8, 0), london(2026, 9, 9, 8),
    ]  # fmt: skip


def test_a_warning_can_come_so_many_hours_before():
    found = reached(Stood(london(2026, 9, 4, 16)), ladder=(LadderRung(Rung.WARNING, hours=2),))
    assert found == [(london(2026, 9, 7, 10), Rung.WARNING)]


def test_a_warning_is_of_the_time_in_which_the_clock_ran():
    pause = Pause(london(2026, 9, 1, 10), london(2026, 9, 1, 12))
    assert reached(Stood(london(2026, 9, 1, 9), (pause,)))[0] == (london(2026, 9, 1, 14), Rung.WARNING)


def test_a_warning_that_would_come_before_the_start_does_not_come():
    stood = Stood(london(2026, 9, 1, 9), set_due_at=london(2026, 9, 1, 10))
    assert [one.rung for one in reached(stood, ladder=(LadderRung(Rung.WARNING, hours=2), LadderRung(Rung.DUE)))] == [
        Rung.DUE
    ]


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from([RED, Clock(ClockKind.HOURS, 72), Clock(ClockKind.WORKING_DAYS, 45), Clock(ClockKind.MONTHS, 3)]),
    st.integers(0, 3_000),
)
def test_rungs_come_in_order_each_once_and_the_next_is_to_come(start, clock, hours):
    found = reached(Stood(start.replace(tzinfo=UTC)), clock=clock)
    assert [one.rung for one in found] == list(Rung)
    at, climbed = found[0].at - timedelta(hours=1) + timedelta(hours=hours), set()
    fresh = rungs_at(found, at=at, climbed=climbed)
    climbed |= {one.rung for one in fresh}
    assert not rungs_at(found, at=at, climbed=climbed)
    following = next_rung_at(found, climbed=climbed)
    assert (following is None) == (len(climbed) == len(Rung))
    assert following is None or following > at


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC, microsecond=0)),
    st.sampled_from([RED, Clock(ClockKind.HOURS, 3), Clock(ClockKind.WORKING_DAYS, 2)]),
    st.lists(
        st.builds(LadderRung, st.just(Rung.WARNING), share=st.integers(1, 99))
        | st.builds(LadderRung, st.just(Rung.WARNING), hours=st.integers(1, 60))
        | st.builds(LadderRung, st.sampled_from([Rung.DUE, Rung.MANAGER, Rung.PARTNERSHIP]), hours=st.integers(0, 60)),
        max_size=5,
    ),
    st.none() | st.timedeltas(timedelta(hours=1), timedelta(hours=9)),
)
def test_the_first_rung_is_the_first_of_the_whole_ladder(start, clock, ladder, longer):
    stood = Stood(start, extended_until=start + longer if longer else None)
    due = due_by(stood, clock=clock)
    whole = ladder_of(stood, due=due, clock=clock, ladder=ladder)
    assert first_rung_at(stood, due=due, clock=clock, ladder=ladder) == next_rung_at(whole, climbed=())
