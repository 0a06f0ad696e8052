"""Groups of age, and counts of children as each reader may have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.directory.rules import age_group, counted
from wraparound.directory.rules.picture import bars
from wraparound.directory.words import AgeGroup, Tally


@pytest.mark.parametrize(
    ("age", "group"),
    [(None, "unknown"), (-1, "under_1"), (0, "under_1"), (1, "to_4"), (4, "to_4"), (5, "to_10"), (10, "to_10"),
     (11, "to_15"), (15, "to_15"), (16, "to_17"), (17, "to_17"), (18, "grown"), (60, "grown")],
)  # fmt: skip
def test_an_age_is_counted_in_one_group(age, group):
    assert age_group(age) == group


def test_every_group_has_an_age():
    assert {age_group(age) for age in (*range(-1, 30), None)} == set(AgeGroup)


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "about 5"), (7, "about 5"), (8, "about 10"),
     (1_234, "about 1,235")],
)  # fmt: skip
def test_who_does_not_plan_has_counts_to_the_nearest_five_and_few_as_few(count, words):
    assert counted(count, exactly=False)[1] == words
    assert counted(count, exactly=True) == (count, f"{count:,}")


@given(st.integers(1, 10_000))
def test_what_is_shown_could_be_any_of_several_counts(count):
    shown = counted(count, exactly=False)
    alike = [other for other in range(max(1, count - 6), count + 7) if counted(other, exactly=False) == shown]
    assert len(alike) >= 3
    assert count in alike


@given(st.lists(st.integers(0, 200), min_size=1, max_size=12))
def test_a_picture_says_every_count_in_words_and_its_bars_are_as_long_as_counts(counts):
    tallies = [Tally(f"Need {place}", *counted(count, exactly=True)) for place, count in enumerate(counts)]
    picture = bars("By need", tallies=tallies, name="unmet-need")
    if not any(counts):
        assert picture.wide == picture.narrow == ""
        return
    for drawn in picture:
        assert all(f"{one.label}: {one.words}." in drawn for one in tallies)
        assert drawn.count("<rect") == sum(count > 0 for count in counts)


def test_what_is_drawn_is_safe():
    assert "<b>" not in bars("<b>", tallies=[Tally("<b>", 1, "<b>")], name="x").wide
