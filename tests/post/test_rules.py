"""What a letter may say is a closed list of shapes: no name and no sentence passes; every wording says what it must."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT
from wraparound.agencies.words import OF_NODE, SAID, WITH_LINK, LetterCode, LetterFact, LetterWording
from wraparound.post.rules import (
    GIVEN_UP_AFTER,
    due_in_words,
    next_try,
    told,
    usual_wordings,
    wanting_of_facts,
    wording_of,
    written_out,
)
from wraparound.post.rules.wording import PLACE

KNOWN = {"social-care": "Children's Services", "health": "Ashmere Health"}
RIGHT = {
    LetterFact.REFERENCE: "Q-7K3M",
    LetterFact.DUE: "2026-12-03T17:00:00+00:00",
    LetterFact.ASKER: "social-care",
    LetterFact.AGENCY: "health",
    **dict.fromkeys((LetterFact.NUMBER, LetterFact.LATE, LetterFact.TODAY, LetterFact.SOON, LetterFact.AWAITED), "7"),
}
NAMES = ["Ava", "Ava Tarn", "AVA", "ava-tarn", "P-7K3M-92QX", "9434765919", "A123456789012", "2 May 2014",
         "QA1 4QN", "his father is at the gate", "Q-7K3M Ava", "Q-ava", "3 December", "07700 900123"]  # fmt: skip


def facts_of(template):
    return {str(fact): RIGHT[fact] for fact in SAID[template]}


@pytest.mark.parametrize("template", LetterCode)
def test_what_is_of_its_shape_can_be_said(template):
    assert wanting_of_facts(facts_of(template), template=template, known=KNOWN) == ""


@pytest.mark.parametrize("template", LetterCode)
def test_what_is_not_on_the_list_or_missing_is_refused(template):
    facts = facts_of(template)
    assert wanting_of_facts(facts | {"child": "7"}, template=template, known=KNOWN)
    for name in facts:
        assert wanting_of_facts({k: v for k, v in facts.items() if k != name}, template=template, known=KNOWN)


@pytest.mark.parametrize("template", LetterCode)
@pytest.mark.parametrize("words", NAMES)
def test_no_name_number_or_sentence_can_stand_in_any_fact(template, words):
    for name, value in facts_of(template).items():
        assert value != words
        assert wanting_of_facts(facts_of(template) | {name: words}, template=template, known=KNOWN), (name, words)


@given(template=st.sampled_from(LetterCode), text=st.text(), data=st.data())
def test_no_free_text_gets_into_a_letter(template, text, data):
    """Whatever is said passes only as a reference, a moment, a known agency's code or a count of few digits."""
    name = data.draw(st.sampled_from(sorted(facts_of(template))))
    facts = facts_of(template) | {name: text}
    if wanting_of_facts(facts, template=template, known=KNOWN) == "":
        said = told(facts, names=KNOWN)[name]
        closed = text in KNOWN or text.isdecimal() or text.startswith("Q-") or "-" in text
        assert closed
        assert not any(word.isalpha() and word.islower() for word in text.split())
        assert said in KNOWN.values() or said == text or said == due_in_words(text)


@given(words=st.lists(st.from_regex(r"[A-Za-z][a-z']{1,12}", fullmatch=True), min_size=1, max_size=4), data=st.data())
def test_no_childs_name_gets_into_a_letter(words, data):
    template = data.draw(st.sampled_from(LetterCode))
    facts = facts_of(template)
    name = data.draw(st.sampled_from(sorted(facts)))
    joined = data.draw(st.sampled_from([" ", "-", "", "."])).join(words)
    if joined not in KNOWN:
        assert wanting_of_facts(facts | {name: joined}, template=template, known=KNOWN)


@pytest.mark.parametrize("template", LetterCode)
def test_every_letter_is_worded_and_says_all_that_it_is_told(template):
    wording = usual_wordings()[template]
    said = set(PLACE.findall(" ".join((wording.subject, *wording.text))))
    allowed = {str(fact) for fact in (*SAID[template], *OF_NODE)}
    assert {str(fact) for fact in SAID[template]} <= said <= allowed
    assert ("link" in said) == (template in WITH_LINK)
    assert LetterFact.LINK not in PLACE.findall(wording.subject)
    assert ("phone" not in said) or (LetterFact.ASKER in SAID[template])
    given = told(facts_of(template), names=KNOWN) | {"link": "L", "service": "S", "area": "A", "phone": "P"}
    subject, text = written_out(wording, said=given)
    assert "{" not in subject + text
    assert "\n" not in subject


def test_an_area_words_a_letter_itself():
    own = [LetterWording(code=LetterCode.DIGEST, subject="Today {today}", text=("{late} {soon} {awaited}",))]
    assert wording_of("digest", own=own) is own[0]
    assert wording_of("question", own=own) is usual_wordings()["question"]


@pytest.mark.parametrize(
    ("due", "words"),
    [("2026-12-03T17:00:00+00:00", "Thursday 3 December at 5:00pm"),
     ("2026-07-03T11:05:00+00:00", "Friday 3 July at 12:05pm"),
     ("2026-07-02T23:30:00+00:00", "Friday 3 July at 12:30am"), ("2026-12-03", "Thursday 3 December")],
)  # fmt: skip
def test_when_something_is_due_is_said_by_the_clock_in_england(due, words):
    assert due_in_words(due) == words


@given(st.integers(min_value=1, max_value=50))
def test_a_letter_is_tried_later_each_time_and_never_after_two_days(tries):
    again = next_try(tries, written_at=AT, at=AT)
    following = next_try(tries + 1, written_at=AT, at=AT)
    assert AT < again <= following
    assert next_try(tries, written_at=AT, at=AT + GIVEN_UP_AFTER) is None
    assert next_try(tries, written_at=AT, at=AT + GIVEN_UP_AFTER - timedelta(hours=5)) is not None
