"""Answering: saved as it is written, sent once it says enough, told part by part as agreed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import ASKER, DECIDER, NURSE, asked, begun, by_link, known
from wraparound.access.words import Role
from wraparound.duties.models import Duty
from wraparound.exchange.actions.answering import CannotAnswer, save_answer, send_answer
from wraparound.exchange.actions.asking import withdraw_ask
from wraparound.exchange.actions.looking_at_questions import look_at_ask, look_at_asked
from wraparound.exchange.models import Answer, Asked, Share
from wraparound.exchange.rules.answers import ends_of_day
from wraparound.exchange.words import ShareDecision
from wraparound.exchange.words.asks import Outcome, Said, Standing, Withheld
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry
from wraparound.post.models import Letter

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def ask():
    return asked(begun()["Hattie"])


def standing(ask, *, agency="child-health", at=LATER):
    page = look_at_ask(ask.ref, by=ASKER, at=at)
    return next(one.standing for one in page.partners if one.asked.agency.code == agency)


def test_what_is_saved_is_not_seen_by_those_who_asked(ask):
    save_answer(ask.ref, said=known(), by=by_link(ask), at=AT)
    page = look_at_ask(ask.ref, by=ASKER, at=LATER)
    assert not any(one.answers for one in page.partners)
    assert standing(ask) is Standing.WAITING
    assert look_at_asked(ask.ref, by=by_link(ask), at=LATER).draft.knows.startswith("We weigh her")


def test_an_answer_meets_the_duty_and_tells_the_asker_without_a_word_of_it(ask):
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    assert standing(ask) is None
    duty = Duty.objects.get(agency="child-health")
    assert (duty.standing, duty.how) == ("answered", "done")
    page = look_at_ask(ask.ref, by=ASKER, at=LATER)
    (answer,) = next(one.answers for one in page.partners if one.answers)
    assert answer.answer.worries == "Missed the last two appointments."


def test_the_asker_gets_a_letter_that_an_answer_came():
    from wraparound.access.queries import account_called

    ask = asked(begun()["Hattie"])
    rosa = account_called("rosa.wendle")
    type(ask).objects.filter(pk=ask.pk).update(asked_by=rosa.username)
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    letter = Letter.objects.get(template="answer-came")
    assert letter.address == rosa.email
    assert letter.facts == {"reference": ask.ref, "agency": "child-health"}


@pytest.mark.parametrize(
    ("said", "wants"),
    [
        (Said(name="Tomasz"), {"outcome"}),
        (known(knows="", worries="", strengths=""), {"knows"}),
        (known(knows="Known", worries=""), {"knows"}),
        (known(contact=""), {"contact"}),
        (known(considered=False), {"considered"}),
        (known(name=" "), {"name"}),
        (known(sealed="He was seen at the house.", wording=""), {"wording"}),
        (Said(outcome=Outcome.NOTHING_FOUND, name="T"), {"reason"}),
        (Said(outcome=Outcome.NOT_COVERED, name="T", reason="no"), {"reason"}),
        (Said(outcome=Outcome.NEED_LONGER, name="T"), {"until", "reason"}),
        (Said(outcome=Outcome.MAY_NOT_SAY, name="T"), {"withheld", "reason"}),
    ],
)
def test_an_answer_that_says_too_little_is_not_sent_and_says_what_it_wants(ask, said, wants):
    with pytest.raises(CannotAnswer) as refused:
        send_answer(ask.ref, said=said, by=by_link(ask), at=LATER)
    assert set(refused.value.wants) == wants
    assert standing(ask) is Standing.WAITING


@pytest.mark.parametrize(
    ("said", "how"),
    [
        (Said(outcome=Outcome.NOTHING_FOUND, name="T", reason="Both registers and the old paper files"), "done"),
        (Said(outcome=Outcome.NOT_COVERED, name="T", reason="We see grown-ups alone, from 18 years on"), "nothing"),
        (
            Said(outcome=Outcome.MAY_NOT_SAY, name="T", withheld=Withheld.LAW, reason="A court has sealed the papers"),
            "refused",
        ),
    ],
)
def test_nothing_found_not_covered_and_may_not_say_are_three_answers(ask, said, how):
    send_answer(ask.ref, said=said, by=by_link(ask), at=LATER)
    asked_now = Asked.objects.get(ask=ask, agency__code="child-health")
    assert asked_now.outcome == said.outcome
    assert Duty.objects.get(agency="child-health").how == how


def test_needing_longer_gives_the_duty_longer_and_is_no_answer(ask):
    until = date(2026, 9, 14)
    said = Said(outcome=Outcome.NEED_LONGER, name="T", until=until, reason="The health visitor is back on Monday")
    send_answer(ask.ref, said=said, by=by_link(ask), at=LATER)
    assert standing(ask) is Standing.LONGER
    duty = Duty.objects.get(agency="child-health")
    assert duty.standing == "open"
    assert duty.due_at == ends_of_day(until)
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    assert standing(ask) is None


def test_a_part_that_no_agreement_lets_be_told_is_left_out_and_written_down(ask):
    said = known(knows="She comes on most days, and is collected late.", worries="She is hungry in the morning.")
    send_answer(ask.ref, said=said, by=by_link(ask, agency="schools"), at=LATER)
    answer = Answer.objects.get(asked__agency__code="schools")
    assert (answer.knows, answer.worries) == (said.knows, "")
    told = Share.objects.get(holder__code="schools", decision=ShareDecision.SHARED)
    kept = Share.objects.get(holder__code="schools", decision=ShareDecision.REFUSED)
    assert set(told.parts) == {"known", "knows", "since", "contact"}
    assert set(kept.parts) == {"worries", "intelligence"}
    assert kept.why


def test_a_refusal_for_detriment_is_written_down_with_what_was_weighed(ask):
    why = "He reads her post, and would know who told"
    said = Said(outcome=Outcome.MAY_NOT_SAY, name="T", withheld=Withheld.DETRIMENT, reason=why)
    send_answer(ask.ref, said=said, by=by_link(ask), at=LATER)
    share = Share.objects.get(holder__code="child-health")
    assert (share.decision, share.detriment, share.detriment_words) == ("refused", "more", why)


def test_what_is_sealed_is_read_by_the_decider_alone_and_lies_encrypted(ask):
    said = known(sealed="A man with a record of violence stays there.", wording="There is a risk in the home.")
    send_answer(ask.ref, said=said, by=by_link(ask), at=LATER)
    assert "violence" not in Answer.objects.get().sealed
    for by, sealed in ((DECIDER, said.sealed), (ASKER, "")):
        page = look_at_ask(ask.ref, by=by, at=LATER)
        (shown,) = next(one.answers for one in page.partners if one.answers)
        assert (shown.sealed, shown.wording) == (sealed, said.wording)
    other = look_at_ask(ask.ref, by=replace(DECIDER, username="another"), at=LATER)
    assert not other.reads_sealed


def test_a_colleague_goes_on_with_a_draft_and_neither_reads_nor_loses_what_is_sealed(ask):
    said = known(sealed="A man with a record of violence stays there.", wording="There is a risk in the home.")
    save_answer(ask.ref, said=said, by=by_link(ask), at=AT)
    assert look_at_asked(ask.ref, by=NURSE, at=LATER).sealed == ""
    save_answer(ask.ref, said=known(), by=NURSE, at=LATER)
    assert look_at_asked(ask.ref, by=NURSE, at=LATER).sealed == "", "to write on is not to have sealed it"
    assert look_at_asked(ask.ref, by=by_link(ask), at=LATER).sealed == said.sealed
    with pytest.raises(CannotAnswer) as refused:
        send_answer(ask.ref, said=known(), by=NURSE, at=LATER)
    assert set(refused.value.wants) == {"wording"}
    send_answer(ask.ref, said=known(wording="There is a risk in the home."), by=NURSE, at=LATER)
    page = look_at_ask(ask.ref, by=DECIDER, at=LATER)
    (shown,) = next(one.answers for one in page.partners if one.answers)
    assert shown.sealed == said.sealed


def test_what_is_sealed_does_not_go_with_an_answer_that_knows_nothing(ask):
    save_answer(ask.ref, said=known(sealed="A man stays there.", wording="A risk."), by=by_link(ask), at=AT)
    said = Said(outcome=Outcome.NOTHING_FOUND, name="T", reason="Both registers and the old paper files")
    answer = send_answer(ask.ref, said=said, by=NURSE, at=LATER)
    assert (answer.sealed, answer.wording) == ("", "")


def test_saving_as_one_types_is_told_once(ask):
    for _ in range(3):
        save_answer(ask.ref, said=known(), by=by_link(ask), at=AT)
    assert Entry.objects.filter(event="exchange.AnswerSaved").count() == 1
    save_answer(ask.ref, said=known(), by=NURSE, at=AT)
    assert Entry.objects.filter(event="exchange.AnswerSaved").count() == 2


def test_more_can_be_added_and_nothing_sent_is_changed(ask):
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    send_answer(ask.ref, said=known(knows="Her mother rang: they are well."), by=by_link(ask), at=LATER)
    page = look_at_ask(ask.ref, by=ASKER, at=LATER)
    answers = next(one.answers for one in page.partners if one.answers)
    assert [one.answer.knows for one in answers] == [
        "We weigh her every month; she is well.",
        "Her mother rang: they are well.",
    ]


def test_nobody_answers_for_another_agency_or_what_was_taken_back(ask):
    with pytest.raises(CannotAnswer):
        send_answer(ask.ref, said=known(), by=someone(Role.PROFESSIONAL, agency="police"), at=LATER)
    with pytest.raises(CannotAnswer):
        send_answer(ask.ref, said=known(), by=replace(by_link(ask), agency="schools"), at=LATER)
    withdraw_ask(ask.ref, why="The child lives in another area.", by=ASKER, at=LATER)
    with pytest.raises(CannotAnswer):
        send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)


def test_a_child_hidden_since_is_gone_from_both_ends(ask):
    person = Person.objects.get(pk=ask.person_id)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)
    assert look_at_ask(ask.ref, by=ASKER, at=LATER) is None
    assert look_at_asked(ask.ref, by=by_link(ask), at=LATER) is None
    assert look_at_asked(ask.ref, by=NURSE, at=LATER) is None
    with pytest.raises(CannotAnswer):
        send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)


def test_the_whole_of_it_is_one_trail_in_the_ledger(ask):
    save_answer(ask.ref, said=known(), by=by_link(ask), at=AT)
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    told = Entry.objects.filter(facts__ref=ask.ref).order_by("pk").values_list("event", "agency")
    assert list(told) == [
        ("exchange.PartnersAsked", "social-care"),
        ("exchange.AnswerSaved", "child-health"),
        ("exchange.AnswerGiven", "child-health"),
    ]
