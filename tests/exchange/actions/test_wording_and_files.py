"""Other words for what is sealed, and files beside an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT
from tests.exchange.asking import ASKER, DECIDER, NURSE, asked, begun, by_link, known
from wraparound.access.policies import MayNotDo
from wraparound.exchange.actions.answering import CannotAnswer, send_answer
from wraparound.exchange.actions.attaching import attach, look_at_file, take_away
from wraparound.exchange.actions.looking_at_questions import look_at_ask
from wraparound.exchange.actions.wording import CannotPropose, MayNotReadSealed, decide_wording, propose_wording
from wraparound.exchange.models import Answer, Attachment
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
SEALED = {"sealed": "A man with a record of violence stays there.", "wording": "There is a risk in the home."}
OTHER = "A grown-up in the home is a risk."


@pytest.fixture
def ask(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return asked(begun()["Hattie"])


@pytest.fixture
def answer(ask):
    return send_answer(ask.ref, said=known(**SEALED), by=by_link(ask), at=LATER)


def shown(ask, *, by=ASKER):
    page = look_at_ask(ask.ref, by=by, at=LATER)
    return next(one.answers[0] for one in page.partners if one.answers)


def test_other_words_go_on_only_once_the_partner_agrees(ask, answer):
    wording = propose_wording(ask.ref, answer=answer.pk, words=OTHER, by=DECIDER, at=LATER)
    assert shown(ask).wording == SEALED["wording"]
    decide_wording(ask.ref, wording=wording.pk, agreed=True, by=by_link(ask), at=LATER)
    assert shown(ask).wording == OTHER
    with pytest.raises(CannotAnswer):
        decide_wording(ask.ref, wording=wording.pk, agreed=False, by=by_link(ask), at=LATER)


def test_where_the_partner_does_not_agree_its_own_words_stand(ask, answer):
    wording = propose_wording(ask.ref, answer=answer.pk, words=OTHER, by=DECIDER, at=LATER)
    decide_wording(ask.ref, wording=wording.pk, agreed=False, by=NURSE, at=LATER)
    assert shown(ask).wording == SEALED["wording"]


def test_only_the_decider_asks_for_other_words_and_once_at_a_time(ask, answer):
    for by, refusal in ((ASKER, MayNotDo), (replace(DECIDER, username="another"), MayNotReadSealed)):
        with pytest.raises(refusal):
            propose_wording(ask.ref, answer=answer.pk, words=OTHER, by=by, at=LATER)
    propose_wording(ask.ref, answer=answer.pk, words=OTHER, by=DECIDER, at=LATER)
    with pytest.raises(CannotPropose):
        propose_wording(ask.ref, answer=answer.pk, words=OTHER, by=DECIDER, at=LATER)


def test_a_file_lies_sealed_and_is_read_by_those_who_asked_once_it_is_sent(ask, tmp_path):
    file = attach(ask.ref, name="../weights.txt", content=b"3.1, 3.4, 3.6 kg", by=by_link(ask), at=LATER)
    assert file.name == "weights.txt"
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert b"3.4" not in kept.read_bytes()
    assert look_at_file(ask.ref, file=file.pk, by=ASKER, at=LATER) is None
    assert look_at_file(ask.ref, file=file.pk, by=NURSE, at=LATER)[1] == b"3.1, 3.4, 3.6 kg"
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    assert look_at_file(ask.ref, file=file.pk, by=ASKER, at=LATER)[1] == b"3.1, 3.4, 3.6 kg"
    assert look_at_file(ask.ref, file=file.pk, by=by_link(ask, agency="schools"), at=LATER) is None
    assert Entry.objects.filter(event="ledger.LookedAt", facts__what__startswith="a file of question").count() == 2


def test_a_file_taken_away_does_not_go_with_the_answer(ask):
    file = attach(ask.ref, name="weights.txt", content=b"3.1 kg", by=by_link(ask), at=LATER)
    take_away(ask.ref, file=file.pk, by=by_link(ask), at=LATER)
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    assert not shown(ask).files
    with pytest.raises(CannotAnswer):
        take_away(ask.ref, file=file.pk, by=by_link(ask), at=LATER)


def test_a_file_that_cannot_be_sent_says_what_would_be_right_and_leaves_nothing(ask, tmp_path):
    with pytest.raises(CannotAnswer, match="only PDF, Word"):
        attach(ask.ref, name="x.pdf", content=b"MZ\x90\x00", by=by_link(ask), at=LATER)
    assert not Attachment.objects.exists()
    assert not Answer.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
