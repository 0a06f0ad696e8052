"""Answering those who disagree with what the front door decided."""

from datetime import datetime

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.frontdoor.actions.steps import answer_clock, held_again, move_contact, note_step
from wraparound.frontdoor.events import DisagreementAnswered
from wraparound.frontdoor.models import ContactDecision, Disagreement
from wraparound.frontdoor.policies import check_at_the_door
from wraparound.frontdoor.queries.contacts import contact_at_the_door, persons_of
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.rules.states import TRANSITIONS
from wraparound.frontdoor.words import ContactState, Did, Move
from wraparound.kernel.acting import Actor, CannotDo, MayNot
from wraparound.ledger.actions import whole, write_down


class CannotAnswerDisagreement(CannotDo):
    """It was answered already, or nothing was said."""


class MayNotAnswerOneself(MayNot):
    """Who decided does not answer those who disagree with it."""


@whole
def answer_disagreement(pk: int, *, answer: str, changes: bool, by: Actor, at: datetime) -> Disagreement:
    """Answer whoever disagrees, in words that they may have; where it changes, the contact is decided anew."""
    check_at_the_door(by, front_door=front_door())
    check_may(by, permission=Permission.DECIDE)
    found = Disagreement.objects.select_related("contact").filter(pk=pk).first()
    contact = contact_at_the_door(found.contact.ref, by=by) if found else None
    if contact is None:
        raise CannotAnswerDisagreement("There is no such disagreement.")
    contact = held_again(contact)
    one = Disagreement.objects.select_for_update(of=("self",)).get(pk=pk)
    if one.answered_at is not None:
        raise CannotAnswerDisagreement("It was answered already. Look at it again.")
    if not answer.strip():
        raise CannotAnswerDisagreement("Say what you answer: whoever disagrees reads it.")
    decided = ContactDecision.objects.filter(contact=contact, made_at__isnull=False).order_by("-made_at").first()
    if decided and by.username in {decided.proposed_by, decided.seconded_by}:
        raise MayNotAnswerOneself("You made this decision. Somebody else answers who disagrees with it.")
    one.answer, one.changes, one.answered_at, one.answered_by = answer.strip(), changes, at, by.username
    one.save(update_fields=["answer", "changes", "answered_at", "answered_by"])
    answer_clock(one.duty, words="Answered", by=by, at=at)
    note_step(contact, did=Did.DISAGREEMENT_ANSWERED, words=one.answer, by=by, at=at)
    if changes and Move.REOPEN in TRANSITIONS[ContactState(contact.state)]:
        move_contact(contact, move=Move.REOPEN, by=by, at=at)  # elsewhere it is being decided anew already
    write_down(DisagreementAnswered(contact.ref, changes), about=persons_of(contact), by=by, at=at)
    return one
