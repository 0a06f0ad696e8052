"""Taking work on: by somebody named, once; refused with why; handed over; and who may do which of it."""

import pytest
from django.utils import timezone

from tests.teams.working import (
    AMIR,
    AT,
    BETH,
    GRACE,
    JO,
    ROSA,
    TOMASZ,
    asked,
    asked_of_service,
    begun,
    by_link,
    duty_of,
    seat,
    shielded,
)
from wraparound.duties.models import Duty
from wraparound.ledger.models import Entry
from wraparound.teams.actions import (
    CannotTakeWork,
    accept_work,
    allocate,
    hand_over_work,
    note_accepted,
    note_begun,
    note_refused,
    refuse_work,
)
from wraparound.teams.models import WorkStep
from wraparound.teams.policies import MayNotManageTeam, MayNotTakeWork

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    children = begun()
    seat(AMIR)
    return asked(children["Hattie"], leads=True)


def test_whoever_accepts_holds_it_and_owes_word_of_the_family(work):
    first = duty_of(work)
    accept_work(work.ref, by=AMIR, at=AT)
    work.refresh_from_db()
    first.refresh_from_db()
    assert (work.standing, work.holder, work.holder_name) == ("accepted", "amir.tolland", "Amir Tolland")
    assert (work.accepted_at, work.seat.username) == (AT, "amir.tolland")
    assert (first.standing, first.how) == ("answered", "done")
    then = duty_of(work)
    assert (then.version.code, then.owner, then.standing) == ("taken-up", "amir.tolland", "open")
    assert Entry.objects.get(event="teams.WorkAccepted").facts["who"] == "Amir Tolland"


def test_the_second_is_told_who_was_first(work):
    accept_work(work.ref, by=AMIR, at=AT)
    with pytest.raises(CannotTakeWork, match="Amir Tolland accepted this work already"):
        accept_work(work.ref, by=GRACE, at=AT)
    with pytest.raises(CannotTakeWork, match="Amir Tolland accepted this work already"):
        refuse_work(work.ref, why="No room", by=GRACE, at=AT)


def test_what_was_refused_is_told_to_the_second_with_why(work):
    refuse_work(work.ref, why="The team is full until May.", by=AMIR, at=AT)
    work.refresh_from_db()
    assert (work.standing, work.why, duty_of(work).how) == ("refused", "The team is full until May.", "refused")
    with pytest.raises(CannotTakeWork, match="Amir Tolland refused this work already: The team is full until May"):
        accept_work(work.ref, by=GRACE, at=AT)


def test_refusing_says_why(work):
    with pytest.raises(CannotTakeWork) as refused:
        refuse_work(work.ref, why="  ", by=AMIR, at=AT)
    assert refused.value.field == "why"
    assert duty_of(work).standing == "open"


def test_those_who_are_not_asked_see_nothing_of_it(work):
    for someone in (BETH, TOMASZ, JO):
        with pytest.raises(CannotTakeWork, match="no such work"):
            accept_work(work.ref, by=someone, at=AT)


def test_those_who_asked_do_not_accept_for_the_team(work):
    for act in (accept_work, lambda ref, **who: refuse_work(ref, why="x", **who)):
        with pytest.raises(MayNotTakeWork, match="Family Help North is asked"):
            act(work.ref, by=ROSA, at=AT)


def test_a_manager_allocates_and_it_is_theirs_once_they_accept(work):
    seat(JO, by=GRACE)
    allocate(work.ref, username="jo.farrant", by=GRACE, at=AT)
    work.refresh_from_db()
    assert (work.standing, work.allocated_to, work.holder) == ("allocated", "jo.farrant", "")
    assert duty_of(work).owner == ""  # they are of another agency, so the desk owes it still
    accept_work(work.ref, by=JO, at=AT)
    work.refresh_from_db()
    assert (work.holder, work.allocated_to, work.seat.agency.code) == ("jo.farrant", "", "police")
    assert duty_of(work).agency == "social-care"


def test_what_is_allocated_to_a_colleague_is_owed_by_them(work):
    allocate(work.ref, username="amir.tolland", by=GRACE, at=AT)
    assert duty_of(work).owner == "amir.tolland"


def test_what_is_allocated_to_one_is_not_accepted_by_another_of_the_team(work):
    seat(JO), seat(TOMASZ)
    allocate(work.ref, username="jo.farrant", by=AMIR, at=AT)
    with pytest.raises(MayNotTakeWork, match="allocated this to somebody else"):
        accept_work(work.ref, by=TOMASZ, at=AT)


def test_work_is_allocated_to_those_who_have_a_seat_by_those_who_manage(work):
    with pytest.raises(CannotTakeWork) as refused:
        allocate(work.ref, username="beth.marlowick", by=AMIR, at=AT)
    assert refused.value.field == "username"
    seat(JO)
    with pytest.raises(MayNotManageTeam):
        allocate(work.ref, username="jo.farrant", by=JO, at=AT)


def test_a_manager_accepts_for_somebody_with_a_seat_and_no_account(work):
    given = seat(BETH, username="", name="Ivy Stone", email="ivy@school.example.org", agency="schools")
    accept_work(work.ref, seat=given.pk, by=AMIR, at=AT)
    work.refresh_from_db()
    assert (work.holder, work.holder_name, work.seat) == ("", "Ivy Stone", given)


def test_nobody_else_accepts_for_others(work):
    given = seat(JO)
    with pytest.raises(MayNotTakeWork, match="A manager accepts for others"):
        accept_work(work.ref, seat=given.pk, by=JO, at=AT)
    with pytest.raises(CannotTakeWork):
        accept_work(work.ref, name="The team", by=AMIR, at=AT)
    elsewhere = seat(GRACE, team="family-help-south", by=GRACE)
    with pytest.raises(CannotTakeWork):
        accept_work(work.ref, seat=elsewhere.pk, by=AMIR, at=AT)


def test_by_the_link_somebody_named_accepts(work):
    asked_by_letter = asked_of_service(work.children.get().person_id)
    link = by_link(asked_by_letter)
    with pytest.raises(CannotTakeWork) as refused:
        accept_work(asked_by_letter.ref, by=link, at=AT)
    assert refused.value.field == "name"
    accept_work(asked_by_letter.ref, name="Nora Finch", by=link, at=AT)
    asked_by_letter.refresh_from_db()
    assert (asked_by_letter.holder, asked_by_letter.holder_name) == ("", "Nora Finch")
    assert WorkStep.objects.filter(work=asked_by_letter).latest("pk").name == "Nora Finch"


def test_a_link_opens_its_own_work_alone(work):
    link = by_link(asked_of_service(work.children.get().person_id))
    other = asked_of_service(work.children.get().person_id)
    with pytest.raises(CannotTakeWork, match="no such work"):
        accept_work(other.ref, name="Nora Finch", by=link, at=AT)


def test_somebody_of_an_agency_whose_service_is_asked_accepts_in_their_own_name_or_a_colleagues(work):
    own, theirs = (asked_of_service(work.children.get().person_id) for _ in range(2))
    accept_work(own.ref, by=TOMASZ, at=AT)
    accept_work(theirs.ref, name="Nora Finch", by=TOMASZ, at=AT)
    own.refresh_from_db(), theirs.refresh_from_db()
    assert (own.holder, theirs.holder, theirs.holder_name) == ("tomasz.redlin", "", "Nora Finch")


def test_those_who_asked_note_what_they_heard(work):
    note_accepted(work.ref, name="Amir Tolland", how="By telephone", by=ROSA, at=AT)
    work.refresh_from_db()
    assert (work.standing, work.holder_name, work.holder) == ("accepted", "Amir Tolland", "")
    assert WorkStep.objects.filter(work=work).latest("pk").words == "By telephone"


def test_what_they_heard_may_be_no(work):
    note_refused(work.ref, name="Amir Tolland", why="Nobody has room", by=ROSA, at=AT)
    work.refresh_from_db()
    step = WorkStep.objects.filter(work=work).latest("pk")
    assert (work.standing, step.name, step.by) == ("refused", "Amir Tolland", "rosa.wendle")


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        (note_accepted, {"name": " ", "how": "By telephone"}, "name"),
        (note_accepted, {"name": "Amir", "how": ""}, "how"),
        (note_refused, {"name": "", "why": "No room"}, "name"),
        (note_refused, {"name": "Amir", "why": ""}, "why"),
    ],
)
def test_what_was_heard_says_of_whom_and_how(work, act, said, field):
    with pytest.raises(CannotTakeWork) as refused:
        act(work.ref, **said, by=ROSA, at=AT)
    assert refused.value.field == field


def test_only_those_who_asked_note_what_they_heard(work):
    seat(JO)
    with pytest.raises(MayNotTakeWork):
        note_accepted(work.ref, name="Jo", how="I say so", by=JO, at=AT)


def test_work_is_handed_over_with_what_is_owed_of_it(work):
    seat(GRACE)
    accept_work(work.ref, by=AMIR, at=AT)
    hand_over_work(work.ref, username="grace.okenby", why="Amir is away until June", by=AMIR, at=AT)
    work.refresh_from_db()
    assert (work.standing, work.holder_name, work.accepted_at) == ("accepted", "Grace Okenby", AT)
    assert duty_of(work).owner == "grace.okenby"


def test_what_a_family_has_begun_with_goes_on_with_whoever_takes_it_over(work):
    seat(GRACE)
    accept_work(work.ref, by=AMIR, at=AT)
    note_begun(work.ref, by=AMIR, at=AT)
    hand_over_work(work.ref, username="grace.okenby", why="Amir leaves", by=GRACE, at=AT)
    work.refresh_from_db()
    assert (work.standing, work.holder) == ("begun", "grace.okenby")


def test_without_a_name_it_waits_for_somebody_again_with_a_new_clock(work):
    accept_work(work.ref, by=AMIR, at=AT)
    taken_up = duty_of(work)
    hand_over_work(work.ref, why="I cannot after all", by=AMIR, at=AT)
    work.refresh_from_db()
    taken_up.refresh_from_db()
    assert (work.standing, work.holder, work.holder_name, work.accepted_at) == ("wanted", "", "", None)
    assert (taken_up.standing, duty_of(work).version.code, duty_of(work).standing) == (
        "withdrawn",
        "accept-work",
        "open",
    )


def test_what_was_only_allocated_goes_back_with_its_clock(work):
    allocate(work.ref, username="amir.tolland", by=GRACE, at=AT)
    hand_over_work(work.ref, why="I have no room", by=AMIR, at=AT)
    assert (duty_of(work).owner, Duty.objects.filter(subject=f"work:{work.ref}").count()) == ("", 1)


def test_work_is_handed_over_by_its_holder_or_a_manager_with_why_to_a_seat(work):
    seat(JO)
    accept_work(work.ref, by=AMIR, at=AT)
    with pytest.raises(MayNotTakeWork):
        hand_over_work(work.ref, username="jo.farrant", why="Mine now", by=JO, at=AT)
    with pytest.raises(CannotTakeWork) as refused:
        hand_over_work(work.ref, username="jo.farrant", why="", by=AMIR, at=AT)
    assert refused.value.field == "why"
    for nobody in ("beth.marlowick", "amir.tolland"):
        with pytest.raises(CannotTakeWork) as refused:
            hand_over_work(work.ref, username=nobody, why="A change", by=AMIR, at=AT)
        assert refused.value.field == "username"


def test_work_for_somebody_hidden_since_is_nobodys_to_take_on(work):
    person = work.children.get().person_id
    by_letter = asked_of_service(person)
    link = by_link(by_letter)
    shielded(person)
    for ref, someone in ((work.ref, AMIR), (by_letter.ref, link), (work.ref, GRACE)):
        with pytest.raises(CannotTakeWork, match="no such work"):
            accept_work(ref, name="N", by=someone, at=AT)


def test_a_seat_that_has_ended_takes_nothing_on(work):
    seat(JO, ends_on=timezone.localdate(AT))
    with pytest.raises(CannotTakeWork):
        allocate(work.ref, username="jo.farrant", by=AMIR, at=AT)
