"""A resource is read element by element, and what nothing has read is told by where it is."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wraparound.frontdoor.rules.fhir import CannotRead, telling_asked
from wraparound.frontdoor.rules.fhir.reading import Reader

LEAST = {
    "resourceType": "ServiceRequest", "identifier": [{"value": "1"}], "status": "active", "intent": "plan",
    "subject": {"display": "Hattie Alder"}, "reasonCode": [{"text": "She came with a burn on her arm."}],
}  # fmt: skip
KEYS = st.sampled_from(["text", "coding", "reference", "x"])
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=8,
)
NAMES = [
    "identifier", "status", "intent", "priority", "subject", "reasonCode", "note", "contained", "requester", "code",
    "supportingInfo", "text", "occurrencePeriod", "performer", "reasonReference", "category", "anything",
]  # fmt: skip
KEPT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=15)


def asked(**said):
    return telling_asked(LEAST | said, agency="schools", own="https://localhost/fhir")


def test_what_is_needed_is_enough():
    telling = asked()
    assert (telling.story, telling.other, telling.children[0].name) == (
        "She came with a burn on her arm.", "1", "Hattie Alder"
    )  # fmt: skip
    assert asked(priority="routine").wants == ""
    assert asked(occurrenceDateTime="2026-12-01").wants == "Wanted for: 2026-12-01."


def test_what_is_left_unread_is_told_each_by_its_expression():
    reader = Reader()
    part = reader.part({"a": 1, "b": {"c": "x"}, "_d": 2}, at="X")
    assert part.part("b").text("c") == "x"
    with pytest.raises(CannotRead) as refused:
        reader.check()
    assert [one.expression for one in refused.value.issues] == ["X.a", "X.d"]


@given(st.dictionaries(st.sampled_from(NAMES), ANY, max_size=4))
def test_whatever_is_sent_it_is_taken_in_or_refused_by_expressions(said):
    telling = None
    with suppress(CannotRead):
        telling = asked(**said)
    if telling is None:
        with pytest.raises(CannotRead) as refused:
            asked(**said)
        issues = refused.value.issues
        assert issues
        assert all(one.expression.startswith("ServiceRequest") and one.words for one in issues)
    else:
        assert "anything" not in said
        assert telling.children


@given(st.sampled_from(["reasonCode", "note"]), KEPT)
def test_words_are_held_as_they_are(name, words):
    assume(len(words.strip()) >= 15)
    assert words.strip() in asked(**{name: [{"text": words}]}).story
