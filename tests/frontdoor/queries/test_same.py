"""A second contact about the same is proposed to be joined, and asked of whoever tells it; others stay untold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.deciding import decided
from tests.frontdoor.telling import STORY, TEACHER, WORKER, schools_know, telling, told
from tests.sample_area import signed_in
from tests.teams.working import shielded
from wraparound.frontdoor.actions.handling import CannotHandle, join, keep_apart
from wraparound.frontdoor.actions.looking import look_at_board, look_at_contact
from wraparound.frontdoor.actions.steps import NoSuchContact
from wraparound.frontdoor.models import Contact, ContactDraft, ContactStep
from wraparound.frontdoor.queries.narrowing import BoardAsked
from wraparound.frontdoor.queries.same import told_before
from wraparound.frontdoor.words import Channel
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
KEY = "0" * 31 + "7"


@pytest.fixture
def code():
    return schools_know(begun())


def same(contact, *, by=WORKER):
    return [one.ref for one in look_at_contact(contact.ref, by=by, at=AT).same]


def on_the_board():
    shown = look_at_board(BoardAsked(), by=WORKER, at=AT)
    return {card.contact.ref: [one.ref for one in card.same] for column in shown.columns for card in column.cards}


def two(code):
    """Have the school and a neighbour tell of one child on two days."""
    first = told(by=TEACHER, children=(ChildTold(code=code),))
    return first, told(channel=Channel.PHONE, by=WORKER, at=AT + timedelta(days=1), children=(ChildTold(code=code),))


def test_each_of_two_about_one_child_names_the_other_on_its_page_and_on_the_board(code):
    first, second = two(code)
    assert (same(first), same(second)) == ([second.ref], [first.ref])
    assert on_the_board() == {first.ref: [second.ref], second.ref: [first.ref]}


def test_once_they_are_joined_or_said_to_be_two_it_is_not_proposed_again(code):
    first, second = two(code)
    for _ in range(2):
        keep_apart(second.ref, other=first.ref, by=WORKER, at=AT)
    assert (same(first), same(second)) == ([], [])
    assert on_the_board() == {first.ref: [], second.ref: []}
    assert list(ContactStep.objects.filter(did="apart").values_list("words", flat=True)) == [first.ref, second.ref]
    assert Entry.objects.filter(event="frontdoor.ContactsKeptApart").count() == 1
    join(second.ref, other=first.ref, by=WORKER, at=AT)
    assert (same(first), same(second)) == ([], [])


def test_what_is_decided_is_not_joined_but_a_new_one_may_be_joined_to_it(code):
    first, second = two(code)
    decided(first)
    assert (same(first), same(second)) == ([], [first.ref])


def test_nobody_says_two_apart_who_may_not_decide_or_of_what_is_not_there(code):
    first, second = two(code)
    with pytest.raises(NoSuchContact):
        keep_apart(first.ref, other=second.ref, by=TEACHER, at=AT)
    for other in (first.ref, "C-0000-0000", ""):
        with pytest.raises(CannotHandle):
            keep_apart(first.ref, other=other, by=WORKER, at=AT)


def test_of_a_hidden_child_nothing_is_proposed_to_those_who_may_not_see_them(code):
    first = told(by=TEACHER, children=(ChildTold(code=code, name="Hattie Alder"),))
    second = told(children=(ChildTold(name="Hattie Alder"),))
    assert same(second) == [first.ref]
    shielded(Person.objects.get(code=code).pk)
    assert same(second) == []


def test_whoever_tells_again_of_a_child_is_asked_of_their_own_alone(code):
    first = told(by=TEACHER, children=(ChildTold(code=code),))
    told(channel=Channel.PHONE, by=WORKER, children=(ChildTold(code=code),))
    again = telling(children=(ChildTold(code=code), ChildTold(name="Her brother")))
    assert [one.ref for one in told_before(again, by=TEACHER, at=AT)] == [first.ref]
    assert told_before(again, by=WORKER, at=AT) == []
    assert told_before(again, by=TEACHER, at=AT + timedelta(days=15)) == []
    assert told_before(telling(), by=TEACHER, at=AT) == []


def sent(teacher, code, **said):
    said = {"key": KEY, "story": STORY, "child-0-who": "Hattie Alder", "child-0-code": code, "do": "send"} | said
    return teacher.post("/tell", {"children": "1", **said})


def test_a_teacher_who_tells_again_is_asked_and_adds_it_to_what_they_told(code):
    teacher = signed_in("beth.marlowick")
    sent(teacher, code, key="0" * 32)
    first = Contact.objects.get()
    page = sent(teacher, code, story="She came hungry again,\nand cried.", wants="A visit").content.decode()
    assert f"Add it to {first.ref}" in page
    assert STORY[:40] in page
    assert Contact.objects.count() == 1
    assert ContactDraft.objects.get().said["story"].startswith("She came hungry")
    for _ in range(2):
        added = sent(teacher, code, story="She came hungry again,\nand cried.", wants="A visit", do=f"add-{first.ref}")
        assert added.url == f"/told/{first.ref}"
    words = "She came hungry again,\nand cried.\nWhat they would like: A visit"
    assert ContactStep.objects.get(did="added").words == words
    assert not ContactDraft.objects.exists()


def test_a_teacher_says_that_it_is_something_new_and_it_is_sent(code):
    teacher = signed_in("beth.marlowick")
    sent(teacher, code, key="0" * 32)
    assert "It is something new" in sent(teacher, code).content.decode()
    assert sent(teacher, code, do="new").status_code == 302
    assert Contact.objects.count() == 2


def test_nobody_adds_to_what_another_told_by_typing_its_reference_and_nothing_is_sent_unasked(code):
    other = told(channel=Channel.PHONE, by=WORKER, at=timezone.now(), children=(ChildTold(code=code),))
    page = sent(signed_in("beth.marlowick"), code, do=f"add-{other.ref}").content.decode()
    assert f"Nothing can be added to {other.ref} any more" in page
    assert page.count(STORY) == 1, "what they typed, and not what the other told"
    assert not ContactStep.objects.filter(did="added").exists()
    assert Contact.objects.count() == 1
    assert ContactDraft.objects.get().said["story"] == STORY


def test_a_name_written_otherwise_is_found_and_so_is_the_same_day_told_long_after():
    begun()
    first = told(children=(ChildTold(name="Zoë  O’Quince"),), happened_on=AT.date())
    late = told(children=(ChildTold(name="ZOË OQUINCE"),), happened_on=AT.date(), at=AT + timedelta(days=60))
    assert (same(first), same(late)) == ([late.ref], [first.ref])
    assert on_the_board() == {first.ref: [late.ref], late.ref: [first.ref]}
