"""Adding, changing, confirming and closing a service, and each way in which it cannot be done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.directory.keeping import AT, KEEPER, PLAY, READER, adopt_ashmere, kept, someone
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.directory.actions import CannotKeepService, close_service, confirm_service, keep_service
from wraparound.directory.models import LocalService, ServiceStep
from wraparound.directory.queries.known import facts_of
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)
DAY = AT.date()


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def steps(service):
    return [(one.kind, one.by) for one in ServiceStep.objects.filter(service=service).order_by("pk")]


def told():
    return Entry.objects.order_by("-pk").first().event


def test_a_service_is_added_confirmed_by_who_added_it_and_written_down():
    one = kept()
    assert (one.code, one.confirmed_on, one.confirmed_by) == ("stay-and-play", DAY, KEEPER.username)
    assert facts_of(one) == PLAY
    assert steps(one) == [("added", KEEPER.username)]
    assert told() == "directory.ServiceAdded"


def test_two_of_one_name_have_two_codes():
    assert [kept().code, kept().code] == ["stay-and-play", "stay-and-play-2"]


def test_what_is_changed_keeps_what_was_said_before():
    one = kept()
    changed = keep_service(replace(PLAY, cost="£2"), code=one.code, seen=1, by=someone(Role.LEAD), at=LATER)
    assert (changed.cost, changed.version, changed.confirmed_on) == ("£2", 2, LATER.date())
    assert ServiceStep.objects.order_by("-pk").first().changed == [["cost", "", "£2"]]
    assert told() == "directory.ServiceChanged"


def test_what_is_kept_as_it_was_is_confirmed():
    one = kept()
    again = keep_service(PLAY, code=one.code, by=KEEPER, at=LATER)
    assert (again.version, again.confirmed_on) == (1, LATER.date())
    assert steps(one)[-1] == ("confirmed", KEEPER.username)


def test_nobody_overwrites_what_they_never_saw():
    one = kept()
    keep_service(replace(PLAY, cost="£2"), code=one.code, seen=1, by=KEEPER, at=LATER)
    with pytest.raises(CannotKeepService, match="Somebody changed this service since you opened it"):
        keep_service(replace(PLAY, cost="£3"), code=one.code, seen=1, by=KEEPER, at=LATER)
    assert LocalService.objects.get().cost == "£2"


def test_wrong_facts_are_not_kept_and_every_fault_is_said():
    with pytest.raises(CannotKeepService) as refused:
        kept(name=" ", postcode="here", agency="nobody")
    assert [one.field for one in refused.value.faults] == ["name", "postcode", "agency"]
    assert not LocalService.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "as_of"),
    [
        ({}, {"places_free": 3}, LATER.date()),
        ({"places_free": 3}, {"places_free": 3}, DAY),
        ({"places_free": 3}, {"places_free": 2, "capacity_on": DAY}, LATER.date()),
        ({"places_free": 3}, {"places_free": 2, "capacity_on": date(2026, 9, 20)}, date(2026, 9, 20)),
        ({"places_free": 3}, {}, None),
        ({}, {"wait_weeks": 4, "capacity_on": date(2026, 9, 20)}, date(2026, 9, 20)),
    ],
    ids=str,
)
def test_places_say_of_which_day_they_are(before, after, as_of):
    one = kept(**before)
    held = {"capacity_on": one.capacity_on} if before == after else {}
    changed = keep_service(replace(PLAY, **after | held), code=one.code, by=KEEPER, at=LATER)
    assert changed.capacity_on == as_of


def test_confirming_says_that_it_is_right_today_and_twice_on_a_day_is_once():
    one = kept()
    for _ in range(2):
        done = confirm_service(one.code, by=KEEPER, at=LATER)
    assert (done.confirmed_on, steps(one)) == (
        LATER.date(),
        [("added", KEEPER.username), ("confirmed", KEEPER.username)],
    )
    confirm_service(one.code, by=someone(Role.LEAD), at=LATER)
    assert LocalService.objects.get().confirmed_by == someone(Role.LEAD).username


def test_a_service_closes_from_a_day_on_with_why_and_stays():
    one = kept()
    closed = close_service(one.code, on=LATER.date(), why=" The money  has ended ", by=KEEPER, at=AT)
    assert closed.closes_on == LATER.date()
    step = ServiceStep.objects.order_by("-pk").first()
    assert (step.kind, step.words) == ("closed", "The money has ended")
    assert told() == "directory.ServiceClosed"
    assert close_service(one.code, on=DAY, why="Sooner", by=KEEPER, at=AT).closes_on == DAY
    with pytest.raises(CannotKeepService, match="closed already"):
        close_service(one.code, on=DAY, why="Again", by=KEEPER, at=LATER)


def test_a_service_that_closed_opens_again_when_it_is_changed():
    one = kept(closes_on=DAY)
    assert keep_service(PLAY, code=one.code, by=KEEPER, at=LATER).closes_on is None


@pytest.mark.parametrize(
    ("said", "field"), [({"why": "  "}, "why"), ({"on": date(2026, 1, 1)}, "on")], ids=["no reason", "before it opens"]
)
def test_closing_asks_for_a_reason_and_a_day_after_it_opens(said, field):
    one = kept(opens_on=DAY)
    with pytest.raises(CannotKeepService) as refused:
        close_service(one.code, **{"on": LATER.date(), "why": "x"} | said, by=KEEPER, at=AT)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert LocalService.objects.get().closes_on is None


def test_what_is_not_there_cannot_be_kept():
    for act in (
        lambda: keep_service(PLAY, code="none", by=KEEPER, at=AT),
        lambda: confirm_service("none", by=KEEPER, at=AT),
        lambda: close_service("none", on=DAY, why="x", by=KEEPER, at=AT),
    ):
        with pytest.raises(CannotKeepService, match="no service of this code"):
            act()


def test_who_does_not_keep_the_directory_changes_nothing():
    one = kept()
    for act in (
        lambda: keep_service(PLAY, by=READER, at=AT),
        lambda: confirm_service(one.code, by=READER, at=LATER),
        lambda: close_service(one.code, on=DAY, why="x", by=READER, at=AT),
    ):
        with pytest.raises(MayNotDo):
            act()
    assert steps(one) == [("added", KEEPER.username)]
