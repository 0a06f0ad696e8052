"""What changed between two versions is said in sentences."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house.reading import ROOT
from wraparound.agencies.rules import area_in, changes_between

CONTENT = {name: area_in(ROOT / "areas" / name).content for name in ("ashmere", "tarrowdale")}


def ashmere():
    return copy.deepcopy(CONTENT["ashmere"])


def test_the_first_time_is_said_as_such():
    assert changes_between({}, after=ashmere()) == ("The area was adopted for the first time.",)


@given(st.sampled_from(sorted(CONTENT)))
def test_the_same_twice_is_no_change(name):
    assert changes_between(CONTENT[name], after=copy.deepcopy(CONTENT[name])) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told["agencies"]["agencies"].pop(4), 'Agency "Ashmere Children\'s Centres": gone.'),
        (lambda told: told["teams"]["teams"].append({"code": "new", "name": "New team"}), 'Team "New team": new.'),
        (
            lambda told: told["agencies"]["agencies"][0]["opening"].update(saturday="09:00 to 12:00"),
            'Agency "Ashmere Children\'s Services", opening, saturday: "09:00 to 12:00" instead of "closed".',
        ),
        (
            lambda told: told["agencies"]["agencies"][0]["contacts"].pop(0),
            'Agency "Ashmere Children\'s Services", contact point "04632 960001": gone.',
        ),
        (
            lambda told: told["words"].update(early_help="Early support"),
            'words, early help: "Early support" instead of "Early help".',
        ),
        (
            lambda told: told["people"]["people"][0].update(teams=[]),
            'Sample person "Rosa Wendle", teams: "front-door" taken out.',
        ),
        (
            lambda told: told["feeds"]["feeds"][0]["columns"].update({"Ward": {"field": "text", "true_when": []}}),
            'Feed "Children\'s social care cases", columns, Ward: new.',
        ),
    ],
)
def test_a_change_is_one_sentence(change, said):
    after = ashmere()
    change(after)
    assert changes_between(ashmere(), after=after) == (said,)


def test_every_change_is_a_sentence_between_two_whole_areas():
    said = changes_between(CONTENT["ashmere"], after=CONTENT["tarrowdale"])
    assert len(said) > 50
    assert all(line.endswith(".") for line in said)
