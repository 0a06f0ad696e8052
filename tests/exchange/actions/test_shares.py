"""Shares and refusals are written down whole, in the table and in the ledger, and never against the agreement."""

import pytest

from tests.acting import AT, someone
from tests.exchange.agreeing import told
from tests.sample_area import adopt_ashmere
from wraparound.exchange.actions import CannotNoteShare, note_share
from wraparound.exchange.models import Share
from wraparound.exchange.words import Detriment, ShareDecision, Sharing, Statute
from wraparound.identity.models import Person
from wraparound.ledger.models import Entry, Mention

pytestmark = pytest.mark.django_db
YES = Sharing(True, "It may be told.", "clause-1", 3)
NO = Sharing(False, "It may not be told.", "clause-2", 3)
BY = someone()


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def test_a_share_is_kept_with_all_its_reasons_and_is_in_the_ledger():
    person = Person.objects.create(code="P-0000-0000", since=AT)
    share = note_share(told(person=person.pk), sharing=YES, by=BY, at=AT)
    held = Share.objects.select_related("holder", "recipient").get(pk=share.pk)
    assert (held.holder.code, held.recipient.code, held.person_id) == ("child-health", "social-care", person.pk)
    assert (held.decision, held.why, held.clause, held.version) == ("shared", "It may be told.", "clause-1", 3)
    assert (held.basis, held.condition, held.detriment) == ("6-1-c", "9-2-g", "not_more")
    assert (held.function, held.relevance) == ("Enquiries under section 47", "The health visitor knows the family")
    assert (held.parts, held.about, held.decider, held.by) == (
        ["known", "since"],
        "ask:Q-7K3M",
        BY.username,
        BY.username,
    )
    assert held.statute == Statute.AGREEMENT
    entry = Entry.objects.get(event="exchange.InformationShared")
    assert entry.facts["share"] == share.pk
    assert list(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == [person.pk]


def test_what_the_agreement_does_not_allow_is_kept_as_refused_with_its_sentence():
    refused = told(decision=ShareDecision.REFUSED, detriment=Detriment.NOT_WEIGHED, function="", relevance="")
    share = note_share(refused, sharing=NO, by=BY, at=AT)
    assert (share.decision, share.why, share.clause) == ("refused", "It may not be told.", "clause-2")
    assert Entry.objects.get(event="exchange.ShareRefused").facts["share"] == share.pk


def test_a_refusal_of_ones_own_keeps_ones_own_reason_and_who_decided():
    refused = told(
        decision=ShareDecision.REFUSED, detriment=Detriment.MORE, why="Her father would learn of it", decider="ann"
    )
    share = note_share(refused, sharing=YES, by=BY, at=AT)
    assert (share.why, share.decider, share.by) == ("Her father would learn of it", "ann", BY.username)


@pytest.mark.parametrize(
    ("said", "sharing", "why"),
    [
        ({}, NO, "It may not be told: It may not be told."),
        ({"parts": ()}, YES, "Say what was told or refused."),
        ({"decision": ShareDecision.REFUSED}, YES, "Say why it is refused"),
        ({"detriment": Detriment.MORE}, YES, "not to be more detrimental"),
        ({"detriment": Detriment.NOT_WEIGHED}, YES, "not to be more detrimental"),
        ({"function": ""}, YES, "Say which function"),
        ({"relevance": ""}, YES, "why it is relevant"),
    ],
)
def test_what_does_not_hold_together_is_not_kept(said, sharing, why):
    with pytest.raises(CannotNoteShare, match=why):
        note_share(told(**said), sharing=sharing, by=BY, at=AT)
    assert not Share.objects.exists()
    assert not Entry.objects.filter(event__startswith="exchange").exists()
