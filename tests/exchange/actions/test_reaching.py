"""Reaching partners: letters that fail, links sent anew, and whoever is hidden in the meantime."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import ASKER, asked, begun, by_link, known
from wraparound.access.models import Link
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.exchange.actions.answering import send_answer
from wraparound.exchange.actions.looking_at_questions import look_at_ask
from wraparound.exchange.actions.reaching import CannotReach, note_letter_sent, send_link_again
from wraparound.exchange.models import Asked
from wraparound.exchange.words.asks import Standing
from wraparound.identity.actions import set_shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.actions import write_down
from wraparound.post.events import LetterFailed, LetterSent
from wraparound.post.models import Letter
from wraparound.post.words import LetterState

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
NODE = someone(Role.ANALYST)


@pytest.fixture
def ask():
    return asked(begun()["Hattie"])


def standing(ask, *, agency="child-health", at=LATER):
    page = look_at_ask(ask.ref, by=ASKER, at=at)
    return next(one.standing for one in page.partners if one.asked.agency.code == agency)


def failed(ask, *, template="question"):
    letter = Letter.objects.get(template="question", agency="child-health")
    told = LetterFailed(letter.pk, "550 no such mailbox", template, "child-health", f"ask:{ask.ref}")
    write_down(told, by=NODE, at=LATER)


def test_a_letter_that_was_refused_is_no_silence(ask):
    failed(ask)
    assert standing(ask) is Standing.UNREACHED
    assert standing(ask, at=AT + timedelta(days=30)) is Standing.UNREACHED
    assert "550 no such mailbox" in Asked.objects.get(agency__code="child-health").unreached_why
    assert standing(ask, agency="schools") is Standing.WAITING


def test_a_reminder_that_was_refused_says_nothing_of_the_question(ask):
    failed(ask, template="question-reminder")
    assert standing(ask) is Standing.WAITING


def test_a_letter_that_goes_after_all_has_the_question_wait(ask):
    failed(ask)
    address = Asked.objects.get(agency__code="child-health").address
    write_down(LetterSent(1, address, f"ask:{ask.ref}"), by=NODE, at=LATER)
    assert standing(ask) is Standing.WAITING
    note_letter_sent("duty:7", address=address, by=NODE, at=LATER)


def test_an_answer_after_a_letter_that_failed_is_an_answer(ask):
    failed(ask)
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    assert standing(ask) is None


def test_those_who_ask_can_have_a_new_link_sent_and_the_old_one_opens_nothing(ask):
    old = by_link(ask).link
    send_link_again(ask.ref, agency="child-health", by=ASKER, at=LATER)
    assert Link.objects.get(pk=old).withdrawn_at == LATER
    assert by_link(ask).link != old
    assert Letter.objects.filter(template="question-again", agency="child-health").count() == 1


def test_nobody_else_sends_links(ask):
    with pytest.raises(MayNotDo):
        send_link_again(ask.ref, agency="child-health", by=someone(Role.PROFESSIONAL), at=LATER)
    with pytest.raises(CannotReach):
        send_link_again(ask.ref, agency="child-health", by=someone(Role.LEAD, agency="police"), at=LATER)
    with pytest.raises(CannotReach):
        send_link_again(ask.ref, agency="housing", by=ASKER, at=LATER)


def test_whoever_is_hidden_has_their_links_and_unsent_letters_taken_back(ask):
    keeper = someone(Role.GOVERNANCE)
    keeper = type(keeper)(keeper.username, keeper.agency, keeper.name, keeper.roles, signed_in_at=LATER)
    set_shield(ask.person.code, kind=ShieldKind.REFUGE, reason="She is in a refuge now", by=keeper, at=LATER)
    assert not Link.objects.filter(withdrawn_at__isnull=True).exists()
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.WITHDRAWN}
