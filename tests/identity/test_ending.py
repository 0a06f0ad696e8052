"""What ends by age: who is of age on which day, what the area says, holds, taking back, and what keepers see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.feeds.test_views import signed_in
from tests.identity.records import CLERK, filed, linked, row, where
from tests.identity.test_views import at_work, said
from tests.sample_area import adopt_ashmere
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.agencies.words import EndingRule, GrownUpOn, LongerRule
from wraparound.identity.actions import (
    decide_of,
    end_unseen,
    lift_hold,
    set_hold,
    settle_endings,
    take_back_ending,
)
from wraparound.identity.actions.ending import CannotTakeBack
from wraparound.identity.actions.looking import look_at_person
from wraparound.identity.actions.retaining import CannotHold, spread_holds
from wraparound.identity.models import Ending, EndingToCome, Hold, Person, Record
from wraparound.identity.queries.answers import told_of
from wraparound.identity.queries.fhir import helpers_of
from wraparound.identity.rules.ending import Ages, HeldOf, born_at_latest, comes_of_age, due_of, why_not_known
from wraparound.identity.words import HoldKind, Row
from wraparound.kernel.dates import age_on
from wraparound.ledger.models import Entry, Mention
from wraparound.matching.words import Answer

KEEPER = someone(Role.GOVERNANCE)
TODAY = AT.date()
WHY = "The inquiry of the council asked for it"
FEED = "social-care-cases"  # one of Ashmere's, whose rule it is
GROWN = EndingRule(code="grown", name="Who turn 18", age=18, because="x")
LEAVERS = LongerRule(
    code="leavers", name="Care leavers", age=25, services=("Leaving care",), formerly=True, because="x"
)
PLANS = LongerRule(code="plans", name="Plans", age=25, ends=GrownUpOn.SCHOOL_YEAR, feeds=("plans",), because="x")
AGES = Ages((GROWN,), (LEAVERS, PLANS))


@given(st.dates(date(1950, 1, 1), date(2026, 9, 1)), st.integers(16, 60))
def test_someone_is_of_age_on_the_first_day_on_which_they_are_so_old(born, age):
    day = comes_of_age(born, age=age)
    assert age_on(born, on=day) == age
    assert age_on(born, on=day - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("born", "day"),
    [(date(2001, 7, 31), "2026-08-01"), (date(2001, 8, 1), "2027-08-01"), (date(2001, 12, 1), "2027-08-01")],
)
def test_a_school_year_ends_with_july(born, day):
    assert comes_of_age(born, age=25, ends=GrownUpOn.SCHOOL_YEAR).isoformat() == day


@given(st.dates(date(1930, 1, 1), date(2026, 9, 1)), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
def test_nobody_is_taken_to_be_older_than_they_are(born, form):
    latest = born_at_latest([born.strftime(form)], on=TODAY)
    assert latest is None or latest >= born


@pytest.mark.parametrize(
    ("written", "latest"),
    [
        (["2008-05-14"], "2008-05-14"),
        (["2008-05"], "2008-05-31"),
        (["2008"], "2008-12-31"),
        (["2008-05-01"], "2008-05-31"),
        (["2008-01-01"], "2008-12-31"),
        (["1900-01-01"], "None"),
        (["1970-01-01"], "None"),
        (["1899-05-04"], "None"),
        (["not known"], "None"),
        ([], "None"),
        (["1970-01-01", "2008-05-14"], "2008-05-14"),
        (["2001-05-14", "2010-05-14"], "2010-05-14"),  # two sources disagree
    ],
)
def test_what_is_not_known_is_taken_so_that_nothing_ends_early(written, latest):
    assert str(born_at_latest(written, on=TODAY)) == latest


def held(record=1, *, agency="a", feed="f", born="2008-05-14", in_file=True, services=()):
    return HeldOf(record, agency, feed, in_file, (born,) if born else (), tuple(services))


@pytest.mark.parametrize(
    ("records", "day", "rule"),
    [
        ([held()], "2026-05-14", "grown"),
        ([held(), held(2, services=[("leaving  care", False)])], "2033-05-14", "leavers"),
        ([held(), held(2, feed="plans")], "2033-08-01", "plans"),
        ([held(), held(2, feed="plans", in_file=False)], "2026-05-14", "grown"),
        ([held(), held(2, feed="plans"), held(3, services=[("Leaving care", True)])], "2033-08-01", "plans"),
        ([held(), held(2, born="2011-05-14")], "2029-05-14", "grown"),
    ],
)
def test_the_rule_that_lasts_longest_holds_for_every_agency(records, day, rule):
    found = due_of(records, ages=AGES, on=TODAY)
    assert {(str(due.on), due.rule) for due in found.values()} == {(day, rule)}
    assert found.keys() == {one.record for one in records}


def test_a_rule_is_about_the_agencies_and_feeds_it_names():
    some = EndingRule(code="s", name="S", age=18, agencies=("a",), feeds=("f", "g"), because="x")
    later = EndingRule(code="t", name="T", age=19, feeds=("g",), because="x")
    records = [held(1), held(2, feed="g"), held(3, agency="b"), held(4, feed="h")]
    but = EndingRule(code="u", name="U", age=18, without=("f", "g"), because="x")
    assert {*due_of(records, ages=Ages((but,)), on=TODAY)} == {4}
    found = due_of(records, ages=Ages((some, later)), on=TODAY)
    assert {record: due.rule for record, due in found.items()} == {1: "s", 2: "t"}
    assert due_of(records, ages=Ages(), on=TODAY) == {}


def of(key, first="Amara", *, born="2008-05-14", service="", **more):
    part = {"professional": "Ida Merrow", "begins_on": "2020-01-02"} | ({"service": service} if service else {})
    return Row(key, row(key, first, born=born, **more).said, part)


@pytest.fixture
def area(db):
    adopt_ashmere()
    filed(of("1"), of("2", "Ben", born="2012-01-30"), of("3", "Cleo", born="2008-11-02"), feed=FEED)
    filed(row("t1", born="2008-05-14"), feed="council-tenancies")
    linked()


def settled(at=AT):
    after, count = 0, 0
    while after is not None:
        after, ended = settle_endings(after, by=CLERK, at=at)
        count += ended
    return count


def person(key):
    return Record.objects.get(key=key).person


def whether_ended():
    return set(Record.objects.filter(ended_on__isnull=False).values_list("key", flat=True))


def test_what_is_due_ends_once_and_is_written_down_and_nothing_is_erased(area):
    before = dict(Record.objects.values_list("key", "said"))
    assert (settled(), settled(), settled(AT + timedelta(days=1))) == (1, 0, 0)
    ending = Ending.objects.select_related("record").get()
    assert (ending.record.key, str(ending.due_on), ending.on) == ("1", "2026-05-14", TODAY)
    assert whether_ended() == {"1"}
    assert dict(Record.objects.values_list("key", "said")) == before
    entry = Entry.objects.get(event="identity.InvolvementsEnded")
    assert entry.facts["endings"] == [ending.pk]
    assert list(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == [person("1").pk]


def test_a_professional_sees_that_it_ended_and_why_and_not_who_it_was(area):
    settled()
    amara = person("1")
    page = look_at_person(amara.code, by=someone(), at=AT)
    assert [one.agency for one in page.parts] == ["Council-Tenancies"]
    (before,) = page.parts_before
    assert (before.part, before.until, before.since) == (None, TODAY, date(2020, 1, 2))
    text = said(at_work(Role.FRONT_DOOR).get(f"/children/{amara.code}"))
    assert "Ida Merrow" not in text
    assert ", at 18 (young people who turn 18). Nothing was erased" in text
    told = told_of(amara, by=someone(), at=AT)
    assert [one.why for one in told.before] == ["At 18 (young people who turn 18)"]
    assert [(one.professional, one.until) for one in helpers_of(told) if one.until] == [("", TODAY)]


def test_the_agencys_own_people_see_the_person_no_longer_by_what_has_ended(area):
    professional = someone(Role.PROFESSIONAL, agency=f"{FEED}-agency")
    assert look_at_person(person("1").code, by=professional, at=AT)
    settled()
    with pytest.raises(Exception, match="closed to you"):
        look_at_person(person("1").code, by=professional, at=AT)


def test_a_file_that_goes_on_telling_of_them_changes_nothing(area):
    settled()
    again = filed(of("1"), of("2", "Ben", born="2012-01-30"), of("3", "Cleo", born="2008-11-02"), feed=FEED, load=2)
    assert (again.unchanged, again.returned, again.changed) == (3, 0, 0)
    assert whether_ended() == {"1"}
    assert filed(of("1", service="Family Help"), feed=FEED, load=3).changed == 1
    assert whether_ended() == {"1"}


def test_a_birth_date_that_was_wrong_gives_back_what_had_ended(area):
    settled()
    later = AT + timedelta(days=1)
    filed(of("1", born="2010-05-14"), feed=FEED, load=2, at=later)
    filed(row("t1", born="2010-05-14"), feed="council-tenancies", load=2, at=later)
    assert settled(later) == 0
    assert whether_ended() == set()
    ending = Ending.objects.get()
    assert ending.undone_by == CLERK.username
    assert Entry.objects.get(event="identity.InvolvementsGivenBack").facts["endings"] == [ending.pk]


def test_a_care_leaver_and_whoever_has_a_plan_go_on_until_25(area):
    filed(of("1", service="Children in care and care leavers"), feed=FEED, load=2)
    filed(of("3", "Cleo", born="2008-11-02", service="Special educational needs"), feed=FEED, load=2)
    assert settled() == 0
    grown = AT.replace(year=2033)
    assert settled(grown - timedelta(days=200)) == 1  # Ben, who is 18 since 2030
    assert settled(grown) == 1  # Amara is 25 since May
    assert settled(AT.replace(year=2034, month=7, day=31)) == 0
    assert settled(AT.replace(year=2034, month=8, day=1)) == 1  # Cleo's school year is over
    assert Ending.objects.get(record__key="3").words.startswith("At the end of the school year")


def test_a_hold_stops_it_until_it_is_lifted(area):
    hold = set_hold(person("1").code, kind=HoldKind.INQUIRY, reason=WHY, until=TODAY, by=KEEPER, at=AT)
    assert settled(AT + timedelta(days=30)) == 0
    assert EndingToCome.objects.filter(record__key="1").exists()
    lift_hold(hold.pk, why=WHY, by=KEEPER, at=AT)
    with pytest.raises(CannotHold, match="already"):
        lift_hold(hold.pk, why=WHY, by=KEEPER, at=AT)
    assert settled() == 1
    told = Entry.objects.filter(event__in=["identity.HoldSet", "identity.HoldLifted"])
    assert [one.facts["hold"] for one in told] == [hold.pk, hold.pk]
    assert WHY not in str([one.facts for one in told])


def test_a_hold_goes_with_a_code_that_is_retired_and_with_a_record_that_moves(area):
    set_hold(person("1").code, kind=HoldKind.COURT, reason=WHY, by=KEEPER, at=AT)
    left, right = Record.objects.get(key="1").pk, Record.objects.get(key="3").pk
    decide_of(left, right=right, answer=Answer.SAME, by=CLERK, at=AT)
    assert settled(AT.replace(year=2027)) == 0
    decide_of(left, right=right, answer=Answer.DIFFERENT, by=CLERK, at=AT)
    assert settled(AT.replace(year=2027)) == 0
    assert (
        Hold.objects.filter(lifted_at__isnull=True).count()
        == Entry.objects.filter(event="identity.HoldsSpread").count() + 1
    )


def test_a_hold_goes_on_with_every_record_of_one_linking_in_whatever_order_they_are_told(area):
    set_hold(person("1").code, kind=HoldKind.COURT, reason=WHY, by=KEEPER, at=AT)
    ways = [("2", "3"), ("1", "2")]  # the hold comes to 2 only by the second, and has to go on to 3
    moves = [(Record.objects.get(key=was).pk, person(was).pk, person(now).pk) for was, now in ways]
    assert spread_holds(moves, by=CLERK, at=AT) == 2
    assert spread_holds(moves, by=CLERK, at=AT) == 0
    held = set(Hold.objects.filter(lifted_at__isnull=True).values_list("person", flat=True))
    assert held == {person(key).pk for key in ("1", "2", "3")}


@pytest.mark.parametrize(
    ("births", "expected", "why"),
    [
        ((), (), "Birth date not known"),
        (("1900-01-01",), (), "Birth date not known well enough: 1900-01-01"),
        ((), ("2026-12-01",), "Not born yet: expected on 1 December 2026"),
        ((), ("2026-08-03",), "Was expected on 3 August 2026, and no birth is told"),
        ((), ("2026-12-01", "2026-11-28"), "Not born yet: expected on 28 November 2026"),
        (("2014-05-14",), ("2014-06-01",), ""),
    ],
)
def test_why_nobody_knows_when_someone_comes_of_age_is_said_in_words(births, expected, why):
    assert why_not_known([HeldOf(1, "a", FEED, True, births, expected=expected)], on=TODAY) == why


def test_whoever_has_no_birth_date_is_in_a_list_of_their_own_until_one_is_told(area):
    nobody_knows, unborn = of("5", "Dara"), of("6", "Baby", expected_birth_date="2026-12-01")
    for one in (nobody_knows, unborn):
        del one.said["birth_date"]
    filed(nobody_knows, unborn, feed=FEED)
    linked()
    settled()
    client = signed_in(Role.GOVERNANCE)
    listed = said(client.get("/ends?show=unknown"))
    assert "Birth date not known" in listed
    assert "Not born yet: expected on 1 December 2026" in listed
    assert person("5").code in listed
    assert person("3").code not in listed
    assert person("5").code not in said(client.get("/ends"))
    filed(of("5", "Dara", born="2014-05-14"), feed=FEED, load=2)
    linked()
    settled(AT + timedelta(days=1))
    assert person("5").code not in said(client.get("/ends?show=unknown"))


def test_an_ending_is_taken_back_by_a_keeper_for_a_reason_and_held(area):
    settled()
    ending = Ending.objects.get()
    with pytest.raises(CannotTakeBack, match="sentence"):
        take_back_ending(ending.pk, why="no", by=KEEPER, at=AT)
    take_back_ending(ending.pk, why=WHY, by=KEEPER, at=AT)
    assert whether_ended() == set()
    assert settled(AT + timedelta(days=1)) == 0
    with pytest.raises(CannotTakeBack, match="already"):
        take_back_ending(ending.pk, why=WHY, by=KEEPER, at=AT)


def test_what_is_taken_back_ends_on_the_day_it_left_the_file(area):
    settled()
    filed(of("2", "Ben", born="2012-01-30"), of("3", "Cleo", born="2008-11-02"), feed=FEED, load=2)
    end_unseen(where(FEED, 2), by=CLERK, at=AT + timedelta(days=3))
    take_back_ending(Ending.objects.get().pk, why=WHY, by=KEEPER, at=AT + timedelta(days=5))
    assert Record.objects.get(key="1").ended_on == (AT + timedelta(days=3)).date()


def test_what_a_file_showed_again_at_the_same_moment_is_put_right(area):
    settled()
    Record.objects.filter(key="1").update(ended_on=None)
    assert settled(AT + timedelta(days=1)) == 0
    assert Record.objects.get(key="1").ended_on == TODAY


def test_without_rules_of_the_area_nothing_ends(db):
    filed(of("1"), feed=FEED)
    linked()
    assert settled() == 0
    assert not EndingToCome.objects.exists()


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.FRONT_DOOR, Role.LEAD, Role.ANALYST])
def test_others_keep_nothing(area, role):
    with pytest.raises(MayNotDo):
        set_hold(person("1").code, kind=HoldKind.COURT, reason=WHY, by=someone(role), at=AT)
    assert signed_in(role).get("/ends").status_code == 403


def test_a_keeper_sees_what_ends_soon_what_has_ended_and_what_is_held(area, django_assert_max_num_queries):
    client = signed_in(Role.GOVERNANCE)
    assert "Nothing ends within three months" in said(client.get("/ends"))
    settled()
    cleo, amara = person("3"), person("1")
    with django_assert_max_num_queries(15):
        soon = said(client.get("/ends"))
    assert cleo.code in soon
    assert amara.code not in soon
    assert "2 November 2026" in soon
    ended = said(client.get("/ends?show=ended&sort=agency"))
    assert amara.code in ended
    assert amara.code not in said(client.get("/ends?show=ended&agency=police"))
    form = {"code": cleo.code.lower(), "kind": "complaint", "reason": WHY, "until": "2026-08-01"}
    assert client.post("/ends/holds/set", form | {"code": "P-0000-0000"}).status_code == 422
    hold = client.post("/ends/holds/set", form).url
    listed = said(client.get("/ends?show=held"))
    assert cleo.code in listed
    assert "Look again: 1 August 2026" in listed
    assert "1 hold to look at again" in said(client.get("/"))
    assert "Held" in said(client.get("/ends"))
    assert client.post(hold, {"why": "short"}).status_code == 422
    assert client.post(hold, {"why": WHY}).status_code == 302
    assert "Nothing is held" in said(client.get("/ends?show=held"))
    back = f"/ends/{Ending.objects.get().pk}/take-back"
    assert amara.code in said(client.get(back))
    assert client.post(back, {"why": WHY}).url == f"/ends/holds/{Hold.objects.last().pk}"
    assert Person.objects.get(pk=amara.pk).code in said(client.get("/ends?show=held"))
    assert client.get(back).status_code == 404


def test_the_lists_cost_the_same_however_long_they_are(area):
    filed(*(of(f"n{one}", f"Child{one}", born="2008-02-03") for one in range(30)), feed=FEED)
    linked()
    settled()
    client = signed_in(Role.GOVERNANCE)
    client.get("/ends?show=ended")
    with CaptureQueriesContext(connection) as many:
        assert "Next" in said(client.get("/ends?show=ended"))
    with CaptureQueriesContext(connection) as few:
        client.get("/ends?show=ended&page=2")
    assert len(many) == len(few)
