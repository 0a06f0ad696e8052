"""Strategy discussions are called, answered, moved, called off and written up: by each way out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acting import AT, someone
from tests.exchange.asking import begun
from tests.frontdoor.strategy import (
    HEALTH,
    HOUSING,
    MEETING,
    POLICE,
    STEP,
    by_link,
    called,
    calling,
    held,
    invited,
)
from tests.frontdoor.telling import TEACHER, WORKER, told
from wraparound.access.models import Link
from wraparound.access.policies import MayNotDo
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.duties.models import Duty
from wraparound.duties.words import Answered
from wraparound.exchange.models import Share
from wraparound.frontdoor.actions.steps import CannotMove
from wraparound.frontdoor.actions.strategy import (
    CannotDiscuss,
    call_discussion,
    call_off_discussion,
    move_discussion,
)
from wraparound.frontdoor.actions.strategy_answering import answer_invitation, invite_more, note_reply
from wraparound.frontdoor.actions.strategy_holding import write_up_discussion
from wraparound.frontdoor.actions.strategy_inviting import HIDDEN, NO_ADDRESS, CannotInvite
from wraparound.frontdoor.actions.strategy_looking import look_at_discussion, look_at_invitation, look_to_call
from wraparound.frontdoor.models import Contact, ContactStep, Discussion, Invited, NextStep
from wraparound.frontdoor.queries.strategy import domains_of
from wraparound.frontdoor.rules.strategy import Stands
from wraparound.frontdoor.words import Did
from wraparound.frontdoor.words.strategy import DiscussionState, Enquiry, Invite, InvitedSays, Reply
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.ledger.models import Entry
from wraparound.post.models import Letter
from wraparound.post.words import LetterState

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=4)
COMES = Reply(says=InvitedSays.COMING)


@pytest.fixture
def codes():
    return begun()


@pytest.fixture
def contact(codes):
    return told(by=WORKER, children=(ChildTold(code=codes["Hattie"]), ChildTold(name="Her friend")))


def hide(contact):
    person = Person.objects.get(pk=contact.children.get(place=1).person_id)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="x", set_at=AT)


def letters(template):
    return Letter.objects.filter(template=template)


def test_a_call_invites_by_letter_owes_the_discussion_and_stands_on_the_contact(contact):
    made = called(contact)
    assert made.state == DiscussionState.CALLED
    assert set(letters("strategy-invitation").values_list("agency", flat=True)) == {"police", "child-health"}
    duty = Duty.objects.get(pk=made.duty)
    assert (duty.version.code, duty.due_at) == ("strategy-discussion", AT + timedelta(hours=24))
    assert ContactStep.objects.filter(contact=contact, did=Did.STRATEGY_CALLED).count() == 1
    assert Entry.objects.filter(event="frontdoor.DiscussionCalled").count() == 1
    assert invited(made, "social-care").says == InvitedSays.COMING


def test_no_letter_says_anything_of_the_child_or_of_what_was_typed(contact):
    called(contact)
    for letter in letters("strategy-invitation"):
        assert set(letter.facts) == {"reference", "asker", "due"}


def test_who_may_not_be_told_is_not_invited_and_the_refusal_is_written_down_with_us(contact):
    made = called(contact, invite=(POLICE, HOUSING))
    kept = invited(made, "housing")
    assert kept.kept_back
    assert not kept.about.exists()
    assert not Link.objects.filter(agency__code="housing").exists()
    assert not letters("strategy-invitation").filter(agency="housing").exists()
    assert set(Share.objects.filter(recipient__code="housing").values_list("decision", flat=True)) == {"refused"}
    assert set(Share.objects.filter(recipient__code="police").values_list("decision", flat=True)) == {"shared"}


def test_it_is_called_by_those_who_decide_and_by_nobody_else(contact):
    with pytest.raises(CannotMove):
        called(contact, by=TEACHER)
    with pytest.raises(CannotMove):
        called(contact, by=someone(Role.FRONT_DOOR, agency="police"))
    Contact.objects.filter(pk=contact.pk).update(lead=TEACHER.username)
    assert called(contact, by=TEACHER).called_by == TEACHER.username


def test_of_two_who_call_one_is_first_and_the_other_is_told(contact):
    first = called(contact)
    with pytest.raises(CannotDiscuss, match=first.ref):
        called(contact)
    assert Discussion.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"why": "x"}, "why"), ({"children": ()}, "children"), ({"children": (7,)}, "children"),
        ({"invite": ()}, "invite"),
        ({"meeting": replace(MEETING, begins_at=AT - timedelta(hours=1))}, "on"),
        ({"meeting": replace(MEETING, where=" ")}, "where"), ({"meeting": replace(MEETING, how="post")}, "how"),
    ],
)  # fmt: skip
def test_what_a_call_lacks_is_said_at_its_field(contact, said, field):
    with pytest.raises(CannotDiscuss) as refused:
        called(contact, **said)
    assert set(refused.value.wants) == {field}
    assert not Discussion.objects.exists()


def test_an_agency_is_invited_at_the_address_that_the_area_declares_for_it(contact):
    own = Agency.objects.get(code="schools").email
    assert own.partition("@")[2] not in domains_of("schools")
    held = called(contact, invite=(*calling().invite, Invite(agency="schools", name="Schools", address=own, why="x")))
    assert invited(held, "schools").address == own


@pytest.mark.parametrize(
    "other",
    [
        replace(POLICE, address="somebody@mail.example.net"), replace(POLICE, address="no address"),
        replace(POLICE, agency="nobody"), replace(POLICE, name=" "),
    ],
)  # fmt: skip
def test_nobody_is_invited_but_at_an_agency_and_at_its_own_address(contact, other):
    with pytest.raises(CannotInvite):
        called(contact, invite=(other,))
    assert not Discussion.objects.exists()


def test_who_has_no_address_is_to_be_telephoned(contact):
    made = called(contact, invite=(replace(POLICE, address=""),))
    assert invited(made, "police").unreached_why == NO_ADDRESS


def test_whom_it_needs_is_found_with_the_reasons(contact):
    Contact.objects.filter(pk=contact.pk).update(agency=None)
    page = look_to_call(contact.ref, by=WORKER, at=AT)
    found = {one.agency: one for one in page.found}
    assert set(found) == {"social-care", "police", "child-health"}
    assert any("Hattie Alder" in why for why in found["child-health"].why)
    assert found["police"].address == "ashmere.protection@police.example.org"
    assert found["social-care"].name == str(WORKER)
    assert look_to_call(contact.ref, by=TEACHER, at=AT) is None


def test_the_referrers_agency_is_found_too(contact):
    page = look_to_call(contact.ref, by=WORKER, at=AT)
    assert "schools" in {one.agency for one in page.found}


def test_somebody_says_by_their_link_that_they_come_and_the_quorum_fills(contact):
    made = called(contact)
    answer_invitation(made.ref, reply=COMES, by=by_link(made, "police"), at=AT)
    stands = {part.type: part.stands for part in look_at_discussion(made.ref, by=WORKER, at=AT).quorum}
    assert stands == {"social_care": Stands.COMES, "police": Stands.COMES, "health": Stands.WAITS}


def test_somebody_else_who_comes_gets_a_link_of_their_own(contact):
    made = called(contact)
    reply = Reply(says=InvitedSays.INSTEAD, name="Orla Penn", address="orla.penn@police.example.org")
    answer_invitation(made.ref, reply=reply, by=by_link(made, "police"), at=AT)
    other = Invited.objects.get(address="orla.penn@police.example.org")
    assert (other.says, other.instead_of) == (InvitedSays.COMING, invited(made, "police"))
    assert letters("strategy-invitation").filter(address=other.address).count() == 1
    assert look_at_invitation(made.ref, by=by_link(made, "police"), at=AT).names == ["Hattie Alder"]


@pytest.mark.parametrize(
    ("reply", "field"),
    [
        (Reply(says=""), "says"), (Reply(says="cannot"), "why"),
        (Reply(says="instead", address="a@police.example.org"), "name"),
        (Reply(says="instead", name="Orla"), "address"),
        (Reply(says="instead", name="Orla", address=POLICE.address), "address"),
    ],
)  # fmt: skip
def test_what_an_answer_lacks_is_said(contact, reply, field):
    made = called(contact)
    with pytest.raises(CannotDiscuss) as refused:
        answer_invitation(made.ref, reply=reply, by=by_link(made, "police"), at=AT)
    assert set(refused.value.wants) == {field}
    assert invited(made, "police").says == ""


def test_a_link_opens_its_own_invitation_alone(contact):
    made = called(contact)
    other = called(told(children=(ChildTold(name="Another"),)))
    for stranger in (by_link(other, "police"), replace(by_link(made, "police"), link=None), WORKER):
        assert look_at_invitation(made.ref, by=stranger, at=AT) is None
        with pytest.raises(CannotDiscuss):
            answer_invitation(made.ref, reply=COMES, by=stranger, at=AT)


def test_the_door_notes_what_it_heard_and_invites_more(contact):
    made = called(contact)
    one = invited(made, "police")
    note_reply(made.ref, invited=one.pk, reply=Reply(says="cannot", why="Nobody on duty"), by=WORKER, at=AT)
    assert invited(made, "police").said_why == "Nobody on duty"
    with pytest.raises(CannotDiscuss):
        note_reply(made.ref, invited=0, reply=COMES, by=WORKER, at=AT)
    more = Invite(agency="police", name="Orla Penn", address="orla.penn@police.example.org")
    assert len(invite_more(made.ref, invite=(more, POLICE), by=WORKER, at=AT)) == 1
    with pytest.raises(CannotDiscuss):
        invite_more(made.ref, invite=(), by=WORKER, at=AT)


def test_a_discussion_that_is_moved_asks_again_and_old_links_open_nothing(contact):
    made = called(contact)
    old = by_link(made, "police")
    answer_invitation(made.ref, reply=COMES, by=old, at=AT)
    meeting = replace(MEETING, begins_at=AT + timedelta(hours=6))
    moved = move_discussion(made.ref, meeting=meeting, why="The nurse is in court until noon.", by=WORKER, at=AT)
    assert (moved.version, invited(made, "police").says) == (1, "")
    assert invited(made, "social-care").says == InvitedSays.COMING
    assert letters("strategy-moved").count() == 2
    assert Link.objects.get(pk=old.link).withdrawn_at == AT
    assert letters("strategy-invitation").filter(state=LetterState.WITHDRAWN).count() == 2
    with pytest.raises(CannotDiscuss):
        move_discussion(made.ref, meeting=meeting, why="", by=WORKER, at=AT)


def test_a_discussion_that_is_called_off_says_why_and_another_can_be_called(contact):
    made = called(contact)
    with pytest.raises(CannotDiscuss):
        call_off_discussion(made.ref, why="x", by=WORKER, at=AT)
    call_off_discussion(made.ref, why="The burn was seen by a doctor last week.", by=WORKER, at=LATER)
    assert letters("strategy-off").count() == 2
    assert Duty.objects.get(pk=made.duty).how == Answered.NOTHING
    assert look_at_invitation(made.ref, by=by_link(made, "police"), at=AT).invited.discussion.changed_why
    with pytest.raises(CannotDiscuss):
        answer_invitation(made.ref, reply=COMES, by=by_link(made, "police"), at=LATER)
    assert called(contact).ref != made.ref


def test_a_discussion_is_written_up_and_each_next_step_is_owed(contact):
    made = called(contact)
    write_up_discussion(made.ref, held=held(made), by=WORKER, at=LATER)
    made.refresh_from_db()
    assert made.state == DiscussionState.HELD
    step = NextStep.objects.get(discussion=made)
    owed = Duty.objects.get(pk=step.duty)
    assert (owed.agency, owed.owed_to, owed.about) == ("police", "social-care", contact.children.get(place=1).person_id)
    assert "school" not in owed.words
    conference = Duty.objects.get(pk=made.conference_duty)
    assert (conference.version.code, conference.started_at) == ("first-conference", made.begins_at)
    assert Duty.objects.get(pk=made.duty).closed_at == LATER
    assert Invited.objects.filter(discussion=made, was_there=True).count() == 3
    with pytest.raises(CannotDiscuss):
        write_up_discussion(made.ref, held=held(made), by=WORKER, at=LATER)


def test_it_may_be_held_without_quorum_with_a_reason_alone(contact):
    made = called(contact, invite=(POLICE,))
    with pytest.raises(CannotDiscuss) as refused:
        write_up_discussion(made.ref, held=held(made), by=WORKER, at=LATER)
    assert set(refused.value.wants) == {"no_quorum_why"}
    why = "She goes home at three; health reads this today."
    write_up_discussion(made.ref, held=held(made, no_quorum_why=why), by=WORKER, at=LATER)
    assert Discussion.objects.get().no_quorum_why == why


def test_without_an_enquiry_it_says_what_happens_and_no_conference_is_owed(contact):
    made = called(contact)
    said = {"enquiry": Enquiry.NONE, "instead": "Family Help visits tomorrow.", "safety": ""}
    write_up_discussion(made.ref, held=held(made, **said), by=WORKER, at=LATER)
    assert Discussion.objects.get().conference_duty is None


def test_nothing_is_owed_by_an_agency_that_may_not_know(contact):
    made = called(contact, invite=(POLICE, HEALTH, HOUSING))
    said = {"steps": (replace(STEP, agency="housing"),), "no_quorum_why": "We were on the telephone."}
    with pytest.raises(CannotDiscuss) as refused:
        write_up_discussion(made.ref, held=held(made, **said), by=WORKER, at=LATER)
    assert set(refused.value.wants) == {"steps"}
    assert not NextStep.objects.exists()


def test_whoever_is_hidden_is_there_for_nobody_and_no_letter_goes(contact):
    made = called(contact)
    guest = by_link(made, "police")
    hide(contact)
    assert look_at_discussion(made.ref, by=WORKER, at=AT) is None
    assert look_to_call(contact.ref, by=WORKER, at=AT) is None
    assert look_at_invitation(made.ref, by=guest, at=AT) is None
    with pytest.raises(CannotDiscuss):
        answer_invitation(made.ref, reply=COMES, by=guest, at=AT)
    keeper = replace(WORKER, roles=frozenset({Role.FRONT_DOOR, Role.GOVERNANCE}))
    more = Invite(agency="police", name="Orla Penn", address="orla.penn@police.example.org")
    assert invite_more(made.ref, invite=(more,), by=keeper, at=AT)[0].unreached_why == HIDDEN
    call_off_discussion(made.ref, why="It is dealt with elsewhere.", by=keeper, at=AT)
    assert not letters("strategy-off").exists()


def test_who_sees_the_door_and_does_not_decide_calls_nothing(contact):
    governance = someone(Role.GOVERNANCE)
    with pytest.raises((MayNotDo, CannotMove)):
        call_discussion(contact.ref, calling=calling(), by=governance, at=AT)
