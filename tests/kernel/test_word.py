"""Words of practice: one value for code and files, one label for people."""

import json

import pytest

from wraparound.kernel.word import Word


class Weather(Word):
    FAIR = "fair", "Fair, so far"
    NOT_SO_FAIR = "not_so_fair"


def test_a_word_is_its_value_wherever_a_text_is_wanted():
    assert Weather.FAIR == "fair"
    assert f"{Weather.FAIR}" == "fair"
    assert json.dumps({"weather": Weather.FAIR}) == '{"weather": "fair"}'


def test_a_word_is_found_by_its_value_and_by_no_other():
    assert Weather("not_so_fair") is Weather.NOT_SO_FAIR
    with pytest.raises(ValueError, match="snow"):
        Weather("snow")


def test_a_label_is_for_people_and_the_value_serves_where_there_is_none():
    assert Weather.FAIR.label == "Fair, so far"
    assert Weather.NOT_SO_FAIR.label == "not so fair"


def test_choices_are_in_the_order_in_which_they_were_written():
    assert Weather.choices() == [("fair", "Fair, so far"), ("not_so_fair", "not so fair")]
