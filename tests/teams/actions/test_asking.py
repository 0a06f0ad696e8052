"""Asking for work: whom it reaches, what it opens, what it wants, and taking it back."""

import pytest

from tests.acting import someone
from tests.teams.working import (
    ABOUT,
    AMIR,
    AT,
    BETH,
    GRACE,
    NORTH,
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
from wraparound.access.models import Link
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.ledger.models import Entry
from wraparound.post.models import Letter
from wraparound.post.words import LetterState
from wraparound.teams.actions import (
    CannotAskForWork,
    CannotTakeWork,
    accept_work,
    note_begun,
    send_work_link_again,
    take_back_work,
    withdraw_work,
)
from wraparound.teams.models import Work, WorkStep
from wraparound.teams.policies import MayNotTakeWork
from wraparound.teams.words import WorkStanding

pytestmark = pytest.mark.django_db


@pytest.fixture
def children():
    return begun()


def test_a_team_that_is_asked_owes_an_answer_by_the_areas_rule(children):
    work = asked(children["Hattie"], children["Hugo"])
    duty = duty_of(work)
    assert (work.standing, work.agency.code, work.team.code) == ("wanted", "social-care", NORTH)
    assert (work.service, work.service_name) == ("family-help", "Family Help North")
    assert (duty.version.code, duty.agency, duty.owed_to) == ("accept-work", "social-care", "social-care")
    assert (duty.subject, duty.about, duty.owed_to_person) == (f"work:{work.ref}", children["Hattie"], "rosa.wendle")
    assert "Hattie" not in duty.words
    assert WorkStep.objects.get(work=work).act == "ask"


def test_it_is_written_down_about_the_children(children):
    work = asked(children["Hattie"])
    entry = Entry.objects.get(event="teams.WorkWanted")
    assert entry.facts["work"] == work.ref
    assert entry.facts["about"] in (ABOUT, [children["Hattie"]])


def test_a_team_without_an_address_has_no_letter(children):
    assert asked(children["Hattie"]).address == ""
    assert not Letter.objects.exists()


def test_a_service_has_a_letter_with_a_link_that_names_no_child(children):
    work = asked_of_service(children["Hattie"])
    letter = Letter.objects.get()
    assert (letter.template, letter.address, letter.about) == ("work-wanted", work.address, f"work:{work.ref}")
    assert set(letter.facts) == {"reference", "asker", "due"}
    assert Link.objects.get(pk=letter.link).about == f"work:{work.ref}"


def test_an_agencys_service_without_an_address_of_its_own_has_its_letter_at_the_agencys_desk(children):
    Agency.objects.filter(code="child-health").update(email="desk@health.example.org")
    assert asked_of_service(children["Hattie"], address="").address == "desk@health.example.org"


def test_for_a_service_of_no_agency_here_those_who_ask_owe_the_word_of_it(children):
    work = asked_of_service(children["Hattie"], agency="", service_name="Sunday Club")
    assert (work.agency, duty_of(work).agency) == (None, "social-care")
    assert by_link(work).agency == "social-care"


def test_work_can_be_asked_for_before_anybody_of_the_family_is_known():
    begun()
    work = asked()
    assert not work.children.exists()
    assert duty_of(work).about is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": "  "}, "words"),
        ({"team": "no-such-team"}, "team"),
        ({"team": "", "agency": "no-such-agency", "service_name": "X"}, "team"),
        ({"team": "", "agency": "", "service_name": " "}, "team"),
        ({"agency": "police"}, "team"),
    ],
)
def test_what_is_missing_is_said_at_its_field(children, said, field):
    with pytest.raises(CannotAskForWork) as refused:
        asked(children["Hattie"], **said)
    assert refused.value.field == field
    assert not Work.objects.exists()


def test_work_is_not_asked_for_somebody_whom_one_may_not_see(children):
    shielded(children["Hattie"])
    for persons in ([children["Hattie"]], [10**6], [children["Hugo"], children["Hattie"]]):
        with pytest.raises(CannotAskForWork) as refused:
            asked(*persons)
        assert str(refused.value) == "Somebody it is for is nobody whom you may see."


@pytest.mark.parametrize("by", [BETH, someone(Role.ANALYST)])
def test_only_those_ask_whose_work_it_is(children, by):
    with pytest.raises(MayNotDo):
        asked(children["Hattie"], by=by)


def test_what_is_taken_back_is_owed_no_more_and_its_link_and_letter_end(children):
    work = asked_of_service(children["Hattie"])
    link = by_link(work)
    assert withdraw_work(ABOUT, why="A cousin was meant", by=ROSA, at=AT) == 1
    work.refresh_from_db()
    assert (work.standing, work.why) == ("withdrawn", "A cousin was meant")
    assert duty_of(work).standing == "withdrawn"
    assert Letter.objects.get().state == LetterState.WITHDRAWN
    assert Link.objects.get(pk=link.link).withdrawn_at is not None
    with pytest.raises(CannotTakeWork, match="Rosa Wendle took this work back: A cousin was meant"):
        accept_work(work.ref, name="Nora Finch", by=link, at=AT)


def test_what_a_family_has_begun_with_is_not_taken_back(children):
    seat(AMIR)
    kept, open_still = asked(children["Hattie"]), asked(children["Hattie"])
    accept_work(kept.ref, by=AMIR, at=AT)
    note_begun(kept.ref, by=AMIR, at=AT)
    assert withdraw_work(ABOUT, why="It was joined to another", by=ROSA, at=AT) == 1
    kept.refresh_from_db(), open_still.refresh_from_db()
    assert (kept.standing, open_still.standing) == (WorkStanding.BEGUN, WorkStanding.WITHDRAWN)


def test_taking_back_says_why_and_is_for_those_who_asked(children):
    asked(children["Hattie"])
    with pytest.raises(CannotAskForWork):
        withdraw_work(ABOUT, why=" ", by=ROSA, at=AT)
    with pytest.raises(MayNotTakeWork):
        withdraw_work(ABOUT, why="Not ours", by=BETH, at=AT)


def test_one_piece_is_taken_back_and_the_other_is_asked_for_still(children):
    kept, not_wanted = asked(children["Hattie"]), asked(children["Hattie"])
    with pytest.raises(CannotTakeWork, match="Say why"):
        take_back_work(not_wanted.ref, why=" ", by=ROSA, at=AT)
    seat(TOMASZ)
    with pytest.raises(MayNotTakeWork):
        take_back_work(not_wanted.ref, why="Not ours", by=TOMASZ, at=AT)
    take_back_work(not_wanted.ref, why="Another team is asked", by=ROSA, at=AT)
    kept.refresh_from_db(), not_wanted.refresh_from_db()
    assert (kept.standing, not_wanted.standing) == (WorkStanding.WANTED, WorkStanding.WITHDRAWN)
    assert duty_of(not_wanted).standing == "withdrawn"


def test_a_new_link_takes_the_place_of_the_one_before(children):
    work = asked_of_service(children["Hattie"])
    before = by_link(work)
    send_work_link_again(work.ref, by=GRACE, at=AT)
    assert by_link(work).link != before.link
    assert Link.objects.get(pk=before.link).withdrawn_at is not None
    assert Letter.objects.latest("pk").template == "work-again"


def test_no_link_is_sent_again_where_there_is_no_address_or_by_others(children):
    work, of_team = asked_of_service(children["Hattie"]), asked(children["Hattie"])
    with pytest.raises(CannotTakeWork):
        send_work_link_again(of_team.ref, by=ROSA, at=AT)
    with pytest.raises(CannotTakeWork):
        send_work_link_again(work.ref, by=AMIR.__class__("x", "police", roles=AMIR.roles), at=AT)
