"""What is right to say of a service, every fault at once, what changed, and the code of a new one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.keeping import PLAY
from wraparound.directory.rules import changes, code_for, faults, normal
from wraparound.directory.words import Changed, Known

KNOWN = Known(frozenset({"early-years"}), frozenset({"universal"}))


def test_facts_are_kept_in_one_way_of_writing():
    untidy = replace(
        PLAY, name="  Stay  and play ", postcode="qa11al", address="12 Copper Row ,, Ashmere,",
        about=" One \r\n\n\n\nTwo ", needs=("early_years", "parenting", "parenting"), levels=("universal", "universal"),
    )  # fmt: skip
    assert normal(untidy) == replace(PLAY, about="One\n\nTwo")
    assert normal(normal(untidy)) == normal(untidy)


def test_right_facts_have_no_fault():
    assert faults(normal(PLAY), known=KNOWN) == []


@pytest.mark.parametrize(
    ("said", "field", "right"),
    [
        ({"name": " "}, "name", "Give the name of the service"),
        ({"organisation": ""}, "organisation", "Give the organisation that offers it"),
        ({"name": "x" * 201}, "name", "Use 200 letters at most"),
        ({"about": "x" * 5_001}, "about", "Use 5,000 letters at most"),
        ({"ages_from": -1}, "ages_from", "Give a whole number from 0 to 120"),
        ({"ages_to": 121}, "ages_to", "Give a whole number from 0 to 120"),
        ({"ages_from": 5}, "ages_to", "The oldest age cannot be below the youngest"),
        ({"email": "play@example"}, "email", "Give an e-mail address, such as hello@example.org"),
        ({"web": "javascript:alert(1)"}, "web", "Give a whole address, such as https://example.org/help"),
        ({"phone": "ask"}, "phone", "Give a telephone number, such as 04632 960001"),
        ({"postcode": "QA1"}, "postcode", "Give a whole postcode, such as QA1 1AL"),
        ({"agency": "nobody"}, "agency", "Give the code of an agency of the area, or none"),
        ({"levels": ("tier-9",)}, "levels", "Give codes of the area's levels of need"),
        ({"opens_on": date(2027, 1, 2), "closes_on": date(2027, 1, 1)}, "closes_on", "It cannot close before it opens"),
        ({"wait_weeks": 521}, "wait_weeks", "Give a whole number from 0 to 520"),
    ],
    ids=str,
)
def test_a_fault_says_its_field_and_what_would_be_right(said, field, right):
    (fault,) = faults(normal(replace(PLAY, **said)), known=KNOWN)
    assert (fault.field, fault.right) == (field, right)


def test_every_fault_is_said_at_once():
    wrong = replace(PLAY, name="", postcode="here", needs=("magic",))
    assert [one.field for one in faults(normal(wrong), known=KNOWN)] == ["name", "postcode", "needs"]


def test_what_changed_is_told_field_by_field_in_words():
    after = replace(PLAY, families_may_come=True, places_free=3, needs=("parenting",), opens_on=date(2027, 1, 2))
    assert changes(PLAY, after=after) == [
        Changed("needs", "parenting, early_years", "parenting"),
        Changed("families_may_come", "No", "Yes"),
        Changed("opens_on", "", "2027-01-02"),
        Changed("places_free", "", "3"),
    ]
    assert changes(PLAY, after=PLAY) == []


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Stay & play", (), "stay-play"),
        ("Parents' line", (), "parents-line"),
        ("Stay & play", ("stay-play",), "stay-play-2"),
        ("Stay & play", ("stay-play", "stay-play-2"), "stay-play-3"),
        ("Import", (), "import-2"),
        ("???", (), "service"),
        ("x" * 90, ("x" * 60,), "x" * 58 + "-2"),
    ],
)
def test_a_code_is_the_name_in_small_letters_and_nobody_elses(name, taken, code):
    assert code_for(name, taken=taken) == code


@given(st.text(), st.integers(0, 12))
def test_a_code_always_fits_an_address(name, count):
    taken = set()
    for _ in range(count + 1):
        code = code_for(name, taken=taken)
        assert code not in taken
        assert 0 < len(code) <= 60
        assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        taken.add(code)
