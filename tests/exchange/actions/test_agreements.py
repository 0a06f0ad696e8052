"""Agreements are adopted from the area's file once, and then from drafts; each by who may, each whole or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.exchange.agreeing import clause, question
from tests.sample_area import adopt_ashmere
from wraparound.access.policies import MayNotDo, MayNotUnlessSignedInLately
from wraparound.access.words import Role
from wraparound.agencies.policies import MayNotAdopt
from wraparound.agencies.queries import agreements_declared
from wraparound.agencies.words import Agreements, ClauseDeclared, EffectCode
from wraparound.exchange.actions import (
    CannotAdoptAgreements,
    CannotDraft,
    adopt_agreements,
    adopt_draft,
    give_up_draft,
    put_clause,
    take_out_clause,
)
from wraparound.exchange.models import Agreement, Draft
from wraparound.exchange.queries import sharing_of
from wraparound.exchange.rules.writing import clauses_of, fingerprint
from wraparound.exchange.words import Effect
from wraparound.identity.models import Person, Shield
from wraparound.ledger.models import Entry, Mention
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.django_db
KEEPER = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
LATER = AT + timedelta(minutes=5)
REASON = "Agreed by the partnership"
ONE = Agreements(
    reason="x", clauses=(ClauseDeclared(code="all", effect=EffectCode.ALLOW, because="x", begins_on=AT.date()),)
)


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def seen() -> str:
    return fingerprint(clauses_of(Draft.objects.get(ended_at=None).clauses))


def test_the_areas_file_is_adopted_once_and_again_only_where_it_says_something_else():
    first = adopt_agreements(agreements_declared(), by=MAKER, at=AT)
    assert (first.number, first.from_file, len(first.clauses)) == (1, True, 11)
    assert adopt_agreements(agreements_declared(), by=MAKER, at=LATER).pk == first.pk
    assert adopt_agreements(ONE, by=MAKER, at=LATER).number == 2
    assert Entry.objects.filter(event="exchange.AgreementAdopted").count() == 2


def test_an_area_without_agreements_adopts_none():
    assert adopt_agreements(Agreements(), by=MAKER, at=AT) is None
    assert not Agreement.objects.exists()


def test_once_keepers_have_adopted_a_version_the_file_is_left_alone():
    adopt_agreements(ONE, by=MAKER, at=AT)
    put_clause(clause("new"), by=KEEPER, at=AT)
    adopt_draft(seen(), reason=REASON, by=KEEPER, at=LATER)
    assert adopt_agreements(agreements_declared(), by=MAKER, at=LATER).number == 2
    assert Agreement.objects.count() == 2


def test_only_an_operator_adopts_the_file():
    with pytest.raises(MayNotAdopt):
        adopt_agreements(ONE, by=KEEPER, at=AT)


@pytest.mark.parametrize(
    "act",
    [
        lambda by: put_clause(clause(), by=by, at=LATER),
        lambda by: take_out_clause("all", by=by, at=LATER),
        lambda by: give_up_draft(by=by, at=LATER),
        lambda by: adopt_draft("x", reason=REASON, by=by, at=LATER),
    ],
)
def test_only_keepers_who_have_shown_lately_who_they_are_change_anything(act):
    adopt_agreements(ONE, by=MAKER, at=AT)
    for role in set(Role) - {Role.GOVERNANCE}:
        with pytest.raises(MayNotDo):
            act(replace(someone(role), signed_in_at=AT))
    with pytest.raises(MayNotUnlessSignedInLately):
        act(replace(KEEPER, signed_in_at=AT - timedelta(hours=1)))
    assert not Draft.objects.exists()


def test_what_a_draft_says_is_in_force_from_the_moment_it_is_adopted_and_not_before():
    adopt_agreements(ONE, by=MAKER, at=AT)
    draft = put_clause(clause("no", effect=Effect.EXCLUDE), by=KEEPER, at=AT)
    assert sharing_of(question(), at=LATER).allowed
    version = adopt_draft(seen(), reason=f"  {REASON} ", by=KEEPER, at=LATER)
    assert (version.number, version.reason, version.changed) == (2, REASON, ["Clause “no”: new."])
    assert sharing_of(question(), at=LATER - timedelta(seconds=1)).allowed
    assert sharing_of(question(), at=LATER).clause == "no"
    draft.refresh_from_db()
    assert (draft.ended_at, draft.became) == (LATER, 2)


def test_a_draft_is_adopted_as_it_was_seen_or_not_at_all():
    adopt_agreements(ONE, by=MAKER, at=AT)
    with pytest.raises(CannotAdoptAgreements, match="no draft now"):
        adopt_draft("x", reason=REASON, by=KEEPER, at=LATER)
    put_clause(clause("one"), by=KEEPER, at=AT)
    before = seen()
    put_clause(clause("two"), by=KEEPER, at=AT)
    with pytest.raises(CannotAdoptAgreements, match="changed since you looked"):
        adopt_draft(before, reason=REASON, by=KEEPER, at=LATER)
    with pytest.raises(CannotAdoptAgreements, match="Say who agreed it"):
        adopt_draft(seen(), reason=" ", by=KEEPER, at=LATER)
    for code in ("one", "two"):
        take_out_clause(code, by=KEEPER, at=AT)
    with pytest.raises(CannotAdoptAgreements, match="say already"):
        adopt_draft(seen(), reason=REASON, by=KEEPER, at=LATER)


def test_a_draft_of_a_version_that_was_replaced_since_is_not_adopted():
    adopt_agreements(ONE, by=MAKER, at=AT)
    put_clause(clause("one"), by=KEEPER, at=AT)
    adopt_agreements(agreements_declared(), by=MAKER, at=AT)
    with pytest.raises(CannotAdoptAgreements, match="Another version was adopted"):
        adopt_draft(seen(), reason=REASON, by=KEEPER, at=LATER)


def test_a_draft_that_was_given_up_is_over_and_the_next_begins_anew():
    adopt_agreements(ONE, by=MAKER, at=AT)
    put_clause(clause("one"), by=KEEPER, at=AT)
    give_up_draft(by=KEEPER, at=LATER)
    with pytest.raises(CannotDraft, match="no draft now"):
        give_up_draft(by=KEEPER, at=LATER)
    assert [one["code"] for one in put_clause(clause("two"), by=KEEPER, at=LATER).clauses] == ["all", "two"]


def test_a_clause_that_is_gone_cannot_be_changed_or_taken_out():
    for act in (lambda: put_clause(clause(), replacing="x", by=KEEPER, at=AT),
                lambda: take_out_clause("x", by=KEEPER, at=AT)):  # fmt: skip
        with pytest.raises(CannotDraft, match="not in the draft any more"):
            act()
    assert not Draft.objects.exists()


def test_a_clause_about_children_is_by_their_codes_and_is_in_the_ledger_as_about_them():
    child = Person.objects.create(code="P-0000-0001", since=AT)
    draft = put_clause(clause("no"), children=[child.code], by=KEEPER, at=AT)
    assert draft.clauses[0]["persons"] == [child.pk]
    entry = Entry.objects.get(event="exchange.AgreementDrafted")
    assert list(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == [child.pk]
    with pytest.raises(CannotDraft, match="no person of the code P-0000-0002") as refused:
        put_clause(clause("other"), children=["P-0000-0002"], by=KEEPER, at=AT)
    assert refused.value.field == "children"


def test_a_child_whom_the_writer_may_not_know_of_stays_in_a_clause(monkeypatch):
    child, hidden = (Person.objects.create(code=f"P-0000-000{place}", since=AT) for place in (1, 2))
    put_clause(clause("no"), children=[child.code, hidden.code], by=KEEPER, at=AT)
    Shield.objects.create(person=hidden, kind="refuge", reason="x", set_by="x", set_at=AT)
    from wraparound.access.rules import may
    from wraparound.access.words import Permission

    monkeypatch.setitem(may.MAY, Permission.KEEP_AGREEMENTS, frozenset({Role.ANALYST}))
    writer = replace(someone(Role.ANALYST), signed_in_at=AT)
    draft = put_clause(clause("no"), children=[], replacing="no", by=writer, at=AT)
    assert draft.clauses[0]["persons"] == [hidden.pk]
    with pytest.raises(CannotDraft, match="no person of the code"):
        put_clause(clause("other"), children=[hidden.code], by=writer, at=AT)
