"""Deciding what follows a contact, with a second pair of eyes where the area wants one."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from wraparound.directory.actions import note_unmet
from wraparound.directory.words import Unmet
from wraparound.frontdoor.actions.drafts import end_draft
from wraparound.frontdoor.actions.offering import offer_responses
from wraparound.frontdoor.actions.steps import hold_contact, hold_to_decide, move_contact, note_step
from wraparound.frontdoor.actions.telling_back import tell_the_referrer
from wraparound.frontdoor.events import DecisionMade, DecisionProposed, DecisionSentBack
from wraparound.frontdoor.models import Contact, ContactChild, ContactDecision
from wraparound.frontdoor.policies import check_may_second
from wraparound.frontdoor.queries.contacts import (
    is_about_hidden,
    newest_step,
    persons_of,
    responses_of,
    subject_of,
)
from wraparound.frontdoor.queries.door import door_now, front_door, level_called, levels_now, threshold_document
from wraparound.frontdoor.rules.children import age_of
from wraparound.frontdoor.rules.deciding import wanting, wants_second_eyes
from wraparound.frontdoor.rules.offers import offers_read, offers_written
from wraparound.frontdoor.rules.states import GOES_ON, state_after
from wraparound.frontdoor.words import ContactState, Did, Move
from wraparound.frontdoor.words.deciding import Deciding, Offer
from wraparound.frontdoor.words.drafts import Draft
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotDecide(CannotDo):
    """Somebody was first, something came that the one who decides has not seen, or the decision lacks something."""

    def __init__(self, words: str, *, wants: dict[str, str] | None = None) -> None:
        """Keep what is missing, by the field."""
        super().__init__(words)
        self.wants = wants or {}


@whole
def decide(ref: str, *, deciding: Deciding, draft: Draft | None = None, by: Actor, at: datetime) -> Contact:
    """Decide what follows a contact: it is offered at once, or waits for a second pair of eyes.

    Of two who decide at once one is first; the other is told who was, and loses nothing that they typed. The draft of
    whoever was first ends with it.
    """
    contact = hold_to_decide(ref, by=by)
    _check_first(contact, deciding=deciding)
    goes_on = any(one.state in GOES_ON for one in responses_of(contact))
    levels = [one.code for one in levels_now()]
    if wants := wanting(deciding, levels=levels, goes_on=goes_on, on=localdate(at)):
        raise CannotDecide(" ".join(wants.values()), wants=wants)
    decision = _written(contact, deciding=deciding, by=by, at=at)
    end_draft(draft, by=by)
    _count_unmet(contact, deciding=deciding, by=by, at=at)
    if wants_second_eyes(deciding.level, second_eyes=door_now().second_eyes):
        move_contact(contact, move=Move.PROPOSE, by=by, at=at)
        note_step(contact, did=Did.PROPOSED, words=decision.level_name, by=by, at=at)
        proposed = DecisionProposed(contact.ref, decision.pk, decision.level)
        write_down(proposed, about=persons_of(contact), by=by, at=at)
        return contact
    return _holds(contact, decision=decision, offers=deciding.offers, by=by, at=at)


@whole
def second(ref: str, *, decision: int, by: Actor, at: datetime) -> Contact:
    """Agree to a decision that another proposed; from now on it holds."""
    contact, held = _proposed(ref, decision=decision, by=by)
    held.seconded_by = by.username
    return _holds(contact, decision=held, offers=offers_read(held.offers), by=by, at=at)


@whole
def send_back(ref: str, *, decision: int, why: str, by: Actor, at: datetime) -> Contact:
    """See it otherwise than the one who proposed it: it is decided anew, by whoever is at the door."""
    contact, held = _proposed(ref, decision=decision, by=by)
    if not why.strip():
        raise CannotDecide("Say how you see it.", wants={"why": "Say how you see it."})
    held.sent_back_at, held.sent_back_by, held.sent_back_why = at, by.username, why.strip()
    held.save(update_fields=["sent_back_at", "sent_back_by", "sent_back_why"])
    move_contact(contact, move=Move.SEND_BACK, by=by, at=at)
    note_step(contact, did=Did.SENT_BACK, words=held.sent_back_why, by=by, at=at)
    write_down(DecisionSentBack(contact.ref, held.pk), about=persons_of(contact), by=by, at=at)
    return contact


def _count_unmet(contact: Contact, *, deciding: Deciding, by: Actor, at: datetime) -> None:
    """Count needs that found no service, for those who plan: by need, age and level, with no name."""
    ages = [age_of(one.born, on=localdate(at)) for one in ContactChild.objects.filter(contact=contact)]
    age = next((one for one in ages if one is not None), None)
    for need in deciding.unmet:
        note_unmet(Unmet(need=need, age=age, level=deciding.level, about=subject_of(contact)), by=by, at=at)


def _check_first(contact: Contact, *, deciding: Deciding) -> None:
    """Let nobody decide what another has decided meanwhile, or without what came since they began."""
    if state_after(ContactState(contact.state), move=Move.DECIDE) is None or contact.state == ContactState.PROPOSED:
        newest = contact.decisions.order_by("-pk").first()
        who = f" by {_name(newest)}" if newest else ""
        raise CannotDecide(f"Contact {contact.ref} was decided{who} while you wrote. What you wrote is still here.")
    if deciding.seen and newest_step(contact) != deciding.seen:
        raise CannotDecide("Something came while you wrote: read it below, then decide. What you wrote is still here.")


def _name(decision: ContactDecision) -> str:
    from wraparound.access.queries import names_of

    return names_of([decision.proposed_by]).get(decision.proposed_by, decision.proposed_by)


def _written(contact: Contact, *, deciding: Deciding, by: Actor, at: datetime) -> ContactDecision:
    level = level_called(deciding.level)
    return ContactDecision.objects.create(
        contact=contact,
        level=deciding.level,
        level_name=level.name if level else deciding.level,
        document=threshold_document(),
        why=deciding.why.strip(),
        told=deciding.told.strip(),
        family_told=deciding.family_told,
        family_said=deciding.family_said.strip(),
        consent=deciding.consent,
        consent_why=deciding.consent_why.strip(),
        offers=offers_written(deciding.offers),
        proposed_at=at,
        proposed_by=by.username,
    )


def _holds(contact: Contact, *, decision: ContactDecision, offers: Sequence[Offer], by: Actor, at: datetime) -> Contact:
    decision.made_at = at
    decision.save(update_fields=["made_at", "seconded_by"])
    move_contact(contact, move=Move.DECIDE, by=by, at=at)
    note_step(contact, did=Did.DECIDED, words=decision.level_name, by=by, at=at)
    made = DecisionMade(contact.ref, decision.pk, decision.level, len(offers))
    write_down(made, about=persons_of(contact), by=by, at=at)
    offer_responses(contact, decision=decision, offers=offers, by=by, at=at)
    tell_the_referrer(contact, by=by, at=at)
    return contact


def _proposed(ref: str, *, decision: int, by: Actor) -> tuple[Contact, ContactDecision]:
    contact = hold_contact(ref, by=by)
    open_ones = ContactDecision.objects.filter(contact=contact, made_at__isnull=True, sent_back_at__isnull=True)
    held = open_ones.filter(pk=decision).first()
    if held is None or contact.state != ContactState.PROPOSED:
        raise CannotDecide("This decision does not wait for a second pair of eyes any more. Look at the contact again.")
    hidden = is_about_hidden(contact)
    check_may_second(by, front_door=front_door(), proposed_by=held.proposed_by, is_hidden=hidden)
    return contact, held
