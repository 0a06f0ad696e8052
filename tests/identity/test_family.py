"""What sources tell of families, homes and agencies' parts is kept from day to day, and shown as each says it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row, where
from wraparound.identity.actions import decide_of, end_unseen, file_records, undo_decision
from wraparound.identity.actions.looking import look_at_person
from wraparound.identity.models import Address, Asked, Involvement, Person, Record, RecordPast, Relative
from wraparound.identity.words import Answered, From, Kin, LivesWith, Relation, Responsibility, Row
from wraparound.ledger.models import Entry, Mention
from wraparound.matching.words import Answer

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NGOZI = Kin("Ngozi Okonjo", Relation.MOTHER, Responsibility.HAS, LivesWith.YES)
PETER = Kin("Peter Okonjo", Relation.FATHER)


def child(key="1", *name, family=(), home=None, part=None, more=(), **said):
    told = row(key, *name, **said)
    return Row(key, told.said, part or {}, more, tuple(family), home or {})


def page_of(key="1", *, at=AT):
    return look_at_person(Record.objects.get(key=key).person.code, by=someone(), at=at)


def asking(*asks, feed="health", load=1):
    of = where(feed, load)
    return From(of.feed, of.agency, of.load, frozenset(asks))


def test_what_a_source_says_of_a_parent_is_kept_when_it_says_otherwise():
    filed(child(family=[NGOZI, PETER]))
    filed(child(family=[NGOZI._replace(responsibility=Responsibility.HAS_NOT)]), load=2, at=AT + WEEK)
    told = [(one.name, one.responsibility, one.told_on, one.until_on) for one in Relative.objects.order_by("pk")]
    first, later = AT.date(), (AT + WEEK).date()
    assert told == [
        ("Ngozi Okonjo", "has", first, later),
        ("Peter Okonjo", "not_asked", first, later),
        ("Ngozi Okonjo", "has_not", later, None),
    ]


def test_the_same_file_again_tells_nothing_new():
    for load in (1, 2):
        filed(child(family=[NGOZI], home={"home_since": "2020-02-01"}, part={"professional": "Jo Farrant"}), load=load)
    assert [model.objects.count() for model in (Relative, Address, Involvement, RecordPast)] == [1, 1, 1, 0]


def test_a_change_of_family_alone_asks_for_no_linking_and_keeps_no_past_of_who_someone_is():
    filed(child(family=[NGOZI]))
    linked()
    filed(child(family=[NGOZI, PETER]), load=2)
    assert not Record.objects.get().waits
    assert not RecordPast.objects.exists()
    filed(child(family=[NGOZI, PETER], last="Obi"), load=3)
    assert Record.objects.get().waits


def test_each_source_says_its_own_of_parental_responsibility_and_not_asked_is_not_no():
    filed(child(nhs_number="9990000018", family=[NGOZI]))
    told = [Kin("OKONJO, Ngozi", Relation.PARENT_OR_CARER), PETER._replace(responsibility=Responsibility.HAS_NOT)]
    filed(child("2", nhs_number="9990000018", family=told), feed="schools")
    linked()
    ngozi, peter = page_of().family
    assert (ngozi.name, ngozi.responsibility) == ("Ngozi Okonjo", [("Yes", ["Health"]), ("Not asked", ["Schools"])])
    assert ngozi.relation == [("mother", ["Health"]), ("parent or carer", ["Schools"])]
    assert (peter.name, peter.responsibility, peter.lives_with) == (
        "Peter Okonjo",
        [("No", ["Schools"])],
        [("Not asked", ["Schools"])],
    )


def test_a_father_nobody_asked_for_is_told_from_one_nobody_named_and_one_not_known():
    file_records([child(nhs_number="9990000018", family=[NGOZI])], of=asking(), by=CLERK, at=AT)
    of = asking("relation:any relation", feed="schools")
    file_records([child("2", nhs_number="9990000018")], of=of, by=CLERK, at=AT)
    unknown = Kin("", Relation.FATHER, answered=Answered.NOT_KNOWN)
    of = asking("relation:father", feed="care")
    file_records([child("3", nhs_number="9990000018", family=[unknown])], of=of, by=CLERK, at=AT)
    linked()
    told = dict(page_of().not_told)
    assert "Mother" not in told
    assert dict(told["Father"]) == {
        "Not asked": ["Health"],
        "Nothing told": ["Schools"],
        "Asked, and not known": ["Care"],
    }


def test_what_a_feed_asks_about_is_noted_when_it_changes():
    for asks in (["responsibility"], ["responsibility"], ["responsibility", "lives_with"]):
        file_records([child()], of=asking(*asks), by=CLERK, at=AT)
    assert Asked.objects.get().asks == ["lives_with", "responsibility"]


def test_homes_are_kept_in_their_order_with_the_day_since_which_there_is_another():
    filed(child(address="3 Reed Square, Pellness", postcode="QA1 4QN", home={"home_since": "2019-05-01"}))
    filed(child(address="3 Reed Sq, Pellness", postcode="qa14qn", home={"home_since": "2019-05-01"}), load=2)
    moved = child(address="12 Mill Road, Pellness", postcode="QA1 6LY", home={"home_since": "2026-08-30"})
    filed(moved, load=3, at=AT + WEEK)
    linked()
    now, before = page_of(at=AT + WEEK).stays
    assert (now.line, now.since, now.until) == ("12 Mill Road, Pellness", date(2026, 8, 30), None)
    assert (before.line, before.since, before.until) == ("3 Reed Sq, Pellness", date(2019, 5, 1), date(2026, 8, 30))
    assert before.agencies == ["Health"]


def test_a_household_is_who_lives_at_one_home_while_the_child_does_as_each_source_says():
    home = {"address": "3 Reed Square, Pellness", "postcode": "QA1 4QN"}
    filed(child(nhs_number="9990000018", home={"home_since": "2020-01-01"}, **home))
    filed(
        child("2", "Ben", born="2010-01-01", home={"household": "T1"}, **home),
        child("3", "Cleo", "Turelwall", born="1985-01-01", home={"household": "T1"}, **home),
        feed="housing",
    )
    filed(child("4", "Dan", "Former", born="1970-01-01", **home), feed="police", at=AT - 4_000 * DAY)
    filed(child("4", "Dan", "Former", born="1970-01-01"), feed="police", load=2, at=AT - 3_000 * DAY)
    linked()
    page = page_of()
    (household,) = page.households
    assert [(one.name, one.agencies, one.until) for one in household.residents] == [
        ("Ben Okonjo", ["Housing"], None),
        ("Cleo Turelwall", ["Housing"], None),
    ]
    look = Entry.objects.filter(kind="look").latest("pk")
    assert Mention.objects.filter(entry=look).count() == 3, "who was named was looked at too"


def test_the_residents_of_a_hostel_are_no_household():
    shared = {"address": "Rowan House, 3 Mill Road", "postcode": "QA1 4QN"}
    filed(
        *(child(str(n), f"Name{n}", f"Family{n}", born=f"19{n + 50}-02-0{n % 9 + 1}", **shared) for n in range(1, 16))
    )
    linked()
    (household,) = page_of().households
    assert household.shared
    assert household.residents == []


def test_involvements_of_one_feed_are_several_and_one_that_is_told_no_more_has_ended():
    jo = {"professional": "Jo Farrant", "professional_role": "Social worker", "begins_on": "2026-01-05"}
    ade = {"professional": "Ade Bello", "service": "Short breaks", "begins_on": "2026-03-01"}
    filed(child(part=jo, more=(ade,)))
    filed(child(part=jo | {"last_contact_on": "2026-09-01"}), load=2, at=AT + WEEK)
    linked()
    page = page_of(at=AT + WEEK)
    assert [(one.part.professional, str(one.part.last_contact_on)) for one in page.parts] == [
        ("Jo Farrant", "2026-09-01")
    ]
    assert [(one.part.professional, one.until) for one in page.parts_before] == [("Ade Bello", (AT + WEEK).date())]


def test_a_day_put_right_is_the_same_involvement():
    filed(child(part={"professional": "Jo Farrant", "begins_on": "2026-01-05"}))
    filed(child(part={"professional": "Jo Farrant", "begins_on": "2026-01-06"}), load=2)
    assert str(Involvement.objects.get().begins_on) == "2026-01-06"


def test_a_record_that_vanishes_ends_its_parts_and_erases_nothing():
    filed(child(part={"professional": "Jo Farrant"}, family=[NGOZI]))
    linked()
    end_unseen(where(load=2), by=CLERK, at=AT)
    page = page_of()
    assert page.parts == []
    assert [one.part.professional for one in page.parts_before] == ["Jo Farrant"]
    assert page.family == []
    assert [kin.name for kin in page.family_before] == ["Ngozi Okonjo"]
    filed(child(part={"professional": "Jo Farrant"}, family=[NGOZI]), load=3)
    assert [one.part.professional for one in page_of().parts] == ["Jo Farrant"]


def told_of(key):
    page = page_of(key)
    return (
        {kin.name for kin in page.family},
        {stay.line for stay in page.stays},
        {one.part.professional for one in page.parts if one.part},
    )


def test_merging_parting_and_undoing_carry_family_homes_and_parts_with_the_records():
    one = child(family=[NGOZI], address="3 Reed Square", part={"professional": "Jo Farrant"})
    other = child("2", "Ben", "Turelwall", born="2012-01-30", family=[PETER], address="9 Mill Road", postcode="QA1 6LY")
    filed(one)
    filed(Row("2", other.said, {"professional": "Ade Bello"}, (), other.family), feed="schools")
    linked()
    apart = {key: told_of(key) for key in ("1", "2")}
    assert apart["1"] == ({"Ngozi Okonjo"}, {"3 Reed Square"}, {"Jo Farrant"})
    left, right = (Record.objects.get(key=key).pk for key in ("1", "2"))
    joined = decide_of(left, right=right, answer=Answer.SAME, by=CLERK, at=AT)
    both = tuple(first | second for first, second in zip(apart["1"], apart["2"], strict=True))
    assert told_of("1") == told_of("2") == both
    undo_decision(joined.pk, by=CLERK, at=AT)
    assert {key: told_of(key) for key in ("1", "2")} == apart
    decide_of(left, right=right, answer=Answer.SAME, by=CLERK, at=AT)
    decide_of(left, right=right, answer=Answer.DIFFERENT, by=CLERK, at=AT + WEEK)
    assert {key: told_of(key) for key in ("1", "2")} == apart


NAMES = st.lists(st.sampled_from(["Ann", "Bea", "Cas"]), unique=True, max_size=3)
LOADS = st.lists(st.tuples(NAMES, st.sampled_from(["1 A Road", "2 A Road", ""]), NAMES), min_size=1, max_size=6)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOADS)
def test_whatever_is_told_what_is_told_now_is_the_newest_file_and_nothing_told_is_lost(db, loads):
    for model in (Relative, Address, Involvement, RecordPast):
        model.objects.all().delete()
    Record.objects.all().delete()
    Person.objects.all().delete()
    ever = [set(), set(), set()]
    for number, (kin, line, workers) in enumerate(loads):
        parts = [{"professional": name} for name in workers]
        said = {"address": line} if line else {}
        told = child(family=[Kin(name) for name in kin], part=parts[0] if parts else {}, more=tuple(parts[1:]), **said)
        filed(told, load=number, at=AT + number * DAY)
        now = [set(kin), {line} if line else {""}, set(workers)]
        for all_told, some in zip(ever, now, strict=True):
            all_told |= some
        columns = ((Relative, "name"), (Address, "line"), (Involvement, "professional"))
        assert [set(m.objects.filter(until_on=None).values_list(c, flat=True)) for m, c in columns] == now
        assert [set(m.objects.values_list(c, flat=True)) for m, c in columns] == ever
