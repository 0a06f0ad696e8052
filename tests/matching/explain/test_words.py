"""Words for numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.matching.explain.model_report import model_report
from wraparound.matching.explain.wording import (
    listed,
    odds_in_words,
    one_in,
    probability,
    rarity,
    rounded,
    said_date,
    signed,
)


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (10.0, "about 1,000 to 1 that they are one person"),
        (-10.0, "about 1,000 to 1 that they are two people"),
        (0.2, "about as likely one person as two"),
        (1.0, "about 2 to 1 that they are one person"),
        (16.0, "about 66,000 to 1 that they are one person"),
        (80.0, "more than a thousand million to 1 that they are one person"),
        (-1e9, "more than a thousand million to 1 that they are two people"),
    ],
)
def test_odds_are_said_as_a_person_would(bits, words):
    assert odds_in_words(bits) == words


@pytest.mark.parametrize(("bits", "text"), [(9.12, "+9.1"), (-6.25, "−6.2"), (0.04, "0"), (-0.04, "0"), (0.0, "0")])
def test_bits_have_one_place_and_a_sign(bits, text):
    assert signed(bits) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1"), (2.04, "2"), (3.6, "3.6"), (99.4, "99"), (1024, "1,000"), (48_321, "48,000")]
)
def test_numbers_have_two_figures(number, text):
    assert rounded(number) == text


@given(st.floats(1, 1e15))
def test_rounding_keeps_within_a_twentieth(number):
    assert float(rounded(number).replace(",", "")) == pytest.approx(number, rel=0.051)


@given(st.floats(-2000, 2000))
def test_a_probability_is_one(bits):
    assert 0.0 <= probability(bits) <= 1.0
    assert probability(bits) + probability(-bits) == pytest.approx(1.0)


def test_small_words():
    assert listed(["surname", "birth date", "home"]) == "surname, birth date and home"
    assert listed(["surname"]) == "surname"
    assert listed([]) == ""
    assert one_in(1 / 48_000) == "1 in 48,000"
    assert [rarity(x) for x in (4, 1.2, 0, -1.2, -4)] == ["very rare", "rare", "", "common", "very common"]


def test_a_models_report_gives_each_level_and_each_session(linked):
    report = model_report(linked.model, sessions=linked.sessions)
    for comparison in linked.model.comparisons:
        for level in comparison.levels:
            assert f"| {level.label.replace('_', chr(92) + '_')} |" in report
    tables = [block.splitlines() for block in report.split("\n\n") if block.lstrip("#").strip().count("|")]
    for lines in tables:
        widths = {line.count("|") - line.count("\\|") for line in lines if line.startswith("|")}
        assert len(widths) == 1
    assert report.count("| yes |") + report.count("| no |") == len(linked.sessions)


@pytest.mark.parametrize(
    ("text", "said"),
    [("2022-08-20", "20 Aug 2022"), ("20220820", "20220820"), ("2022-02-30", "2022-02-30"), ("2022", "2022"), ("", "")],
)
def test_a_whole_date_is_said_as_a_person_would_and_anything_else_as_it_is(text, said):
    assert said_date(text) == said
