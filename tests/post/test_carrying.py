"""What is due is sent once: whatever fails, nothing is lost, and nothing is sent that need not be."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.acting import AT, someone
from tests.post.servers import (
    BY,
    carried_by,
    free_port,
    mail_server,
    question,
    reminder,
    served_by,
    two_agencies,
)
from wraparound.access.actions import withdraw_link
from wraparound.access.models import Link
from wraparound.access.queries import link_shown
from wraparound.ledger.models import Entry
from wraparound.post.actions import carry, let_go, mark_sent, take_due
from wraparound.post.adapters import Server
from wraparound.post.models import Letter
from wraparound.post.ports import CannotReach
from wraparound.post.rules import GIVEN_UP_AFTER, LEASE, OUTAGE
from wraparound.post.words import LetterState

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,  # a mail server of our own, on this machine
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
]
MINUTE = timedelta(minutes=1)
NODE = someone()


@pytest.fixture(autouse=True)
def agencies(db):
    two_agencies()


def send(at=AT, worker="a:1"):
    return carry(worker=worker, by=NODE, at=at)


def states():
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_due_is_sent_once_with_a_link_that_opens(tmp_path):
    question()
    reminder()
    with mail_server() as (mailbox, server), carried_by(served_by(server), tmp_path) as notes:
        assert send() == 2
        assert send() == 0
    first, second = mailbox.letters
    begins = "Children's Services asks what you know: answer by Tuesday 1 September at 1:00pm"
    assert first["Subject"] == f"{begins} (Q-7K3M)"
    token = first.get_content().partition("/link/")[2].split()[0]
    assert link_shown(token) == Link.objects.get()
    assert "04632 960001" in second.get_content()
    assert states() == [LetterState.SENT] * 2
    assert notes.noted() == []
    assert Entry.objects.filter(event="post.LetterSent").count() == 2


def test_the_database_holds_nothing_that_opens_the_link(tmp_path):
    question()
    with mail_server() as (mailbox, server), carried_by(served_by(server), tmp_path):
        send()
    token = mailbox.letters[0].get_content().partition("/link/")[2].split()[0]
    rows = (*Link.objects.values(), *Letter.objects.values(), *Entry.objects.values())
    assert not any(token in str(row) for row in rows)


def test_a_letter_whose_link_was_taken_back_goes_nowhere(tmp_path):
    letter = question()
    withdraw_link(letter.link, by=BY, at=AT)
    with mail_server() as (mailbox, server), carried_by(served_by(server), tmp_path):
        assert send() == 0
    assert not mailbox.letters
    assert states() == [LetterState.WITHDRAWN]


def test_an_outage_is_no_letters_fault(tmp_path):
    question()
    with carried_by(served_by(Server("127.0.0.1", free_port())), tmp_path), pytest.raises(CannotReach):
        send()
    letter = Letter.objects.get()
    assert (letter.state, letter.tries, letter.next_at) == (LetterState.WAITING, 0, AT + OUTAGE)
    assert "127.0.0.1" in letter.why
    with mail_server() as (mailbox, server), carried_by(served_by(server), tmp_path):
        assert send(at=AT) == 0
        assert send(at=AT + OUTAGE) == 1
    assert len(mailbox.letters) == 1


def test_one_that_is_refused_for_good_is_given_up_and_holds_no_other_up(tmp_path):
    refused = question()
    reminder()
    with mail_server() as (mailbox, server), carried_by(served_by(server), tmp_path):
        Letter.objects.filter(pk=refused.pk).update(address="gone@health.example.org")
        mailbox.answers["gone@health.example.org"] = "550 no such mailbox"
        assert send() == 1
    assert states() == [LetterState.FAILED, LetterState.SENT]
    assert "550 no such mailbox" in Letter.objects.get(pk=refused.pk).why
    assert Entry.objects.filter(event="post.LetterFailed").count() == 1


def test_one_that_is_refused_for_now_is_tried_again_for_two_days_and_then_given_up(tmp_path):
    question()
    at, tried = AT, []
    with mail_server() as (mailbox, server), carried_by(served_by(server), tmp_path):
        mailbox.answers["desk@health.example.org"] = "451 come again"
        while Letter.objects.get().state == LetterState.WAITING:
            send(at=at)
            tried.append(at - AT)
            at = Letter.objects.get().next_at
    assert tried[:5] == [0 * MINUTE, 1 * MINUTE, 6 * MINUTE, 21 * MINUTE, 81 * MINUTE]
    assert all(later - sooner == 240 * MINUTE for sooner, later in pairwise(tried[4:]))
    assert GIVEN_UP_AFTER - 240 * MINUTE < tried[-1] <= GIVEN_UP_AFTER
    assert states() == [LetterState.FAILED]


def test_what_one_worker_sends_no_other_takes_until_it_was_not_heard_of_for_long():
    question()
    assert len(take_due("a:1", most=10, by=NODE, at=AT)) == 1
    assert take_due("b:2", most=10, by=NODE, at=AT + LEASE - MINUTE) == []
    assert len(take_due("b:2", most=10, by=NODE, at=AT + LEASE)) == 1


def test_what_a_dead_worker_held_is_free_at_once():
    question()
    take_due("a:1", most=10, by=NODE, at=AT)
    assert let_go("a:1", by=NODE, at=AT) == 1
    assert len(take_due("b:2", most=10, by=NODE, at=AT)) == 1


def test_a_letter_that_was_taken_and_noted_by_one_who_died_is_not_sent_again(tmp_path):
    letter = question()
    with mail_server() as (mailbox, server), carried_by(served_by(server), tmp_path) as notes:
        take_due("a:1", most=10, by=NODE, at=AT)
        notes.note(letter.message_id)  # and here it died
        let_go("a:1", by=NODE, at=AT)
        assert send() == 0
        assert notes.noted() == []
    assert not mailbox.letters
    assert states() == [LetterState.SENT]


def test_what_is_marked_twice_was_sent_once():
    letter = question()
    assert mark_sent([letter.message_id], by=NODE, at=AT) == 1
    assert mark_sent([letter.message_id], by=NODE, at=AT + MINUTE) == 0
    assert Letter.objects.get().sent_at == AT


def test_without_a_mail_server_letters_wait(tmp_path):
    question()
    with carried_by(None, tmp_path):
        assert send() == 0
    assert states() == [LetterState.WAITING]
