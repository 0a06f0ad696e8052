"""Agreed words for what is sealed: the decider may ask for others, and they go on only once the partner agrees."""

from datetime import datetime

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.agencies.words import LetterCode
from wraparound.exchange.actions.answering import CannotAnswer, asked_open
from wraparound.exchange.actions.reaching import send_link
from wraparound.exchange.events import WordingDecided, WordingProposed
from wraparound.exchange.models import Answer, Wording
from wraparound.exchange.queries.asks import ask_sent
from wraparound.kernel.acting import Actor, CannotDo, MayNot
from wraparound.ledger.actions import whole, write_down


class MayNotReadSealed(MayNot):
    """What is sealed is for the one who decides alone."""


class CannotPropose(CannotDo):
    """Nothing in this answer is sealed, or other words wait already."""


@whole
def propose_wording(ref: str, *, answer: int, words: str, by: Actor, at: datetime) -> Wording:
    """Ask the partner whether other words may go on in place of what is sealed."""
    check_may(by, permission=Permission.READ_SEALED)
    ask = ask_sent(ref, by=by, at=at)
    if ask is None or ask.decider != by.username:
        raise MayNotReadSealed("Only the one who decides about this question may ask for other words.")
    found = Answer.objects.select_for_update(of=("self",)).select_related("asked__agency", "asked__ask__agency")
    one = found.filter(pk=answer, asked__ask=ask, sent_at__isnull=False).first()
    if one is None or not one.sealed or Wording.objects.filter(answer=one, agreed__isnull=True).exists():
        raise CannotPropose("Nothing in this answer is sealed, or the partner is being asked already.")
    if not words.strip():
        raise CannotPropose("Give the words that you would have go on.")
    wording = Wording.objects.create(answer=one, words=words.strip(), proposed_at=at, proposed_by=by.username)
    if one.asked.address:
        send_link(one.asked, template=LetterCode.INTELLIGENCE_WORDING, by=by, at=at)
    event = WordingProposed(ref, one.asked.agency.code, one.pk)
    write_down(event, about=[ask.person_id], by=by, at=at)
    return wording


@whole
def decide_wording(ref: str, *, wording: int, agreed: bool, by: Actor, at: datetime) -> Wording:
    """Agree, as the partner, that other words may go on, or say that they may not."""
    asked = asked_open(ref, by=by, at=at)
    found = Wording.objects.select_for_update(of=("self",)).filter(pk=wording, answer__asked=asked)
    one = found.filter(agreed__isnull=True).first()
    if one is None:
        raise CannotAnswer("These words were decided about already.")
    one.agreed, one.decided_at, one.decided_by = agreed, at, by.username
    one.save(update_fields=["agreed", "decided_at", "decided_by"])
    event = WordingDecided(ref, asked.agency.code, one.answer_id, agreed)
    write_down(event, about=[asked.ask.person_id], by=by, at=at)
    return one
