"""Work about something, who leads the work with a child, and that nobody hidden is in any of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.acting import someone
from tests.teams.working import (
    ABOUT,
    AMIR,
    AT,
    BETH,
    GRACE,
    JO,
    KEEPER,
    NORTH,
    ROSA,
    TOMASZ,
    asked,
    asked_of_service,
    begun,
    by_link,
    seat,
    shielded,
)
from wraparound.access.words import Role
from wraparound.identity.models import Person
from wraparound.kernel.acting import Actor
from wraparound.teams.actions import accept_work, allocate, hand_over_work, note_begun, refuse_work, release_work
from wraparound.teams.models import Work
from wraparound.teams.queries import any_work, lead_of, works_about
from wraparound.teams.queries.seen import works_seen

LEADING_KEEPER = Actor("k", "social-care", "K", frozenset({"lead", "front_door", "governance"}))


@pytest.fixture
def children(db):
    found = begun()
    seat(AMIR)
    return found


def test_all_work_about_something_is_shown_as_it_stands(children, django_assert_num_queries):
    assert not any_work()
    first, second = asked(children["Hattie"], children["Hugo"], leads=True), asked_of_service(children["Hattie"])
    asked(children["Hattie"], about="contact:C-0000-0000")
    accept_work(first.ref, by=AMIR, at=AT)
    refuse_work(second.ref, why="She is too young", by=TOMASZ, at=AT)
    with django_assert_num_queries(4):
        one, two = works_about(ABOUT, by=ROSA)
    assert (one.ref, one.standing, one.holder, one.holder_name) == (
        first.ref,
        "accepted",
        "amir.tolland",
        "Amir Tolland",
    )
    assert (one.persons, one.team, one.leads) == (tuple(sorted(children.values())), NORTH, True)
    assert (one.due.agency, one.due.closed_at, one.asked_by) == ("social-care", None, "Rosa Wendle")
    assert (two.standing, two.why, two.service_name, two.agency) == (
        "refused", "She is too young", "School nursing", "child-health",
    )  # fmt: skip
    assert any_work()


def test_whom_it_is_allocated_to_is_told_by_name(children):
    allocate(asked(children["Hattie"]).ref, username="amir.tolland", by=GRACE, at=AT)
    assert works_about(ABOUT, by=ROSA)[0].allocated_to == "Amir Tolland"


def test_work_for_somebody_hidden_is_there_for_keepers_alone(children):
    both, other = asked(children["Hattie"], children["Hugo"]), asked(children["Hugo"])
    shielded(children["Hattie"])
    assert [one.ref for one in works_about(ABOUT, by=ROSA)] == [other.ref]
    assert {one.ref for one in works_about(ABOUT, by=KEEPER)} == {both.ref, other.ref}
    assert list(works_seen(AMIR, at=AT)) == [other]
    assert set(works_seen(LEADING_KEEPER, at=AT)) == {both, other}


def test_work_for_a_number_that_was_retired_is_hidden_with_whom_it_leads_to(children):
    work = asked(children["Hattie"])
    Person.objects.filter(pk=children["Hattie"]).update(became_id=children["Hugo"])
    shielded(children["Hugo"])
    assert works_about(ABOUT, by=ROSA) == []
    assert not works_seen(AMIR, at=AT).exists()
    assert Work.objects.get() == work


def test_the_lead_practitioner_is_whoever_accepted_work_that_is_led(children, django_assert_num_queries):
    led, other = asked(children["Hattie"], leads=True), asked(children["Hugo"])
    assert lead_of(children.values(), by=ROSA) == {}
    accept_work(led.ref, by=AMIR, at=AT)
    accept_work(other.ref, by=AMIR, at=AT)
    with django_assert_num_queries(1):
        leads = lead_of(list(children.values()), by=BETH)
    assert set(leads) == {children["Hattie"]}
    lead = leads[children["Hattie"]]
    assert (lead.username, lead.name, lead.team, lead.since) == ("amir.tolland", "Amir Tolland", NORTH, AT)
    assert (lead.team_name, lead.agency, lead.work) == ("Family Help North", "social-care", led.ref)


def test_who_leads_changes_with_the_work(children):
    seat(GRACE)
    led = asked(children["Hattie"], leads=True)
    accept_work(led.ref, by=AMIR, at=AT)
    note_begun(led.ref, by=AMIR, at=AT)
    hand_over_work(led.ref, username="grace.okenby", why="Amir moves", by=AMIR, at=AT)
    assert lead_of([children["Hattie"]], by=ROSA)[children["Hattie"]].name == "Grace Okenby"
    release_work("grace.okenby", by=KEEPER, at=AT)
    assert lead_of([children["Hattie"]], by=ROSA) == {}


def test_the_lead_of_somebody_hidden_is_told_to_keepers_alone(children):
    led = asked(children["Hattie"], children["Hugo"], leads=True)
    accept_work(led.ref, by=AMIR, at=AT)
    shielded(children["Hattie"])
    assert set(lead_of(children.values(), by=ROSA)) == {children["Hugo"]}
    assert set(lead_of(children.values(), by=KEEPER)) == set(children.values())
    assert lead_of([], by=ROSA) == {}


def test_the_lead_is_found_under_the_number_that_is_in_use_now(children):
    accept_work(asked(children["Hattie"], leads=True).ref, by=AMIR, at=AT)
    Person.objects.filter(pk=children["Hattie"]).update(became_id=children["Hugo"])
    assert set(lead_of([children["Hugo"]], by=ROSA)) == {children["Hugo"]}


def test_each_sees_the_work_that_is_theirs_to_see(children):
    seat(JO)
    of_team, of_service = asked(children["Hattie"]), asked_of_service(children["Hattie"])
    seen = {
        who: set(works_seen(who, at=AT))
        for who in (ROSA, AMIR, GRACE, JO, TOMASZ, BETH, KEEPER, someone(Role.ANALYST), by_link(of_service))
    }
    both = {of_team, of_service}
    assert [seen[who] for who in (ROSA, AMIR, GRACE, KEEPER)] == [both, both, both, both]
    assert (seen[JO], seen[TOMASZ], seen[by_link(of_service)]) == ({of_team}, {of_service}, {of_service})
    assert [seen[who] for who in (BETH, someone(Role.ANALYST))] == [set(), set()]


def test_whoever_holds_work_sees_it_when_their_seat_has_ended(children):
    given = seat(JO)
    work = asked(children["Hattie"])
    accept_work(work.ref, seat=given.pk, by=AMIR, at=AT)
    given.ends_on = given.begins_on
    given.save()
    assert list(works_seen(JO, at=AT)) == [work]


class HiddenTests(TestCase):
    """Whoever is hidden, and whoever looks: no work for them is seen but by keepers."""

    def setUp(self):
        self.children = begun()
        for persons in ((), ("Hattie",), ("Hugo",), ("Hattie", "Hugo")):
            asked(*(self.children[name] for name in persons))

    @settings(max_examples=25)
    @given(
        hidden=st.sets(st.sampled_from(["Hattie", "Hugo"])),
        who=st.sampled_from([ROSA, AMIR, GRACE, JO, LEADING_KEEPER]),
    )
    def test_nobody_but_keepers_sees_work_for_anybody_hidden(self, hidden, who):
        for name in hidden:
            shielded(self.children[name])
        numbers = {self.children[name] for name in hidden}
        for work in works_seen(who, at=AT):
            theirs = set(work.children.values_list("person", flat=True))
            assert who is LEADING_KEEPER or not theirs & numbers
        if who is LEADING_KEEPER:
            assert works_seen(who, at=AT).count() == 4
