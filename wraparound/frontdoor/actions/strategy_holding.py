"""Writing up a strategy discussion that was held: who was there, what was shared, what was decided, and next steps."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from wraparound.agencies.words import AgencyType
from wraparound.duties.actions import open_duty
from wraparound.duties.words import Answered, Owed
from wraparound.exchange.rules.answers import ends_of_day
from wraparound.frontdoor.actions.drafts import end_draft
from wraparound.frontdoor.actions.steps import note_step
from wraparound.frontdoor.actions.strategy import CannotDiscuss, close_clock, hold_discussion
from wraparound.frontdoor.events import DiscussionHeld
from wraparound.frontdoor.models import Discussion, Invited, InvitedAbout, NextStep
from wraparound.frontdoor.queries.contacts import persons_of
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.strategy import quorum_now, subject_of_discussion
from wraparound.frontdoor.rules.strategy import begins_clock, missing_of, wanting_of_held
from wraparound.frontdoor.words import Did
from wraparound.frontdoor.words.drafts import Draft
from wraparound.frontdoor.words.strategy import DiscussionState, Enquiry, HeldSo, StepAgreed
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def write_up_discussion(ref: str, *, held: HeldSo, draft: Draft | None = None, by: Actor, at: datetime) -> Discussion:
    """Write up a discussion that was held. Every next step is owed by its agency from now on. Its draft ends."""
    discussion = hold_discussion(ref, by=by)
    invited = {
        one.pk: one for one in Invited.objects.filter(discussion=discussion, kept_back="").select_related("agency")
    }
    there = [invited[pk] for pk in dict.fromkeys(held.there) if pk in invited]
    missing = missing_of(quorum_now(), there={AgencyType(one.agency.type) for one in there})
    agencies = {one.agency.code for one in invited.values()} | {front_door()}
    if wants := wanting_of_held(held, missing=missing, agencies=agencies, on=localdate(at)):
        raise CannotDiscuss(" ".join(wants.values()), wants=wants)
    Invited.objects.filter(pk__in=[one.pk for one in there]).update(was_there=True)
    _written(discussion, held=held, by=by, at=at)
    _owe_steps(discussion, steps=held.steps, by=by, at=at)
    _owe_conference(discussion, by=by, at=at)
    discussion.save()
    end_draft(draft, by=by)
    said = Enquiry(held.enquiry).label
    close_clock(discussion, how=Answered.DONE, words=f"{discussion.ref}: {said}", by=by, at=at)
    note_step(discussion.contact, did=Did.STRATEGY_HELD, words=f"{discussion.ref}. {said}", by=by, at=at)
    event = DiscussionHeld(ref, str(held.enquiry), len(held.steps))
    write_down(event, about=persons_of(discussion.contact), by=by, at=at)
    return discussion


def _written(discussion: Discussion, *, held: HeldSo, by: Actor, at: datetime) -> None:
    discussion.state, discussion.held_at, discussion.held_by = DiscussionState.HELD, at, by.username
    for name in ("shared", "instead", "safety", "no_quorum_why"):
        setattr(discussion, name, getattr(held, name).strip())
    discussion.enquiry, discussion.medical = held.enquiry, held.medical


def _owe_steps(discussion: Discussion, *, steps: Sequence[StepAgreed], by: Actor, at: datetime) -> None:
    """Have each agency owe its next steps; about the child alone where they may know of it."""
    found = Invited.objects.filter(discussion=discussion).select_related("agency")
    agencies = {one.agency.code: one.agency for one in found}
    about = InvitedAbout.objects.filter(invited__discussion=discussion, child__person__isnull=False)
    persons = dict(about.order_by("-child__place").values_list("invited__agency__code", "child__person"))
    for place, step in enumerate(steps, start=1):
        owed = Owed(
            agency=step.agency,
            owed_to=front_door(),
            owed_to_person=by.username,
            words=f"Next step {place} of strategy discussion {discussion.ref}",
            subject=subject_of_discussion(discussion),
            about=persons.get(step.agency),
        )
        by_when = step.by_when or localdate(at)
        duty = open_duty(owed, rule="strategy-step", due_at=ends_of_day(by_when), by=by, at=at)
        NextStep.objects.create(
            discussion=discussion,
            place=place,
            words=step.words.strip(),
            agency=agencies[step.agency],
            name=step.name.strip()[:150],
            by_when=by_when,
            duty=duty.pk,
        )


def _owe_conference(discussion: Discussion, *, by: Actor, at: datetime) -> None:
    """Have the door owe the first conference, where enquiries begin: its time runs from the discussion."""
    since = begins_clock(Enquiry(discussion.enquiry), begins_at=discussion.begins_at, at=at)
    if since is None:
        return
    owed = Owed(
        agency=front_door(),
        owed_to=front_door(),
        words=f"Hold the first child protection conference after {discussion.ref}, if concerns are borne out",
        subject=subject_of_discussion(discussion),
        about=next(iter(persons_of(discussion.contact)), None),
    )
    discussion.conference_duty = open_duty(owed, rule="first-conference", started_at=since, by=by, at=at).pk
