"""Asking partners: what each gets, and what those get who may not know."""

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import ASKER, asked, asking, begun
from wraparound.access.models import Link
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.duties.models import Duty
from wraparound.exchange.actions.asking import CannotAsk, ask_more, ask_partners, withdraw_ask
from wraparound.exchange.models import Asked, Share
from wraparound.exchange.words import ShareDecision
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry, Mention
from wraparound.post.models import Letter
from wraparound.post.words import LetterState

pytestmark = pytest.mark.django_db


def test_each_partner_gets_a_duty_a_link_and_a_letter():
    ask = asked(begun()["Hattie"])
    assert [one.agency.code for one in Asked.objects.order_by("agency__code")] == ["child-health", "schools"]
    assert set(Duty.objects.values_list("agency", "owed_to", "subject")) == {
        ("child-health", "social-care", f"ask:{ask.ref}"),
        ("schools", "social-care", f"ask:{ask.ref}"),
    }
    assert set(Link.objects.values_list("address", "agency__code")) == {
        ("safeguarding@health.example.org", "child-health"),
        ("schools@ashmere.example.org", "schools"),
    }
    assert Letter.objects.filter(template="question", state=LetterState.WAITING).count() == 2


def test_a_partner_who_may_not_know_leaves_no_trace_but_a_refusal_with_us():
    ask = asked(begun()["Hattie"])
    for held in (Asked.objects.filter(agency__code="housing"), Duty.objects.filter(agency="housing"),
                 Link.objects.filter(agency__code="housing"), Letter.objects.filter(agency="housing")):  # fmt: skip
        assert not held.exists()
    (refusal,) = Share.objects.filter(recipient__code="housing")
    assert (refusal.decision, refusal.holder.code, refusal.about) == (
        ShareDecision.REFUSED,
        "social-care",
        f"ask:{ask.ref}",
    )
    assert "not-housing" in refusal.clause


def test_each_share_says_why_and_whom_it_serves():
    asked(begun()["Hattie"])
    for share in Share.objects.filter(decision=ShareDecision.SHARED):
        assert share.function == "Find out whether a child is suffering harm"
        assert share.relevance.startswith("A neighbour hears crying")
        assert (share.basis, share.detriment, share.clause, share.version) == ("6-1-c", "not_more", "ask", 1)


def test_no_letter_says_who_it_is_about():
    asked(begun()["Hattie"])
    for letter in Letter.objects.all():
        assert "Alder" not in str(letter.facts)
        assert "crying" not in str(letter.facts)


def test_partners_are_told_why_they_are_asked():
    asked(begun()["Hattie"])
    assert Asked.objects.get(agency__code="child-health").why == "holds a record"
    assert Asked.objects.get(agency__code="schools").why.startswith("no record")


def test_a_brother_is_asked_about_with_the_child():
    codes = begun()
    asked(codes["Hattie"], also=(codes["Hugo"],))
    one = Asked.objects.get(agency__code="child-health")
    assert set(one.about.values_list("person__code", flat=True)) == {codes["Hattie"], codes["Hugo"]}


def test_the_question_is_in_the_ledger_about_each():
    codes = begun()
    ask = asked(codes["Hattie"], also=(codes["Hugo"],))
    entry = Entry.objects.get(event="exchange.PartnersAsked")
    assert entry.facts["asked"] == ["child-health", "schools"]
    assert entry.facts["refused"] == ["housing"]
    assert entry.facts["ref"] == ask.ref
    assert Mention.objects.filter(entry=entry).count() == 2


def test_nobody_asks_whose_role_it_is_not():
    code = begun()["Hattie"]
    for role in (Role.PROFESSIONAL, Role.ANALYST, Role.GOVERNANCE):
        with pytest.raises(MayNotDo):
            ask_partners(asking(code), by=someone(role), at=AT)


def test_nobody_asks_about_someone_hidden_as_about_nobody():
    code = begun()["Hattie"]
    person = Person.objects.get(code=code)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)
    with pytest.raises(CannotAsk) as hidden:
        asked(code)
    with pytest.raises(CannotAsk) as nobody:
        asked("P-0000-0000")
    assert str(hidden.value).replace(code, "") == str(nobody.value).replace("P-0000-0000", "")


@pytest.mark.parametrize(("said", "field"), [({"agencies": ()}, "agencies"), ({"what_for": "  "}, "what_for")])
def test_a_question_says_whom_and_what_for(said, field):
    with pytest.raises(CannotAsk) as refused:
        asked(begun()["Hattie"], **said)
    assert refused.value.field == field
    assert not Asked.objects.exists()


def test_more_partners_can_be_asked_later_and_nobody_twice():
    ask = asked(begun()["Hattie"])
    ask_more(ask.ref, agencies=["general-hospital", "schools"], by=ASKER, at=AT)
    assert Asked.objects.filter(ask=ask).count() == 3
    with pytest.raises(CannotAsk):
        ask_more(ask.ref, agencies=["schools"], by=ASKER, at=AT)


def test_a_question_taken_back_is_owed_by_nobody_and_opens_nothing():
    ask = asked(begun()["Hattie"])
    withdraw_ask(ask.ref, why="The child lives in another area.", by=ASKER, at=AT)
    assert set(Duty.objects.values_list("standing", flat=True)) == {"withdrawn"}
    assert not Link.objects.filter(withdrawn_at__isnull=True).exists()
    assert set(Letter.objects.values_list("state", flat=True)) == {"withdrawn"}
    with pytest.raises(CannotAsk):
        withdraw_ask(ask.ref, why="The child lives in another area.", by=ASKER, at=AT)


def test_another_agency_cannot_take_it_back():
    ask = asked(begun()["Hattie"])
    with pytest.raises(CannotAsk):
        withdraw_ask(ask.ref, why="We would rather not.", by=someone(Role.LEAD, agency="police"), at=AT)
