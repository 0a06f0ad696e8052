"""Slips change what they should, never what marks a number as invented, and leave the rest alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.kernel.names import is_placeholder
from wraparound.sample.chance import texts
from wraparound.sample.slips.customs import CUSTOMS, Name
from wraparound.sample.slips.days import MISSING, WHOLE, precision, slip_days
from wraparound.sample.slips.names import plain, unname
from wraparound.sample.slips.typing import by_sound, has_spellings, misdigited, mistyped, respelt
from wraparound.sample.tables import TRADITIONS

LUCK = st.floats(0, 1, exclude_max=True)
WORD = st.text("abcdefghijklmnopqrstuvwxyzáß' -", min_size=2, max_size=18)


@given(WORD, LUCK)
def test_a_mistyped_word_is_nearly_the_word(word, luck):
    wrong = mistyped(word, luck=luck)
    assert abs(len(wrong) - len(word)) <= 1
    assert wrong


@given(WORD, LUCK)
def test_a_word_written_by_sound_is_still_a_word(word, luck):
    assert by_sound(word, luck=luck)


def test_a_name_with_known_spellings_is_mostly_written_in_one_of_them():
    assert has_spellings("Muhammad")
    assert respelt("Muhammad", luck=0.2) in {"Mohammed", "Mohamed", "Mohammad", "Muhammed", "Mohamad"}


@given(st.from_regex(r"999[0-9]{7}", fullmatch=True), LUCK)
def test_a_mistyped_number_stays_in_the_invented_range(number, luck):
    wrong = misdigited(number, luck=luck, keep=3)
    assert wrong[:3] == "999"
    assert len(wrong) == 10
    assert wrong.isdigit()
    assert wrong != number


@pytest.mark.parametrize("tradition", TRADITIONS)
def test_every_tradition_has_customs_that_leave_both_boxes_filled(tradition):
    for custom in CUSTOMS[tradition]:
        for second in (None, "Ali"):
            assert all(custom(Name("Xiao Ming", second, "Al-Dar Mc'Nab-Silva")))


def test_about_three_dates_in_a_hundred_slip_and_stay_near_their_year():
    rng = np.random.default_rng(1)
    day = rng.integers(14_000, 20_000, 40_000)
    written = slip_days(rng, day=day, factor=np.ones(len(day)))
    assert 0.02 < (written != day).mean() < 0.045
    assert abs(written - day).max() < 11 * 366


def test_dates_are_left_out_as_often_as_told():
    rng = np.random.default_rng(1)
    kinds = precision(rng, count=20_000, missing=np.full(20_000, 0.1), factor=np.ones(20_000))
    assert 0.09 < (kinds == MISSING).mean() < 0.11
    assert (kinds == WHOLE).mean() > 0.88


def test_the_unborn_have_no_name_and_older_children_keep_theirs():
    names = texts(["Ann"] * 200)
    days_old = np.repeat([-50, 400], 100)
    unname(np.random.default_rng(1), given=names, days_old=days_old, health=np.ones(200), twin=np.full(200, -1))
    assert all(is_placeholder(name) for name in names[:100])
    assert set(names[100:]) == {"Ann"}


def test_accents_come_off():
    names = texts(["Łukasz", "Ștefan", None, "Ann"])
    plain(np.random.default_rng(1), names=names, chance=1.0)
    assert names.tolist() == ["Lukasz", "Stefan", None, "Ann"]
