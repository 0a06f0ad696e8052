"""Records are filed, linked, decided about, and everything can be undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row, where
from wraparound.access.policies import MayNotWithoutPurpose
from wraparound.access.words import Role
from wraparound.identity.actions import believe, decide_of, end_unseen, undo_decision
from wraparound.identity.actions.believing import CannotBelieve
from wraparound.identity.actions.deciding import CannotDecide, CannotUndo
from wraparound.identity.actions.looking import look_at_list, look_at_person
from wraparound.identity.models import Decision, Move, Person, Record, RecordPast
from wraparound.identity.policies import MayNotDecide
from wraparound.identity.queries.linking import area_linked
from wraparound.identity.words import Filed, Why
from wraparound.ledger.models import Entry, Mention
from wraparound.matching.words import Answer

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def persons():
    """Give which records are together, by their keys."""
    found = {}
    for key, person in Record.objects.values_list("key", "person_id"):
        found.setdefault(person, set()).add(key)
    return sorted(map(sorted, found.values()))


def two_sources():
    filed(row("H1", nhs_number="9990000018"), row("H2", "Ben", "Turelwall", born="2012-01-30"))
    filed(row("S1", nhs_number="9990000018"), feed="schools")
    linked()


def test_filing_counts_what_is_new_changed_unchanged_and_back():
    assert filed(row("1"), row("2")) == Filed(new=2)
    assert filed(row("1"), row("2", last="Adeyemi"), load=2) == Filed(changed=1, unchanged=1)
    end_unseen(where(load=3), by=CLERK, at=AT)
    assert filed(row("1"), load=4) == Filed(returned=1)
    assert RecordPast.objects.get().said["surname"] == ["Okonjo"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["Li", "Wu"])), max_size=5), max_size=5))
def test_whatever_comes_the_newest_word_stands_and_every_former_one_is_kept(db, loads):
    RecordPast.objects.all().delete()
    Record.objects.all().update(ended_on=None)
    keep = f"{uuid4().hex}-"
    newest, changes = {}, 0
    for number, load in enumerate(loads):
        rows = dict(load)
        changes += sum(key in newest and newest[key] != last for key, last in rows.items())
        newest |= rows
        filed(*(row(keep + key, last=last) for key, last in rows.items()), feed=keep, load=number)
    held = {record.key.removeprefix(keep): record.said["surname"][0] for record in Record.objects.filter(feed=keep)}
    assert held == newest
    assert RecordPast.objects.filter(record__feed=keep).count() == changes


def test_linking_brings_one_childs_records_together_and_keeps_codes_from_run_to_run():
    two_sources()
    assert persons() == [["H1", "S1"], ["H2"]]
    codes = dict(Record.objects.values_list("key", "person__code"))
    assert all(code.startswith("P-") for code in codes.values())
    again = linked(AT + WEEK)
    assert (again.first, again.moved) == (0, 0)
    assert dict(Record.objects.values_list("key", "person__code")) == codes
    assert not Move.objects.exists()


def test_a_record_that_changes_into_someone_else_moves_and_the_move_is_announced():
    filed(row("P1", nhs_number="9990000018"), feed="police")
    two_sources()
    filed(row("S1", "Ben", "Turelwall", born="2012-01-30", postcode="QA1 4QN"), feed="schools", load=2)
    linked(AT + WEEK)
    assert persons() == [["H1", "P1"], ["H2", "S1"]]
    move = Move.objects.get()
    assert (move.record.key, move.why) == ("S1", Why.LINKING)
    told = Entry.objects.get(event="identity.RecordsMoved")
    assert set(Mention.objects.filter(entry=told).values_list("person", flat=True)) == {move.was_id, move.now_id}


def test_what_people_say_wins_over_every_later_linking():
    two_sources()
    left, right = (Record.objects.get(key=key).pk for key in ("H1", "S1"))
    decide_of(left, right=right, answer=Answer.DIFFERENT, reason="twins", by=CLERK, at=AT)
    assert persons() == [["H1"], ["H2"], ["S1"]]
    linked(AT + WEEK)
    assert persons() == [["H1"], ["H2"], ["S1"]]


def test_two_persons_are_joined_by_hand_and_parted_again_by_undoing():
    two_sources()
    before = dict(Record.objects.values_list("key", "person__code"))
    left, right = (Record.objects.get(key=key).pk for key in ("H1", "H2"))
    decision = decide_of(left, right=right, answer=Answer.SAME, by=CLERK, at=AT)
    assert persons() == [["H1", "H2", "S1"]]
    assert Person.objects.filter(became__isnull=False).count() == 1
    undo_decision(decision.pk, by=CLERK, at=AT + WEEK)
    assert dict(Record.objects.values_list("key", "person__code")) == before
    assert not Person.objects.filter(became__isnull=False).exists()
    assert [move.why for move in Move.objects.order_by("pk")][-1] == Why.UNDONE
    with pytest.raises(CannotUndo):
        undo_decision(decision.pk, by=CLERK, at=AT + WEEK)


def test_a_decision_made_while_the_engine_runs_is_not_overrun():
    two_sources()
    found = area_linked()
    left, right = (Record.objects.get(key=key).pk for key in ("H1", "S1"))
    decide_of(left, right=right, answer=Answer.DIFFERENT, by=CLERK, at=AT)
    with pytest.raises(CannotBelieve):
        believe(found, by=CLERK, at=AT)
    assert persons() == [["H1"], ["H2"], ["S1"]]


def test_a_record_is_never_decided_about_with_itself_or_before_it_is_linked():
    filed(row("1"), row("2"))
    one, two = Record.objects.values_list("pk", flat=True)
    with pytest.raises(CannotDecide, match="always its own"):
        decide_of(one, right=one, answer=Answer.SAME, by=CLERK, at=AT)
    with pytest.raises(CannotDecide, match="not been linked yet"):
        decide_of(one, right=two, answer=Answer.SAME, by=CLERK, at=AT)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.LEAD, Role.GOVERNANCE])
def test_only_those_whose_role_it_is_decide(role):
    two_sources()
    one, two, _ = Record.objects.values_list("pk", flat=True)
    with pytest.raises(MayNotDecide):
        decide_of(one, right=two, answer=Answer.SAME, by=someone(role), at=AT)


def test_looking_a_child_up_is_written_down_with_what_was_shown():
    two_sources()
    person = Record.objects.get(key="H1").person
    page = look_at_person(person.code, by=someone(), at=AT)
    assert (page.name, len(page.parts)) == ("Amara Okonjo", 2)
    entry = Entry.objects.get(kind="look")
    assert entry.purpose == "helping a child"
    assert list(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == [person.pk]
    assert "birth_date" in entry.facts["shown"]


def test_nobody_looks_a_child_up_without_saying_what_for():
    two_sources()
    for look in (lambda by: look_at_list(0, by=by, at=AT), lambda by: look_at_person("P-0000-0000", by=by, at=AT)):
        with pytest.raises(MayNotWithoutPurpose):
            look(someone(purpose=""))
    assert not Entry.objects.filter(kind="look").exists()


def test_a_retired_code_leads_to_the_person_who_took_them_in():
    two_sources()
    left, right = (Record.objects.get(key=key) for key in ("H1", "H2"))
    decide_of(left.pk, right=right.pk, answer=Answer.SAME, by=CLERK, at=AT)
    retired = Person.objects.get(became__isnull=False)
    assert look_at_person(retired.code, by=someone(), at=AT).person == retired.became


def test_the_list_goes_on_where_it_stopped_and_ends(monkeypatch):
    monkeypatch.setattr("wraparound.identity.actions.looking.LISTED", 1)
    two_sources()
    first, after = look_at_list(0, by=someone(), at=AT)
    second, end = look_at_list(after, by=someone(), at=AT)
    assert (len(first), len(second), end) == (1, 1, None)
    assert look_at_list(10_000, by=someone(), at=AT) == ([], None)
