"""Which involvement counts now, whatever order its episodes come in."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.feeds.rules.periods import part_of_periods
from wraparound.feeds.words import Period

STAY = Period("since", "until", each="Stays", goes_on={"why": ("X1",)})


def stay(since, until="", why=""):
    return {"since": since, "until": until, "why": why}


@pytest.mark.parametrize(
    ("stays", "said"),
    [
        ([], {}),
        ([stay("")], {}),
        ([stay("2020-01-01")], ("2020-01-01", "")),
        ([stay("2020-01-01", "2020-02-01", "X1"), stay("2020-02-01")], ("2020-01-01", "")),
        ([stay("2020-01-01", "2020-02-01", "E4A"), stay("2021-02-01")], ("2021-02-01", "")),
        ([stay("2020-01-01", "2020-02-01"), stay("2018-01-01", "2019-01-01")], ("2020-01-01", "2020-02-01")),
        ([stay("2020-01-01"), stay("someday")], ("someday", "")),
        ([stay("2020-01-01", "later")], ("2020-01-01", "later")),
    ],
)
def test_the_open_one_counts_else_the_last_and_what_cannot_be_read_is_given_as_it_is(stays, said):
    wanted = {"since": said[0], "until": said[1]} if said else {}
    for order in permutations(stays):
        assert part_of_periods([(STAY, order)], order="ymd") == wanted


def test_the_first_kind_that_has_any_counts_and_names_its_service():
    plan, asked = Period("a", "b", service="Plan"), Period("c", "d", service="Request")
    told = [(plan, [{"a": "", "b": ""}]), (asked, [{"c": "2020-01-01"}])]
    assert part_of_periods(told, order="ymd") == {"c": "2020-01-01", "d": "", "service": "Request"}


days = st.dates(date(2010, 1, 1), date(2026, 1, 1))


@given(starts=st.lists(days, min_size=1, max_size=6, unique=True), chance=st.randoms())
def test_a_chain_of_stays_is_one_from_its_first_day(starts, chance):
    starts = sorted(starts)
    ends = [*starts[1:], starts[-1] + timedelta(days=1)]
    chain = [stay(s.isoformat(), e.isoformat(), "X1") for s, e in zip(starts, ends, strict=True)]
    chain[-1]["until"], chain[-1]["why"] = "", ""
    chance.shuffle(chain)
    assert part_of_periods([(STAY, chain)], order="ymd") == {"since": starts[0].isoformat(), "until": ""}
