"""The law's own clocks: each has a source, a day and a clock; and which version of a rule governs."""

from dataclasses import replace
from datetime import date

import pytest

from wraparound.agencies.words import ClockKind
from wraparound.duties.rules import NATIONAL, rule_for
from wraparound.duties.words import LONGEST, HowSure


def test_every_rule_of_the_law_says_where_it_stands_and_since_when():
    for code, rule in NATIONAL.items():
        assert rule.code == code
        assert rule.is_national
        assert len(rule.because) > 30
        assert date(1989, 1, 1) < rule.holds_from < date(2027, 1, 1)
        assert 1 <= rule.clock.count <= LONGEST[rule.clock.kind]


@pytest.mark.parametrize(
    ("code", "clock"),
    [
        ("front-door-decision", (ClockKind.WORKING_DAYS, 1)),
        ("assessment", (ClockKind.WORKING_DAYS, 45)),
        ("first-conference", (ClockKind.WORKING_DAYS, 15)),
        ("police-protection", (ClockKind.HOURS, 72)),
        ("plan-finished", (ClockKind.WEEKS, 20)),
        ("review-conference", (ClockKind.MONTHS, 6)),
    ],
)
def test_clocks_of_the_law_by_table(code, clock):
    assert (NATIONAL[code].clock.kind, NATIONAL[code].clock.count) == clock


def test_the_version_adopted_last_governs_what_begins_from_its_day():
    first = replace(NATIONAL["assessment"], number=1, sure=HowSure.LOCAL, holds_from=date(2026, 4, 1))
    second, third = replace(first, number=2, holds_from=date(2026, 9, 1)), replace(first, number=3)
    assert rule_for([second, first], on=date(2026, 8, 31)) == first
    assert rule_for([second, first], on=date(2026, 9, 1)) == second
    assert rule_for([first, second, third], on=date(2026, 9, 1)) == third
    assert rule_for([first], on=date(2020, 1, 1)) == first
    assert rule_for([], on=date(2020, 1, 1)) is None
