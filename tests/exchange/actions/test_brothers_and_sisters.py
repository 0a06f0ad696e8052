"""A question about a child and a brother: what may be told of both, and one of them hidden since."""

from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.exchange.agreeing import kept
from tests.exchange.asking import ASKER, WHY, asked, begun, by_link, clauses, known
from wraparound.access.words import Role
from wraparound.duties.models import Duty
from wraparound.exchange.actions.answering import send_answer
from wraparound.exchange.actions.asking import ask_more, withdraw_ask
from wraparound.exchange.actions.looking_at_questions import look_at_ask, look_at_asked
from wraparound.exchange.models import Answer, Asked, Share
from wraparound.exchange.words import Clause, Effect, Part, ShareDecision
from wraparound.exchange.words.asks import Outcome, Said
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry, Mention

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def codes():
    return begun()


@pytest.fixture
def ask(codes):
    return asked(codes["Hattie"], also=(codes["Hugo"],))


def numbered(code):
    return Person.objects.get(code=code).pk


def hide(code):
    person = Person.objects.get(code=code)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)


def test_what_is_told_is_written_down_about_each(ask, codes):
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    shares = Share.objects.filter(holder__code="child-health", decision=ShareDecision.SHARED)
    assert set(shares.values_list("person__code", flat=True)) == {codes["Hattie"], codes["Hugo"]}
    entry = Entry.objects.get(event="exchange.AnswerGiven")
    assert set(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == {
        numbered(codes["Hattie"]), numbered(codes["Hugo"]),
    }  # fmt: skip


def test_a_part_that_may_not_be_told_of_the_brother_is_told_of_neither(codes):
    worries = {"parts": frozenset({Part.WORRIES}), "holders": frozenset({"child-health"}), "because": WHY}
    worries |= {"begins_on": AT.date(), "persons": frozenset({numbered(codes["Hugo"])})}
    kept(*clauses(), Clause(code="not-of-hugo", effect=Effect.EXCLUDE, **worries), number=2)
    ask = asked(codes["Hattie"], also=(codes["Hugo"],))
    send_answer(ask.ref, said=known(), by=by_link(ask), at=LATER)
    answer = Answer.objects.get()
    assert (answer.knows, answer.worries) == (known().knows, "")
    refused = Share.objects.filter(holder__code="child-health", decision=ShareDecision.REFUSED)
    assert {(one.person.code, tuple(one.parts)) for one in refused} == {
        (codes["Hattie"], ("worries",)), (codes["Hugo"], ("worries",)),
    }  # fmt: skip
    assert all(one.why for one in refused)


def test_a_brother_hidden_since_is_on_no_page_of_the_question(ask, codes):
    hide(codes["Hugo"])
    assert [one.name for one in look_at_ask(ask.ref, by=ASKER, at=LATER).persons] == ["Hattie Alder"]
    assert [one.name for one in look_at_asked(ask.ref, by=by_link(ask), at=LATER).persons] == ["Hattie Alder"]


def test_a_brother_hidden_since_is_told_to_no_further_partner(ask, codes):
    hide(codes["Hugo"])
    ask_more(ask.ref, agencies=["general-hospital"], by=ASKER, at=LATER)
    new = Asked.objects.get(agency__code="general-hospital")
    assert list(new.about.values_list("person__code", flat=True)) == [codes["Hattie"]]


def test_a_question_taken_back_while_a_partner_needs_longer_is_owed_no_more(ask):
    said = Said(
        outcome=Outcome.NEED_LONGER, name="T", until=AT.date() + timedelta(days=14), reason="She is back on Monday"
    )
    send_answer(ask.ref, said=said, by=by_link(ask), at=LATER)
    withdraw_ask(ask.ref, why="The child lives in another area.", by=ASKER, at=LATER)
    assert set(Duty.objects.values_list("standing", flat=True)) == {"withdrawn"}
    assert look_at_asked(ask.ref, by=someone(Role.LEAD, agency="child-health"), at=LATER) is None
