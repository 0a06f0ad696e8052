"""Strategy discussions: called from any state of a contact, moved, called off, and written up once they were held."""

from dataclasses import replace
from datetime import datetime
from secrets import token_bytes

from wraparound.duties.actions import answer_duty
from wraparound.duties.queries.due import clocks_numbered
from wraparound.duties.words import Answered
from wraparound.frontdoor.actions.steps import hold_contact, note_step, owe_by_the_door
from wraparound.frontdoor.actions.strategy_inviting import invite_each, tell_it_is_off, tell_it_moved
from wraparound.frontdoor.events import DiscussionCalled, DiscussionCalledOff, DiscussionMoved
from wraparound.frontdoor.models import Contact, ContactChild, Discussion, DiscussionChild
from wraparound.frontdoor.policies import check_may_decide
from wraparound.frontdoor.queries.contacts import persons_of
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.strategy import discussion_at_the_door
from wraparound.frontdoor.rules.strategy import AT_LEAST, ref_of, wanting_of_call, wanting_of_meeting
from wraparound.frontdoor.words import Did
from wraparound.frontdoor.words.strategy import Calling, DiscussionState, Meeting
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotDiscuss(CannotDo):
    """There is no such discussion, it stands otherwise, or what is said of it lacks something."""

    def __init__(self, words: str, *, wants: dict[str, str] | None = None) -> None:
        """Keep what is missing, by the field."""
        super().__init__(words)
        self.wants = wants or {}


@whole
def call_discussion(ref: str, *, calling: Calling, by: Actor, at: datetime) -> Discussion:
    """Call a strategy discussion about a contact, in whatever state it is; each who may be told is invited.

    Of two who call at once one is first; the other is told of it.
    """
    contact = hold_contact(ref, by=by)
    check_may_decide(by, front_door=front_door(), lead=contact.lead)
    children = {one.place: one for one in ContactChild.objects.filter(contact=contact)}
    if wants := wanting_of_call(calling, places=children, at=at):
        raise CannotDiscuss(" ".join(wants.values()), wants=wants)
    if called := Discussion.objects.filter(contact=contact, state=DiscussionState.CALLED).first():
        raise CannotDiscuss(f"Strategy discussion {called.ref} is called already by {called.called_by_name}.")
    duty = owe_by_the_door(
        contact, rule="strategy-discussion", words=f"Hold a strategy discussion: {ref}", by=by, at=at
    )
    discussion = _called(contact, calling=calling, duty=duty.pk, by=by, at=at)
    about = [DiscussionChild(discussion=discussion, child=children[place]) for place in dict.fromkeys(calling.children)]
    DiscussionChild.objects.bulk_create(about)
    invited = invite_each(discussion, invite=calling.invite, by=by, at=at)
    reached = sum(not one.kept_back for one in invited)
    note_step(contact, did=Did.STRATEGY_CALLED, words=f"{discussion.ref}. {calling.why.strip()}", by=by, at=at)
    write_down(DiscussionCalled(discussion.ref, ref, reached), about=persons_of(contact), by=by, at=at)
    return discussion


@whole
def move_discussion(ref: str, *, meeting: Meeting, why: str, by: Actor, at: datetime) -> Discussion:
    """Move a discussion to another time or place, and tell the invited, who say again whether they come."""
    discussion = hold_discussion(ref, by=by)
    wants = wanting_of_meeting(meeting.begins_at, how=meeting.how, where=meeting.where, at=at) | _wanting_why(why)
    if wants:
        raise CannotDiscuss(" ".join(wants.values()), wants=wants)
    discussion.begins_at, discussion.how, discussion.where = meeting.begins_at, meeting.how, meeting.where.strip()
    discussion.version += 1
    discussion.changed_at, discussion.changed_why = at, why.strip()
    discussion.save()
    tell_it_moved(discussion, by=by, at=at)
    words = f"{discussion.ref}. {discussion.changed_why}"
    note_step(discussion.contact, did=Did.STRATEGY_MOVED, words=words, by=by, at=at)
    write_down(DiscussionMoved(ref), about=persons_of(discussion.contact), by=by, at=at)
    return discussion


@whole
def call_off_discussion(ref: str, *, why: str, by: Actor, at: datetime) -> Discussion:
    """Say that a discussion is not held, and why; those who were invited are told."""
    discussion = hold_discussion(ref, by=by)
    if wants := _wanting_why(why):
        raise CannotDiscuss(wants["why"], wants=wants)
    discussion.state, discussion.version = DiscussionState.CALLED_OFF, discussion.version + 1
    discussion.changed_at, discussion.changed_why = at, why.strip()
    discussion.save()
    close_clock(discussion, how=Answered.NOTHING, words=f"Called off: {discussion.changed_why}", by=by, at=at)
    tell_it_is_off(discussion, by=by, at=at)
    words = f"{discussion.ref}. {discussion.changed_why}"
    note_step(discussion.contact, did=Did.STRATEGY_OFF, words=words, by=by, at=at)
    write_down(DiscussionCalledOff(ref), about=persons_of(discussion.contact), by=by, at=at)
    return discussion


@whole
def close_clock(discussion: Discussion, *, how: Answered, words: str, by: Actor, at: datetime) -> None:
    """Say how holding a discussion ended, where it is owed still. Who decides, decides for the door."""
    clock = clocks_numbered([discussion.duty]).get(discussion.duty) if discussion.duty else None
    if clock is not None and clock.closed_at is None:
        answer_duty(clock.duty, how=how, evidence=words, by=replace(by, agency=clock.agency), at=at)


def hold_discussion(ref: str, *, by: Actor) -> Discussion:
    """Give a discussion that is still to be held, kept from others until the action is over."""
    seen = discussion_at_the_door(ref, by=by)
    if seen is None:
        raise CannotDiscuss("There is no such strategy discussion.")
    check_may_decide(by, front_door=front_door(), lead=seen.contact.lead)
    held = Discussion.objects.select_for_update(of=("self",)).select_related("contact__agency").get(pk=seen.pk)
    if held.state != DiscussionState.CALLED:
        raise CannotDiscuss(f"This discussion was {held.get_state_display().lower()} meanwhile. Look at it again.")
    return held


def _wanting_why(why: str) -> dict[str, str]:
    short = len(why.strip()) < AT_LEAST
    return {"why": "Say in a sentence why: those who are invited read it."} if short else {}


def _called(contact: Contact, *, calling: Calling, duty: int, by: Actor, at: datetime) -> Discussion:
    return Discussion.objects.create(
        ref=ref_of(token_bytes(5)),
        contact=contact,
        why=calling.why.strip(),
        how=calling.meeting.how,
        where=calling.meeting.where.strip(),
        begins_at=calling.meeting.begins_at,
        changed_at=at,
        called_at=at,
        called_by=by.username,
        called_by_name=str(by),
        duty=duty,
    )
