"""How work goes: begun, not taken up, ended; and what follows from elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.teams.working import (
    AMIR,
    AT,
    BETH,
    GRACE,
    JO,
    KEEPER,
    ROSA,
    asked,
    asked_of_service,
    begun,
    by_link,
    duty_of,
    seat,
    shielded,
)
from wraparound.access.models import Link
from wraparound.ledger.models import Entry
from wraparound.post.models import Letter
from wraparound.post.words import LetterState
from wraparound.teams.actions import (
    CannotTakeWork,
    accept_work,
    allocate,
    close_work_to_hidden,
    end_work,
    note_begun,
    note_not_taken_up,
    note_work_reached,
    note_work_unreached,
    release_work,
)
from wraparound.teams.models import Seat, WorkStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    children = begun()
    seat(AMIR)
    work = asked(children["Hattie"], leads=True)
    accept_work(work.ref, by=AMIR, at=AT)
    return work


def test_word_that_the_family_has_begun_meets_what_is_owed(work):
    note_begun(work.ref, by=AMIR, at=AT)
    work.refresh_from_db()
    assert (work.standing, work.begun_at, duty_of(work).how) == ("begun", AT, "done")
    end_work(work.ref, why="Bedtimes are calm now", by=AMIR, at=AT)
    work.refresh_from_db()
    assert (work.standing, work.why, work.closed_at) == ("ended", "Bedtimes are calm now", AT)
    assert Entry.objects.filter(event__in=["teams.WorkBegun", "teams.WorkEnded"]).count() == 2


def test_what_a_family_does_not_take_up_comes_back_with_why(work):
    note_not_taken_up(work.ref, why="They found help at the church", by=ROSA, at=AT)
    work.refresh_from_db()
    assert (work.standing, duty_of(work).how) == ("not_taken_up", "nothing")
    assert Entry.objects.get(event="teams.WorkNotTakenUp").facts["why"] == "They found help at the church"


@pytest.mark.parametrize("act", [note_not_taken_up, end_work])
def test_what_is_over_says_why(work, act):
    if act is end_work:
        note_begun(work.ref, by=AMIR, at=AT)
    with pytest.raises(CannotTakeWork) as refused:
        act(work.ref, why=" ", by=AMIR, at=AT)
    assert refused.value.field == "why"


def test_what_has_not_begun_does_not_end(work):
    with pytest.raises(CannotTakeWork, match="Amir Tolland accepted this work already"):
        end_work(work.ref, why="Over", by=AMIR, at=AT)


def test_others_say_nothing_of_it(work):
    with pytest.raises(CannotTakeWork, match="no such work"):
        note_begun(work.ref, by=BETH, at=AT)


def test_a_service_says_by_its_link_that_the_family_has_begun(work):
    by_letter = asked_of_service(work.children.get().person_id)
    link = by_link(by_letter)
    accept_work(by_letter.ref, name="Nora Finch", by=link, at=AT)
    note_begun(by_letter.ref, by=link, at=AT)
    assert WorkStep.objects.filter(work=by_letter).latest("pk").name == "Nora Finch"


def test_when_an_account_is_closed_its_work_waits_again_and_its_seats_end(work):
    allocated = asked(work.children.get().person_id)
    allocate(allocated.ref, username="amir.tolland", by=GRACE, at=AT)
    assert release_work("amir.tolland", by=KEEPER, at=AT) == 2
    for one in (work, allocated):
        one.refresh_from_db()
        assert (one.standing, one.holder, one.allocated_to) == ("wanted", "", "")
        assert (duty_of(one).version.code, duty_of(one).standing) == ("accept-work", "open")
    assert WorkStep.objects.filter(work=work).latest("pk").words == "The account of Amir Tolland was closed"
    assert Seat.objects.get().ends_on == timezone.localdate(AT)
    assert Entry.objects.filter(event="teams.WorkReleased").count() == 2


def test_whoever_holds_nothing_leaves_nothing(work):
    assert release_work("nobody.here", by=KEEPER, at=AT) == 0
    assert release_work("", by=KEEPER, at=AT) == 0
    work.refresh_from_db()
    assert work.standing == "accepted"


def test_a_seat_that_is_to_begin_later_never_does_when_its_account_is_closed(work):
    tomorrow = timezone.localdate(AT) + timedelta(days=1)
    later = seat(JO, begins_on=tomorrow)
    release_work("jo.farrant", by=KEEPER, at=AT)
    later.refresh_from_db()
    assert later.ends_on == tomorrow


def test_when_somebody_is_hidden_links_and_unsent_letters_about_them_end(work):
    by_letter = asked_of_service(work.children.get().person_id)
    link = by_link(by_letter)
    assert close_work_to_hidden(by=KEEPER, at=AT) == 0
    shielded(work.children.get().person_id)
    assert close_work_to_hidden(by=KEEPER, at=AT) == 2
    assert Link.objects.get(pk=link.link).withdrawn_at is not None
    assert Letter.objects.get(about=f"work:{by_letter.ref}").state == LetterState.WITHDRAWN
    assert duty_of(by_letter).standing == "open"


def test_a_letter_that_did_not_arrive_is_noted_until_one_does(work):
    by_letter = asked_of_service(work.children.get().person_id)
    about = f"work:{by_letter.ref}"
    note_work_unreached(about, why="no such mailbox", by=KEEPER, at=AT)
    note_work_unreached("ask:Q-7K3M-92QX", why="x", by=KEEPER, at=AT)
    by_letter.refresh_from_db()
    assert by_letter.unreached_why == "The letter could not be delivered: no such mailbox"
    note_work_reached(about, address="other@example.org", by=KEEPER, at=AT)
    by_letter.refresh_from_db()
    assert by_letter.unreached_at == AT
    note_work_reached(about, address=by_letter.address, by=KEEPER, at=AT)
    by_letter.refresh_from_db()
    assert (by_letter.unreached_at, by_letter.unreached_why) == (None, "")


def test_a_member_of_the_team_who_does_not_hold_it_may_say_how_it_goes(work):
    seat(JO)
    note_begun(work.ref, by=JO, at=AT)
    work.refresh_from_db()
    assert work.standing == "begun"
