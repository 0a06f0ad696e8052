"""Letters are written with what they tell, say nothing but what is on the list, and are told once."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from wraparound.access.actions import make_link
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.agencies.words import LetterCode
from wraparound.ledger.models import Entry
from wraparound.post.actions import (
    CannotSendAgain,
    CannotWriteLetter,
    send_again,
    withdraw_letters,
    write_letter,
)
from wraparound.post.models import Letter
from wraparound.post.words import LetterState, Recipient

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BY = someone(Role.FRONT_DOOR)
TO = Recipient("desk@health.example.org", "Health desk", "health")
ASKED = {"reference": "Q-7K3M", "due": "2026-09-01T13:00:00+01:00", "asker": "social-care"}


@pytest.fixture(autouse=True)
def agencies():
    Agency.objects.create(code="social-care", name="Children's Services", type="social_care", phone="04632 960001")
    Agency.objects.create(code="health", name="Ashmere Health", type="health")


def question(**said):
    link = make_link(TO.address, agency="health", about="ask:Q-7K3M", ends_at=AT + 24 * HOUR, by=BY, at=AT)
    given = {"to": TO, "facts": ASKED, "about": "ask:Q-7K3M", "link": link.pk} | said
    return write_letter(given.pop("template", LetterCode.QUESTION), **given, by=BY, at=AT)


def test_a_letter_waits_for_its_transaction_and_is_in_the_ledger():
    letter = question()
    assert (letter.state, letter.next_at, letter.tries) == (LetterState.WAITING, AT, 0)
    assert Entry.objects.get(event="post.LetterWritten").facts["address"] == TO.address


def test_what_was_told_once_is_not_told_again():
    assert question(once="ask Q-7K3M of health")
    assert question(once="ask Q-7K3M of health") is None
    assert question() is not None
    assert question() is not None
    assert Letter.objects.count() == 3


@pytest.mark.parametrize(
    "facts",
    [
        {},
        ASKED | {"child": "Ava Tarn"},
        ASKED | {"reference": "Ava Tarn"},
        ASKED | {"reference": "P-7K3M-92QX"},
        ASKED | {"due": "as soon as Ava is home"},
        ASKED | {"due": "2026-09-01T13:00:00"},
        ASKED | {"asker": "Ava Tarn"},
        ASKED | {"asker": "no-such-agency"},
        ASKED | {"asker": None},
    ],
)
def test_a_fact_that_is_not_on_the_list_or_not_of_its_shape_is_refused(facts):
    with pytest.raises(CannotWriteLetter):
        question(facts=facts)
    assert not Letter.objects.exists()


def test_a_letter_with_a_link_needs_one_and_others_carry_none():
    with pytest.raises(CannotWriteLetter, match="needs a link"):
        question(link=None)
    with pytest.raises(CannotWriteLetter, match="carries no link"):
        question(template="question-reminder", link=1)


@pytest.mark.parametrize("address", ["desk", "desk@example.org\nBcc: x@example.org", "desk@exämple.org", ""])
def test_a_letter_goes_to_an_address_for_mail(address):
    with pytest.raises(CannotWriteLetter, match="an address for mail"):
        question(template="question-reminder", link=None, to=Recipient(address, "", "health"))


def test_a_link_goes_to_the_address_for_which_it_was_made_and_to_no_other():
    with pytest.raises(CannotWriteLetter, match="made for another address"):
        question(to=Recipient("another@health.example.org", "", "health"))


def test_letters_that_wait_are_taken_back_and_those_that_went_are_not():
    sent, waits = question(), question()
    Letter.objects.filter(pk=sent.pk).update(state=LetterState.SENT, sent_at=AT)
    assert withdraw_letters("ask:Q-7K3M", by=BY, at=AT) == 1
    assert Letter.objects.get(pk=waits.pk).state == LetterState.WITHDRAWN
    assert Letter.objects.get(pk=sent.pk).state == LetterState.SENT
    assert withdraw_letters("", by=BY, at=AT) == 0


def test_a_letter_that_was_given_up_is_sent_again_under_its_old_number():
    letter = question()
    with pytest.raises(CannotSendAgain):
        send_again(letter.pk, by=someone(Role.GOVERNANCE), at=AT)
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.FAILED, tries=9, why="no such mailbox")
    again = send_again(letter.pk, by=someone(Role.GOVERNANCE), at=AT + HOUR)
    assert (again.state, again.tries, again.next_at, again.why) == (LetterState.WAITING, 0, AT + HOUR, "")
    assert again.message_id == letter.message_id
