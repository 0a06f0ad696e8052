"""Doubtful links: who is asked, what several answers come to, undo, agreement, and that nobody hidden is shown."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row
from wraparound.access.policies import MayNotUnlessSignedInLately
from wraparound.access.words import Role
from wraparound.identity.actions import link_records, set_shield
from wraparound.identity.actions.holding import hold_aside
from wraparound.identity.actions.laying import lay_doubts
from wraparound.identity.actions.looking import look_at_person
from wraparound.identity.actions.reviewing import (
    CannotJudge,
    hold_next,
    judge_link,
    look_at_doubt,
    look_at_waiting,
    take_back,
)
from wraparound.identity.models import Decision, Doubt, Judgement, Person, Record, Shield
from wraparound.identity.policies import MayNotDecide
from wraparound.identity.queries.shields import shields_due
from wraparound.identity.rules.reviewing import agreement, is_asked_twice, settled_by
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry
from wraparound.matching.words import Answer

SAME, DIFFERENT, CANNOT = Answer.SAME, Answer.DIFFERENT, Answer.CANNOT_TELL
SECOND, THIRD = (replace(CLERK, username=f"{name}@social-care") for name in ("second", "third"))

SETTLED = [  # answers in order; whether two are asked; what they come to
    ([], False, None),
    ([SAME], False, SAME),
    ([DIFFERENT], False, DIFFERENT),
    ([CANNOT], False, None),
    ([SAME], True, None),
    ([SAME, SAME], True, SAME),
    ([DIFFERENT, DIFFERENT], True, DIFFERENT),
    ([SAME, DIFFERENT], True, None),
    ([SAME, DIFFERENT, SAME], True, SAME),
    ([SAME, DIFFERENT, DIFFERENT], True, DIFFERENT),
    ([SAME, DIFFERENT, CANNOT], True, CANNOT),
    ([CANNOT, CANNOT], False, CANNOT),
    ([CANNOT, DIFFERENT], False, DIFFERENT),
    ([CANNOT, SAME], False, None),
    ([CANNOT, SAME, SAME], False, SAME),
    ([CANNOT, SAME, CANNOT], False, CANNOT),
]


@pytest.mark.parametrize(("answers", "twice", "comes_to"), SETTLED)
def test_what_several_answers_come_to(answers, twice, comes_to):
    assert {settled_by(order, asked_twice=twice) for order in permutations(answers)} == {comes_to}


@given(st.lists(st.sampled_from(list(Answer)), min_size=3, max_size=6), st.booleans())
def test_three_people_always_settle_it_and_nobody_is_joined_against_a_majority(answers, twice):
    found = settled_by(answers, asked_twice=twice)
    assert found is not None
    if found is SAME:
        assert answers.count(SAME) > max(answers.count(DIFFERENT), answers.count(CANNOT))


def test_one_link_in_five_is_asked_of_two_people():
    asked = sum(is_asked_twice(left, right=left + gap) for left, gap in product(range(100), range(1, 101)))
    assert 1_850 < asked < 2_150


def test_agreement_is_measured_against_chance():
    assert agreement([]) == (0, 0, None)
    assert agreement([(SAME, SAME)] * 3).beyond_chance is None, "where all say one thing, chance explains it"
    assert agreement([(SAME, SAME), (DIFFERENT, DIFFERENT)]).beyond_chance == 1.0
    mixed = agreement([(SAME, SAME)] * 4 + [(DIFFERENT, DIFFERENT)] * 4 + [(SAME, DIFFERENT)] * 2)
    assert mixed.share == 0.8
    assert mixed.beyond_chance == pytest.approx(0.62)  # 1 − 19 · 4 / (20² − 2 · 10²)


@pytest.fixture
def two(db, monkeypatch):
    """Hold two children who may be one, and give the link that is asked about."""
    asked_of(1, monkeypatch)
    filed(row("H1", "Amara", "Okonjo"), row("H2", "Ben", "Turelwall", born="2012-01-30"))
    filed(row("S1", "Amarah", "Okonkwo", born="2012-09-03", postcode="QA2 3QN"), feed="schools")
    linked()
    one, other = (Record.objects.get(key=key) for key in ("H1", "S1"))
    assert one.person != other.person, "they are not joined by the evidence alone"
    lay_doubts([(one.pk, other.pk, 1.5, 2)])
    return Doubt.objects.get()


def asked_of(people, monkeypatch):
    monkeypatch.setattr("wraparound.identity.actions.reviewing.is_asked_twice", lambda *_, **__: people == 2)


def joined():
    return Record.objects.get(key="H1").person == Record.objects.get(key="S1").person


def test_one_answer_joins_two_records_and_undo_restores_everything(two):
    before = dict(Record.objects.values_list("key", "person__code"))
    judge_link(two.pk, answer=SAME, by=CLERK, at=AT)
    assert joined()
    assert hold_next(by=SECOND, at=AT) is None, "it is settled"
    assert take_back(Judgement.objects.get().pk, by=CLERK, at=AT) == two.pk
    assert dict(Record.objects.values_list("key", "person__code")) == before
    undone = Entry.objects.get(event="identity.JudgementUndone")
    assert undone.facts["about"], "it is found by whom it was about"
    assert not Person.objects.filter(became__isnull=False).exists()
    assert hold_next(by=CLERK, at=AT) == two.pk, "it is asked again"


def test_two_who_disagree_are_settled_by_a_third(two, monkeypatch):
    asked_of(2, monkeypatch)
    judge_link(two.pk, answer=SAME, by=CLERK, at=AT)
    assert not joined()
    assert hold_next(by=CLERK, at=AT) is None, "nobody is asked the same twice"
    judge_link(two.pk, answer=DIFFERENT, by=SECOND, at=AT)
    assert not Decision.objects.exists()
    judge_link(two.pk, answer=SAME, by=THIRD, at=AT)
    assert joined()
    waiting = look_at_waiting(by=CLERK, at=AT)
    assert waiting.agreement[:2] == (1, 0), "of the first two"
    assert [one.outcome for one in waiting.answered] == ["same"]


def test_who_answers_late_reopens_what_one_had_settled(two):
    judge_link(two.pk, answer=SAME, by=CLERK, at=AT)
    judge_link(two.pk, answer=DIFFERENT, by=SECOND, at=AT)
    assert not joined()
    assert Decision.objects.get().undone_by == SECOND.username
    assert hold_next(by=THIRD, at=AT) == two.pk


def test_one_who_changes_their_mind_has_one_answer(two):
    for answer in (DIFFERENT, SAME):
        judge_link(two.pk, answer=answer, by=CLERK, at=AT)
    assert joined()
    assert Judgement.objects.filter(undone_at__isnull=True).count() == 1


def test_a_link_that_someone_looks_at_is_shown_to_nobody_else_for_a_while(two):
    assert hold_next(by=CLERK, at=AT) == two.pk
    assert hold_next(by=SECOND, at=AT) is None
    assert hold_next(by=CLERK, at=AT) == two.pk
    assert hold_next(by=SECOND, at=AT + timedelta(minutes=6)) == two.pk


def test_both_records_are_shown_with_the_evidence_and_the_look_is_written_down(two):
    page = look_at_doubt(two.pk, by=CLERK, at=AT)
    assert page.names == ("Amara Okonjo", "Amarah Okonkwo")
    said = {line.field: (line.left, line.right) for line in page.lines}
    assert said["birth date"] == ("2014-05-14", "2012-09-03")
    assert page.explained.svg().startswith("<svg")
    look = Entry.objects.get(kind="look")
    assert look.purpose == "correct"
    assert len(look.facts["about"]) == 2


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.LEAD])
def test_those_whose_work_it_is_not_are_refused(two, role):
    by = someone(role)
    for act in (
        lambda: look_at_waiting(by=by, at=AT),
        lambda: hold_next(by=by, at=AT),
        lambda: look_at_doubt(two.pk, by=by, at=AT),
        lambda: judge_link(two.pk, answer=SAME, by=by, at=AT),
        lambda: take_back(1, by=by, at=AT),
    ):
        with pytest.raises(MayNotDecide):
            act()


@pytest.mark.parametrize("key", ["H1", "S1"])
def test_nobody_is_asked_about_someone_who_is_hidden(two, key):
    judge_link(two.pk, answer=CANNOT, by=CLERK, at=AT)
    keeper = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
    person = Record.objects.get(key=key).person
    set_shield(person.code, kind=ShieldKind.REFUGE, reason="Hidden from her father", by=keeper, at=AT)
    assert hold_next(by=SECOND, at=AT) is None
    assert look_at_doubt(two.pk, by=SECOND, at=AT) is None
    waiting = look_at_waiting(by=CLERK, at=AT)
    assert (waiting.links, waiting.answered) == (0, [])
    with pytest.raises(CannotJudge):
        judge_link(two.pk, answer=SAME, by=SECOND, at=AT)


def test_what_is_not_ones_own_is_not_taken_back(two):
    judge_link(two.pk, answer=SAME, by=CLERK, at=AT)
    with pytest.raises(CannotJudge):
        take_back(Judgement.objects.get().pk, by=SECOND, at=AT)
    assert joined()


def test_linking_anew_asks_about_what_is_doubtful_now_and_keeps_what_was_settled(two):
    judge_link(two.pk, answer=DIFFERENT, by=CLERK, at=AT)
    linked(at=AT + timedelta(hours=1))
    assert Doubt.objects.get().decision.answer == DIFFERENT
    assert not joined()
    take_back(Judgement.objects.get().pk, by=CLERK, at=AT)
    assert Doubt.objects.get().decision is None


KEEPER = replace(someone(Role.GOVERNANCE), signed_in_at=AT)


def hidden(key):
    person = Record.objects.get(key=key).person
    return Shield.objects.filter(person=person, lifted_at__isnull=True).exists()


@pytest.fixture
def aside(two):
    """Hide the one child, so that the other, who may be the same, is held aside."""
    person = Record.objects.get(key="H1").person
    set_shield(person.code, kind=ShieldKind.REFUGE, reason="Hidden from her father", by=KEEPER, at=AT)
    return two


def test_whoever_may_be_someone_hidden_is_hidden_until_a_keeper_has_said(aside):
    shield = Shield.objects.get(kind=ShieldKind.LIKENESS)
    assert shield.person == Record.objects.get(key="S1").person
    assert look_at_person(shield.person.code, by=someone(), at=AT) is None
    assert hold_next(by=CLERK, at=AT) is None, "only keepers are asked"
    assert shields_due(on=AT.date()) == 1, "and are told that it waits"
    assert hold_next(by=KEEPER, at=AT) == aside.pk
    judge_link(aside.pk, answer=DIFFERENT, by=KEEPER, at=AT)
    assert (hidden("H1"), hidden("S1")) == (True, False)
    assert look_at_person(shield.person.code, by=someone(), at=AT) is not None


def test_who_is_said_to_be_someone_hidden_stays_hidden_as_they_are(aside):
    judge_link(aside.pk, answer=SAME, by=KEEPER, at=AT)
    assert joined()
    kinds = Shield.objects.filter(lifted_at__isnull=True).values_list("kind", flat=True)
    assert set(kinds) == {ShieldKind.REFUGE}


def test_an_answer_taken_back_holds_them_aside_again(aside):
    judge_link(aside.pk, answer=DIFFERENT, by=KEEPER, at=AT)
    take_back(Judgement.objects.get().pk, by=KEEPER, at=AT)
    assert hidden("S1")


def test_a_record_that_comes_and_is_like_someone_hidden_is_held_aside_with_the_linking(two):
    Doubt.objects.all().delete()
    person = Record.objects.get(key="H1").person
    set_shield(person.code, kind=ShieldKind.REFUGE, reason="Hidden from her father", by=KEEPER, at=AT)
    assert not hidden("S1")
    one, other = (Record.objects.get(key=key).pk for key in ("H1", "S1"))
    lay_doubts([(one, other, -1.0, 2)])
    hold_aside(by=CLERK, at=AT)
    assert hidden("S1")
    assert not hidden("H2")


def test_who_holds_one_aside_for_two_is_let_go_by_the_second_answer(aside):
    filed(row("H3", "Amaryllis", "Okonjoh", born="2015-11-25", postcode="QA3 1QN"))
    linked()
    one, other = (Record.objects.get(key=key).pk for key in ("S1", "H3"))
    person = Record.objects.get(key="H3").person
    set_shield(person.code, kind=ShieldKind.WITNESS, reason="Protected", by=KEEPER, at=AT)
    hidden_two = [(aside.left_id, aside.right_id, 1.0, 2), (one, other, 1.0, 2)]
    lay_doubts(hidden_two)
    for doubt in Doubt.objects.order_by("pk"):
        assert hidden("S1")
        judge_link(doubt.pk, answer=DIFFERENT, by=KEEPER, at=AT)
    assert not hidden("S1")


def test_keepers_are_asked_only_about_those_who_are_hidden_and_must_have_signed_in_lately(two):
    assert hold_next(by=KEEPER, at=AT) is None
    assert look_at_doubt(two.pk, by=KEEPER, at=AT) is None
    with pytest.raises(MayNotUnlessSignedInLately):
        judge_link(two.pk, answer=SAME, by=replace(KEEPER, signed_in_at=None), at=AT)


def test_a_record_that_arrives_takes_away_no_question_about_others(two):
    filed(row("S9", "Zofia", "Quellmark", born="2016-02-09", postcode="QA9 9QN"), feed="schools")
    link_records([Record.objects.get(key="S9").pk], by=CLERK, at=AT)
    assert hold_next(by=CLERK, at=AT) == two.pk


def test_a_baby_without_a_name_who_arrives_and_may_be_someone_hidden_is_held_aside_at_once(two):
    newborn = {"born": "2026-08-17", "address": "40 The Crescent, Pellness", "phone": "04632 960120"}
    filed(row("H7", "Gurjit", "Bhogal", **newborn))
    linked()
    person = Record.objects.get(key="H7").person
    set_shield(person.code, kind=ShieldKind.REFUGE, reason="Hidden from her father", by=KEEPER, at=AT)
    filed(row("S7", "Baby", "Bhogal", **newborn), feed="schools")
    link_records([Record.objects.get(key="S7").pk], by=CLERK, at=AT)
    assert hidden("S7")
