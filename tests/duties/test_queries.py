"""What is read of duties: lists that know no one hidden, pages by key, the clock as a line, calendars."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.acting import AT, someone
from tests.sample_area import adopt_ashmere
from wraparound.access.models import RoleHeld
from wraparound.duties.actions import make_calendar, open_duty, pause_duty
from wraparound.duties.models import Duty
from wraparound.duties.queries import rules_known
from wraparound.duties.queries.calendars import calendar_shown, items_of, secret_of
from wraparound.duties.queries.day import days_of
from wraparound.duties.queries.lists import AGENCY, LISTED, MINE, OWED, Asked, shown_to
from wraparound.duties.queries.pages import duty_page, duty_seen
from wraparound.duties.queries.people import directory_of
from wraparound.duties.words import Owed
from wraparound.identity.models import Person, Shield
from wraparound.kernel.acting import Actor

JO = Actor("jo.farrant", "police", roles=frozenset({"professional"}), purpose="protect")
KEEPER = Actor("owen.haskell", "police", roles=frozenset({"governance"}), purpose="protect")
ASKED = Owed(agency="police", owed_to="social-care", words="Answer question Q-7K3M", owner="jo.farrant")
HOUR = timedelta(hours=1)


def opened(*, at=AT, rule="answer-green", **said):
    return open_duty(replace(ASKED, **said), rule=rule, by=someone(), at=at)


def numbers(shown):
    return [one.duty.pk for one in shown.lines]


def hidden_person(number=1):
    person = Person.objects.create(code=f"P-7K3M-{number:04}", since=AT)
    Shield.objects.create(person=person, kind="refuge", reason="x", set_by="x", set_at=AT)
    return person


@pytest.fixture
def ashmere(db):
    adopt_ashmere()
    RoleHeld.objects.update(begins_on=date(2026, 1, 1))


def test_a_list_is_walked_by_key_forth_and_back_and_misses_nothing(ashmere):
    made = [opened(at=AT + number // 3 * HOUR).pk for number in range(2 * LISTED + 5)]
    for sort in ("due", "-due"):
        seen, after = [], ""
        while True:
            page = shown_to(Asked(AGENCY, sort=sort, after=after), by=JO, at=AT)
            seen += numbers(page)
            after = page.goes_on
            if not after:
                break
        assert seen == (made if sort == "due" else made[::-1])


@pytest.mark.parametrize("key", ["nonsense", "2026-09-01_5", "2026-09-01T09:00:00+00:00_x", "_", "9"])
def test_a_key_that_is_none_begins_at_the_beginning(ashmere, key):
    duty = opened()
    assert numbers(shown_to(Asked(AGENCY, after=key), by=JO, at=AT)) == [duty.pk]


def test_lists_are_narrowed(ashmere):
    late, soon = opened(at=AT - timedelta(days=4)), opened(owner="")
    paused = opened(rule="answer-amber", owed_to="schools")
    pause_duty(paused.pk, reason="The family is away for long", by=JO, at=AT)
    for narrow, found in [
        ({}, [late, soon, paused]),
        ({"when": "late"}, [late]),
        ({"when": "week"}, [soon]),
        ({"when": "today"}, []),
        ({"when": "paused"}, [paused]),
        ({"when": "closed"}, []),
        ({"rule": "answer-amber"}, [paused]),
        ({"agency": "schools"}, [paused]),
        ({"owner": "desk"}, [soon]),
        ({"owner": "jo.farrant"}, [late, paused]),
    ]:
        shown = shown_to(Asked(AGENCY, **narrow), by=JO, at=AT)
        assert set(numbers(shown)) == {one.pk for one in found}, narrow
        assert shown.counts == {"late": 1, "today": 0, "week": 1, "paused": 1, "all": 3}


class OfTheHidden(TestCase):
    """Whoever is hidden changes nothing that anyone but a keeper of shields is shown."""

    @given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(-100, 100)), max_size=6))
    def test_what_is_owed_about_someone_hidden_is_in_no_list_count_page_calendar_or_day(self, told):
        adopt_ashmere()
        RoleHeld.objects.update(begins_on=date(2026, 1, 1))
        person, taken_in = hidden_person(), Person.objects.create(code="P-7K3M-9999", since=AT)
        Person.objects.filter(pk=taken_in.pk).update(became=person)
        feed = make_calendar(with_desk=True, by=JO, at=AT)
        opened()
        before = everything(feed)
        for desk, old_number, hours in told:
            about = taken_in.pk if old_number else person.pk
            duty = opened(at=AT + hours * HOUR, about=about, owner="" if desk else "jo.farrant")
            assert duty_seen(duty.pk, by=JO, at=AT) is None
            assert duty_seen(duty.pk, by=KEEPER, at=AT) == duty
        assert everything(feed) == before
        assert len(numbers(shown_to(Asked(AGENCY), by=KEEPER, at=AT))) == Duty.objects.count()


def everything(feed):
    """Give all that someone is shown of duties."""
    lists = [shown_to(Asked(which), by=JO, at=AT) for which in (MINE, AGENCY, OWED)]
    day = days_of(directory_of(at=AT), at=AT)
    told = {reader.address: one.facts() for reader, one in day.items() if "owen" not in reader.address}
    return [(numbers(one), dict(one.counts)) for one in lists], items_of(feed, by=JO, at=AT), told


def test_a_person_is_named_to_those_who_may_see_them_and_say_what_for(ashmere):
    person = Person.objects.create(code="P-7K3M-92QX", since=AT)
    duty = opened(about=person.pk)
    door = someone()
    assert duty_page(duty, by=door, at=AT).person[0] == "P-7K3M-92QX"
    assert duty_page(duty, by=replace(door, purpose=""), at=AT).person is None
    assert duty_page(duty, by=JO, at=AT).person is None  # the police hold no record of them
    assert shown_to(Asked(OWED), by=door, at=AT).persons == (person.pk,)


def test_the_page_of_a_duty_draws_its_clock_and_says_what_can_be_done(ashmere):
    duty = opened()
    page = duty_page(duty, by=JO, at=AT + 24 * HOUR)
    assert [one.words for one in page.line.marks][:2] == ["It began", "Now"]
    assert page.line.marks[0].place == 0
    assert page.line.marks[-1].place == 100
    assert page.can == ["answer", "hand-over", "extend", "pause"]
    assert "owed can say" in page.cannot[0]
    assert duty_page(duty, by=someone(), at=AT).can == ["extend", "pause", "withdraw"]
    paused = pause_duty(duty.pk, reason="The family is away for long", by=JO, at=AT + HOUR)
    page = duty_page(paused, by=JO, at=AT + 9 * HOUR)
    assert page.can == ["answer", "hand-over", "resume"]
    assert [one.stands for one in page.line.parts if one.stands] == [True]


def test_a_calendar_is_its_owners_until_they_leave(ashmere):
    feed = make_calendar(with_desk=False, by=JO, at=AT)
    mine, _ = opened(), opened(owner="")
    held, by = calendar_shown(secret_of(feed), at=AT)
    assert [one.number for one in items_of(held, by=by, at=AT)] == [mine.pk]
    assert calendar_shown("0" * 48, at=AT) is None
    RoleHeld.objects.update(ends_on=date(2026, 8, 1))
    assert calendar_shown(secret_of(feed), at=AT) is None


def test_rules_are_the_laws_the_areas_and_those_written_down(ashmere):
    known = rules_known()
    assert known["front-door-decision"][0].is_national
    assert known["answer-red"][0].number == 0
    opened(rule="answer-red")
    assert rules_known(["answer-red"])["answer-red"][0].number == 1
    assert rules_known(["none"]) == {}
