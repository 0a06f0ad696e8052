"""Births, moves and deaths: who may tell them, what can be so, who hears of them, and taking them back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.identity.records import CLERK, filed, linked, row
from tests.identity.test_views import at_work, said
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.feeds.rules import row_of
from wraparound.feeds.words import ColumnMap, Use
from wraparound.identity.actions import (
    decide_of,
    link_records,
    note_births,
    set_shield,
    tell_life_event,
    undo_life_event,
)
from wraparound.identity.actions.living import CannotTell, look_at_life, note_births_to_come
from wraparound.identity.actions.looking import look_at_list, look_at_person
from wraparound.identity.api.lives import life_told
from wraparound.identity.forms import LifeForm
from wraparound.identity.models import LifeEvent, Person, Record
from wraparound.identity.policies import MayNotSeePerson
from wraparound.identity.queries.answers import told_of, told_of_all
from wraparound.identity.queries.fhir import child_of
from wraparound.identity.queries.living import standing_of
from wraparound.identity.queries.seen import records_told
from wraparound.identity.rules.fhir import Place
from wraparound.identity.rules.fhir.patient import patient
from wraparound.identity.rules.living import (
    MOVES,
    Told,
    day_born,
    day_died,
    is_disputed,
    stands,
    tells_a_birth_to_come,
    why_it_cannot_be,
)
from wraparound.identity.words import LifeKind, Row, ShieldKind
from wraparound.ledger.models import Entry, Mention
from wraparound.matching.words import Answer

DAY = date(2026, 8, 3)
NOT_SO = "It was her cousin of the same name, the school says"
DAYS = st.dates(date(2020, 1, 1), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("told", "before", "why"),
    [
        (Told(LifeKind.DIED, None), [], "on which day"),
        (Told(LifeKind.DIED, date(2026, 9, 2)), [], "has not come yet"),
        (Told(LifeKind.MOVED_OUT, date(2014, 5, 13)), [], "before the day of birth"),
        (Told(LifeKind.DIED, DAY), [Told(LifeKind.DIED, date(2026, 8, 1))], "told before"),
        (Told(LifeKind.MOVED_IN, DAY), [Told(LifeKind.DIED, date(2026, 8, 1))], "died before that day"),
        (Told(LifeKind.MOVED_IN, DAY), [Told(LifeKind.MOVED_IN, DAY)], "told before"),
        (Told(LifeKind.MOVED_IN, DAY), [Told(LifeKind.MOVED_OUT, DAY)], ""),
        (Told(LifeKind.MOVED_OUT, date(2026, 8, 1)), [Told(LifeKind.DIED, DAY)], ""),
        (Told(LifeKind.DIED, date(2026, 9, 1)), [], ""),
        (Told(LifeKind.DIED, DAY), [Told(LifeKind.DIED, DAY, True)], ""),  # it is so, as its record tells
        (Told(LifeKind.MOVED_IN, DAY), [Told(LifeKind.DIED, date(2026, 8, 1), True)], "died before that day"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(told, before, why):
    found = why_it_cannot_be(told, born=date(2014, 5, 14), before=before, today=AT.date())
    assert why in found
    assert bool(why) == bool(found)


@given(st.lists(st.builds(Told, st.sampled_from([*LifeKind]), st.none() | DAYS), max_size=6))
def test_a_death_stands_above_all_else_then_the_latest_move(told):
    first = stands(told)
    if any(one.kind == LifeKind.DIED for one in told):
        assert first.kind == LifeKind.DIED
    elif moves := [one for one in told if one.kind in MOVES and one.on]:
        assert first.kind in MOVES
        assert first.on == max(one.on for one in moves)
    else:
        assert first is None


DEAD, GONE = Told(LifeKind.DIED, DAY, True), Told(LifeKind.MOVED_OUT, DAY, True)


@pytest.mark.parametrize(
    ("told", "also", "seen", "disputed"),
    [
        (DEAD, [], True, True),
        (DEAD, [], False, False),
        (DEAD, [Told(LifeKind.DIED, DAY)], True, False),  # somebody has told that it is so
        (DEAD, [Told(LifeKind.MOVED_OUT, DAY)], True, True),
        (GONE, [], True, True),
        (GONE, [Told(LifeKind.MOVED_IN, DAY)], True, False),
        (Told(LifeKind.DIED, DAY), [], True, False),  # what somebody tells is settled
        (Told(LifeKind.MOVED_IN, DAY, True), [], True, False),
    ],
)
def test_a_record_that_has_someone_gone_whom_another_saw_after_is_disputed_until_somebody_settles_it(
    told, also, seen, disputed
):
    assert is_disputed(told, all_told=[told, *also], seen=seen) is disputed
    assert day_died([told._replace(disputed=disputed)]) == (None if disputed or told.kind != LifeKind.DIED else DAY)


def test_of_several_deaths_what_somebody_told_counts_then_what_nobody_disputes():
    person, plain, disputed = (
        Told(LifeKind.DIED, date(2026, 8, day), day > 1, day > 2) for day in (1, 2, 3)
    )  # fmt: skip
    assert stands([disputed, plain, person]) == person
    assert stands([disputed, plain]) == plain
    assert stands([disputed]) == disputed


def test_of_two_moves_on_one_day_the_one_told_last_stands():
    assert stands([Told(LifeKind.MOVED_OUT, DAY), Told(LifeKind.MOVED_IN, DAY)]).kind == LifeKind.MOVED_IN


@pytest.mark.parametrize(
    ("record", "whether"),
    [
        ('{"expected_birth_date":["2026-12-01"],"surname":["Alder"]}', True),
        ('{"expected_birth_date":["2026-12-01"],"birth_date":["2026-11-28"]}', False),
        ('{"surname":["Alder"]}', False),
    ],
)
def test_a_record_tells_a_birth_to_come_while_it_tells_no_birth(record, whether):
    assert tells_a_birth_to_come(record) is whether


def test_the_day_of_birth_is_the_first_that_is_a_whole_day():
    assert day_born([{}, {"birth_date": ["2014"]}, {"birth_date": ["2014-05-14"]}]) == date(2014, 5, 14)
    assert day_born([{"birth_date": ["2014"]}]) is None


@pytest.fixture
def amara(db):
    filed(row("1"), row("2", "Ben", "Turelwall", born="2012-01-30"))
    filed(row("s1"), feed="schools")
    linked()
    return Record.objects.get(key="1").person


def told(person, kind=LifeKind.MOVED_OUT, on=DAY, *, by=None, **more):
    more = {"place": "Tarrowdale", "ask": "Front door, 04155 010010"} | more
    return tell_life_event(person.code, kind=kind, on=on, **more, by=by or someone(), at=AT)


def unborn(key, feed="social-care"):
    said = row(key, "Baby", "Okonjo", expected_birth_date="2026-08-20")
    del said.said["birth_date"]
    return filed(said, feed=feed)


def test_a_move_is_seen_first_on_the_childs_page_with_whom_to_ask_there(amara):
    told(amara)
    page = look_at_person(amara.code, by=someone(), at=AT)
    assert (page.first.kind, page.first.on, page.first.place) == (LifeKind.MOVED_OUT, DAY, "Tarrowdale")
    text = said(at_work(Role.LEAD).get(f"/children/{amara.code}"))
    assert "Moved out of this area to Tarrowdale on 3 August 2026. Ask there: Front door, 04155 010010." in text
    assert [one.life and one.life.kind for one in look_at_list(0, by=someone(), at=AT)[0]] == ["moved_out", None]


def test_a_move_ends_no_agencys_part_and_keeps_nothing_of_what_is_known_there(amara):
    before = len(look_at_person(amara.code, by=someone(), at=AT).parts)
    told(amara)
    assert len(look_at_person(amara.code, by=someone(), at=AT).parts) == before
    kept = LifeEvent.objects.get()
    assert (kept.place, kept.ask, kept.record) == ("Tarrowdale", "Front door, 04155 010010", None)


def test_someone_who_died_does_not_grow_older(amara):
    told(amara, LifeKind.DIED, date(2020, 5, 13))
    page = look_at_person(amara.code, by=someone(), at=AT)
    assert (page.age, page.first.place) == (5, "")
    assert "Died on 13 May 2020" in said(at_work(Role.FRONT_DOOR).get(f"/children/{amara.code}"))


def test_it_is_written_down_of_whom_and_can_be_heard_without_what_was_said(amara):
    kept = told(amara)
    entry = Entry.objects.get(event="identity.ChildMovedOut")
    assert entry.facts["life_event"] == kept.pk
    assert "Tarrowdale" not in str(entry.facts)
    assert list(Mention.objects.filter(entry=entry).values_list("person", flat=True)) == [amara.pk]
    told(amara, LifeKind.MOVED_IN, date(2026, 8, 9), place="Scotland", ask="")
    told(amara, LifeKind.DIED, date(2026, 8, 30))
    assert Entry.objects.filter(event__in=["identity.ChildMovedIn", "identity.PersonDied"]).count() == 2


def test_it_can_be_taken_back_for_a_reason_and_what_was_told_is_kept(amara):
    kept = told(amara, LifeKind.DIED)
    with pytest.raises(CannotTell, match="sentence"):
        undo_life_event(amara.code, number=kept.pk, why="no", by=someone(), at=AT)
    undo_life_event(amara.code, number=kept.pk, why=NOT_SO, by=someone(Role.LEAD), at=AT)
    assert look_at_person(amara.code, by=someone(), at=AT).life == []
    kept.refresh_from_db()
    assert (kept.kind, kept.undone_why, kept.undone_by) == ("died", NOT_SO, someone(Role.LEAD).username)
    with pytest.raises(CannotTell, match="already"):
        undo_life_event(amara.code, number=kept.pk, why=NOT_SO, by=someone(), at=AT)
    assert told(amara, LifeKind.DIED).pk != kept.pk


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.ANALYST, Role.GOVERNANCE])
def test_others_may_not_tell_it(amara, role):
    with pytest.raises(MayNotDo):
        told(amara, by=someone(role))
    with pytest.raises(MayNotDo):
        look_at_life(amara.code, by=someone(role), at=AT)


def test_a_birth_is_told_by_records_alone_and_a_move_needs_its_place(amara):
    with pytest.raises(CannotTell, match="agencies' records"):
        told(amara, LifeKind.BORN)
    with pytest.raises(CannotTell, match="Say where"):
        told(amara, place=" ")
    assert not LifeEvent.objects.exists()


def test_of_someone_hidden_nothing_can_be_told_or_taken_back(amara):
    kept = told(amara)
    keeper = someone(Role.GOVERNANCE)
    set_shield(amara.code, kind=ShieldKind.REFUGE, reason=NOT_SO, by=replace(keeper, signed_in_at=AT), at=AT)
    with pytest.raises(CannotTell, match="nobody with this code"):
        told(amara, LifeKind.DIED)
    with pytest.raises(CannotTell, match="nobody with this code"):
        undo_life_event(amara.code, number=kept.pk, why=NOT_SO, by=someone(), at=AT)
    assert look_at_life(amara.code, by=someone(), at=AT) is None
    assert all(one.life is None for one in look_at_list(0, by=someone(), at=AT)[0])


def test_what_was_told_goes_to_whoever_takes_the_person_in(amara):
    ben = Record.objects.get(key="2").person
    told(ben)
    left, right = Record.objects.get(key="1").pk, Record.objects.get(key="2").pk
    decide_of(left, right=right, answer=Answer.SAME, by=CLERK, at=AT)
    whole = Record.objects.get(key="2").person
    assert whole == Record.objects.get(key="1").person
    assert [one.kind for one in look_at_person(whole.code, by=someone(), at=AT).life] == ["moved_out"]
    listed = look_at_list(0, by=someone(), at=AT)[0]
    assert [one.life.kind for one in listed if one.code == whole.code] == ["moved_out"]


def test_what_was_told_is_found_however_often_the_code_it_was_told_of_was_retired(amara):
    first, second, third = (
        Person.objects.create(code=f"P-AAAA-000{number}", since=AT, became=None) for number in (1, 2, 3)
    )
    told(first, LifeKind.DIED)
    for one, other in ((first, second), (second, third), (third, amara)):
        Person.objects.filter(pk=one.pk).update(became=other)
    assert [one.kind for one in look_at_person(amara.code, by=someone(), at=AT).life] == ["died"]
    assert standing_of([amara.pk])[amara.pk].kind == LifeKind.DIED
    other = Record.objects.get(key="2").person_id
    told_of = records_told([amara.pk, other], by=someone())
    assert {person: {one.lived for one in theirs} for person, theirs in told_of.items()} == {
        amara.pk: {True},
        other: {False},
    }


def test_an_unborn_child_becomes_born_when_its_own_record_tells_the_birth(db):
    unborn("u")
    linked()
    assert note_births(by=CLERK, at=AT) == 0
    person = Record.objects.get(key="u").person
    assert [one.kind for one in look_at_person(person.code, by=someone(), at=AT).life] == ["expected"]
    filed(row("u", "Ada", "Okonjo", born="2026-08-18"), feed="social-care", load=2)
    linked()
    assert note_births(by=CLERK, at=AT + timedelta(days=1)) == 1
    page = look_at_person(person.code, by=someone(), at=AT)
    assert [(one.kind, one.on, one.may_undo) for one in page.life] == [("born", date(2026, 8, 18), False)]
    born = Entry.objects.get(event="identity.ChildBorn")
    assert list(Mention.objects.filter(entry=born).values_list("person", flat=True)) == [person.pk]
    assert note_births(by=CLERK, at=AT) == 0


def test_an_unborn_child_becomes_born_when_another_agencys_record_of_the_child_tells_it(db):
    unborn("u")
    filed(row("n", "Ada", "Okonjo", born="2026-08-18"))
    linked()
    left, right = Record.objects.get(key="u").pk, Record.objects.get(key="n").pk
    decide_of(left, right=right, answer=Answer.SAME, by=CLERK, at=AT)
    assert note_births(by=CLERK, at=AT) == 1
    decide_of(left, right=right, answer=Answer.DIFFERENT, by=CLERK, at=AT)
    assert [one.kind for one in look_at_person(Record.objects.get(key="n").person.code, by=someone(), at=AT).life] == []


def test_a_birth_is_told_when_the_record_that_tells_it_is_linked_alone_and_no_other_is(db):
    unborn("u")
    unborn("v")
    filed(row("n", "Ada", "Okonjo", born="2026-08-18"))
    linked()
    filed(row("u", "Ada", "Okonjo", born="2026-08-18"), feed="social-care", load=2)
    link_records([Record.objects.get(key="u").pk], by=CLERK, at=AT)
    born = LifeEvent.objects.filter(kind=LifeKind.BORN)
    assert [(one.record.key, one.on) for one in born] == [("u", date(2026, 8, 18))]
    left, right = (Record.objects.get(key=key).pk for key in "vn")
    decide_of(left, right=right, answer=Answer.SAME, by=CLERK, at=AT)
    link_records(list(Record.objects.filter(waits=True).values_list("pk", flat=True)), by=CLERK, at=AT)
    assert {one.record.key for one in born.all()} == {"u", "v"}
    assert note_births(by=CLERK, at=AT) == 0


def test_births_still_to_come_are_asked_about_in_one_query_and_so_is_one_that_was_told(db, django_assert_num_queries):
    for key in ("t", "u", "v"):
        unborn(key)
    linked()
    filed(row("t", "Ada", "Okonjo", born="2026-08-18"), feed="social-care", load=2)
    linked()
    assert note_births(by=CLERK, at=AT) == 1
    note_births(by=CLERK, at=AT)  # its query is put into words
    with django_assert_num_queries(3):  # with the transaction's begin and end
        assert note_births(by=CLERK, at=AT) == 0


def test_a_birth_to_come_is_noted_once_however_often_the_file_comes(db):
    unborn("u")
    unborn("u")
    number = Record.objects.get(key="u").pk
    assert note_births_to_come([number], by=CLERK, at=AT) == 0
    assert LifeEvent.objects.filter(kind="expected").count() == 1
    assert Entry.objects.filter(event="identity.BirthExpected").count() == 1


def test_two_workers_do_not_tell_one_birth_twice(db):
    unborn("u")
    record = Record.objects.get(key="u")
    LifeEvent.objects.create(record=record, kind=LifeKind.BORN, on=DAY, by="x", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        LifeEvent.objects.create(record=record, kind=LifeKind.BORN, on=DAY, by="x", at=AT)


def test_the_page_tells_what_was_told_and_takes_more(amara):
    client = at_work(Role.LEAD)
    address = f"/children/{amara.code}/life"
    form = {"kind": "moved_out", "on": "3 8 2026", "place": "Tarrowdale", "ask": "Front door"}
    assert client.post(address, form).url == f"/children/{amara.code}"
    page = said(client.get(address))
    assert "Moved out of this area to Tarrowdale on 3 August 2026. Ask there: Front door." in page
    assert "Take back" in page
    kept = LifeEvent.objects.get()
    undo = f"{address}/{kept.pk}/undo"
    assert "Why is it not so?" in said(client.get(undo))
    assert client.post(undo, {"why": "short"}).status_code == 422
    assert client.post(undo, {"why": NOT_SO}).url == address
    assert client.get(undo).status_code == 404


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({}, "Say what happened"),
        ({"kind": "died", "on": "yesterday"}, "Write the day as 27 3 2026"),
        ({"kind": "died", "on": "3 8 2030"}, "has not come yet"),
        ({"kind": "moved_in", "on": "3 8 2026"}, "Say where"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(amara, form, why):
    answer = at_work(Role.FRONT_DOOR).post(f"/children/{amara.code}/life", form | {"ask": "Ring Jo"})
    assert why in said(answer, 422)
    assert 'value="Ring Jo"' in answer.content.decode()


def test_nobody_tells_of_someone_whom_their_agency_may_not_see(amara):
    with pytest.raises((MayNotSeePerson, MayNotDo)):
        told(amara, by=someone(Role.PROFESSIONAL, agency="club"))


def test_a_day_can_be_written_as_people_write_it():
    for written in ("3 8 2026", "03/08/2026", "2026-08-03", "3 August 2026"):
        form = LifeForm({"kind": "died", "on": written})
        assert form.is_valid(), written
        assert form.cleaned_data["on"] == DAY


def test_agencies_systems_are_told_of_a_death_and_of_moves_too(amara):
    told(amara)
    told(amara, LifeKind.DIED, date(2026, 8, 9))
    page = look_at_person(amara.code, by=someone(), at=AT)
    told_as_json = [life_told(one) for one in page.life]
    assert [(one["what"], one["on"], one["place"]) for one in told_as_json] == [
        ("moved_out", DAY, "Tarrowdale"),
        ("died", date(2026, 8, 9), ""),
    ]
    child = child_of(told_of(amara, by=someone(), at=AT))
    assert (
        patient(child, at=Place("https://ashmere.example.org/fhir/R4", "https://ashmere.example.org"))[
            "deceasedDateTime"
        ]
        == "2026-08-09"
    )
    assert child_of(told_of_all({amara.pk: amara.code}, by=someone(), at=AT)[amara.pk]).died == date(2026, 8, 9)


# What feeds tell


def said_by_feed(*lived, key="1", feed="health", load=2, seen=""):
    """File a record again with what it tells of moves and a death, and when its agency last saw the child."""
    plain = row(key)
    part = {"service": "Family Help", "last_contact_on": seen} if seen else {}
    return filed(Row(key, plain.said, part, life=lived), feed=feed, load=load)


def death(on=DAY):
    return ("died", on, "")


def first_of(person):
    return look_at_person(person.code, by=someone(), at=AT).first


def test_a_feed_tells_a_death_and_takes_it_back(amara):
    said_by_feed(death())
    assert (first_of(amara).kind, first_of(amara).who, first_of(amara).by_record) == ("died", "Health", True)
    assert standing_of([amara.pk])[amara.pk].on == DAY
    assert [one.life and one.life.kind for one in look_at_list(0, by=someone(), at=AT)[0]] == ["died", None]
    said_by_feed(death(), load=3)
    assert LifeEvent.objects.count() == 1, "told again, it is told once"
    said_by_feed(death(date(2026, 8, 5)), load=4)
    assert (first_of(amara).on, LifeEvent.objects.filter(undone_at=None).count()) == (date(2026, 8, 5), 1)
    said_by_feed(load=5)
    assert first_of(amara) is None
    heard = ["identity.PersonDied", "identity.LifeEventUndone"]
    told_of = Entry.objects.filter(event__in=heard).order_by("pk")
    assert [one.event for one in told_of] == [heard[0], heard[1], heard[0], heard[1]]
    assert {one.person for one in Mention.objects.filter(entry__in=told_of)} == {amara.pk}


def test_a_move_that_a_feed_tells_stands_with_its_place_and_ends_nobodys_part(amara):
    before = len(look_at_person(amara.code, by=someone(), at=AT).parts)
    said_by_feed(("moved_out", DAY, "Tarrowdale"))
    assert (first_of(amara).kind, first_of(amara).place) == ("moved_out", "Tarrowdale")
    assert len(look_at_person(amara.code, by=someone(), at=AT).parts) == before
    told(amara, LifeKind.MOVED_IN, date(2026, 8, 9))
    assert first_of(amara).kind == "moved_in"


def test_a_death_that_another_source_contradicts_is_said_so_everywhere_until_a_person_settles_it(amara):
    said_by_feed(death())
    said_by_feed(key="s1", feed="schools", seen="2026-08-20")
    page = look_at_person(amara.code, by=someone(), at=AT)
    assert page.first.seen == (("Schools", date(2026, 8, 20)),)
    assert page.age == 12, "nobody's age stops by it"
    assert next((one.label, one.values) for one in page.disagree) == (
        "Died", [("On 3 August 2026", ["Health"]), ("Seen on 20 August 2026", ["Schools"])],
    )  # fmt: skip
    assert standing_of([amara.pk])[amara.pk].disputed
    assert life_told(page.life[0])["disputed"]
    assert child_of(told_of(amara, by=someone(), at=AT)).died is None
    client = at_work(Role.LEAD)
    text = said(client.get(f"/children/{amara.code}"))
    assert "Said to have died on 3 August 2026. But Schools saw them on 20 August 2026." in text
    assert "Said to have died 3 August 2026: sources disagree" in said(client.get("/children"))
    told(amara, LifeKind.DIED)
    page = look_at_person(amara.code, by=someone(), at=AT)
    assert (page.first.by_record, page.first.seen, "Died" in {one.label for one in page.disagree}) == (False, (), False)
    assert child_of(told_of(amara, by=someone(), at=AT)).died == DAY


def test_what_somebody_takes_back_of_a_record_does_not_come_again_while_it_tells_the_same(amara):
    said_by_feed(death())
    kept = LifeEvent.objects.get()
    undo_life_event(amara.code, number=kept.pk, why=NOT_SO, by=someone(), at=AT)
    assert first_of(amara) is None
    said_by_feed(death(), load=3, seen="2026-08-20")  # its row changes, and still says so
    assert first_of(amara) is None
    said_by_feed(death(date(2026, 8, 25)), load=4)
    assert first_of(amara).on == date(2026, 8, 25), "another day is another thing to be told"


def test_two_deaths_on_different_days_are_shown_as_a_contradiction(amara):
    said_by_feed(death())
    said_by_feed(death(date(2026, 8, 5)), key="s1", feed="schools")
    page = look_at_person(amara.code, by=someone(), at=AT)
    assert page.disagree[0].values == [("On 3 August 2026", ["Health"]), ("On 5 August 2026", ["Schools"])]


def test_a_death_that_a_record_tells_goes_with_the_record_and_is_hidden_with_it(amara):
    said_by_feed(death())
    left, right = Record.objects.get(key="1").pk, Record.objects.get(key="s1").pk
    decide_of(left, right=right, answer=Answer.DIFFERENT, by=CLERK, at=AT)
    theirs, other = Record.objects.get(key="1").person, Record.objects.get(key="s1").person
    assert (first_of(theirs).kind, first_of(other)) == ("died", None)
    by = replace(someone(Role.GOVERNANCE), signed_in_at=AT)
    set_shield(theirs.code, kind=ShieldKind.REFUGE, reason=NOT_SO, by=by, at=AT)
    assert all(one.life is None for one in look_at_list(0, by=someone(), at=AT)[0])
    assert look_at_life(theirs.code, by=someone(), at=AT) is None


def test_columns_tell_of_moves_and_deaths():
    fields = {"Died": "died_on", "Left": "moved_out_on", "To": "moved_to", "Name": "full_name"}
    by_map = ColumnMap("Id", {name: Use(field) for name, field in fields.items()})
    cells = {"Id": "1", "Name": "Ada Okonjo", "Died": "", "Left": "03/08/2026", "To": " Tarrowdale "}
    assert row_of(cells, by_map=by_map, as_of=DAY).life == (("moved_out", DAY, "Tarrowdale"),)
    assert row_of(cells | {"Died": "04/08/2026"}, by_map=by_map, as_of=DAY).reason.startswith("the death is after")
    assert row_of(cells | {"Left": "", "To": "", "Died": "2/8/2026"}, by_map=by_map, as_of=DAY).life == (
        ("died", date(2026, 8, 2), ""),
    )
    assert row_of({"Id": "1", "Name": "Ada Okonjo"}, by_map=by_map, as_of=DAY).life == ()
