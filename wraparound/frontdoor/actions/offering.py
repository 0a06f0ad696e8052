"""Offering responses: teams and services are asked to take them on, advice waits to be given, and what came of it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from wraparound.frontdoor.actions.steps import (
    answer_clock,
    held_again,
    hold_to_decide,
    move_contact,
    note_step,
    owe_by_the_door,
)
from wraparound.frontdoor.actions.telling_back import tell_that_it_is_accepted
from wraparound.frontdoor.events import ResponseMoved
from wraparound.frontdoor.models import Contact, ContactDecision, Response
from wraparound.frontdoor.queries.contacts import (
    is_about_hidden,
    persons_of,
    responses_of,
    subject_of,
)
from wraparound.frontdoor.queries.offers import Whom, whom_of
from wraparound.frontdoor.rules.states import ResponseHeld, may_become, moves_by_responses, state_after
from wraparound.frontdoor.words import ContactState, Did, Move, ResponseKind, ResponseState
from wraparound.frontdoor.words.deciding import Offer
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.teams.actions import allocate, ask_for_work
from wraparound.teams.words import WorkAsked

DID = {
    ResponseState.ACCEPTED: Did.ACCEPTED,
    ResponseState.BEGUN: Did.BEGUN,
    ResponseState.GIVEN: Did.GIVEN,
    ResponseState.WANTED: Did.RELEASED,
    ResponseState.REFUSED: Did.CAME_BACK,
    ResponseState.NOT_TAKEN_UP: Did.CAME_BACK,
    ResponseState.WITHDRAWN: Did.TAKEN_BACK,
}


class CannotOffer(CannotDo):
    """There is no such team, service or response, or it stands otherwise."""


@whole
def offer_responses(
    contact: Contact, *, decision: ContactDecision, offers: Sequence[Offer], by: Actor, at: datetime
) -> list[Response]:
    """Ask those to whom a decision turns to take their part on. The first team asked leads the work, if nobody does."""
    made = []
    leads = not contact.lead
    for offer in offers:
        made.append(_offered(contact, decision=decision, offer=offer, leads=leads, by=by, at=at))
        leads = leads and offer.kind is not ResponseKind.TEAM
    settle(contact, by=by, at=at)
    return made


@whole
def give_advice(ref: str, *, response: int, to: str, words: str, by: Actor, at: datetime) -> Contact:
    """Note that advice was given: by the one who notes it, to whom, and what was said. Only so does it count."""
    contact = hold_to_decide(ref, by=by)
    held = Response.objects.filter(contact=contact, pk=response, kind=ResponseKind.ADVICE).first()
    if held is None or not may_become(ResponseState(held.state), now=ResponseState.GIVEN):
        raise CannotOffer("This advice was given already, or there is none to give.")
    if not to.strip() or not words.strip():
        raise CannotOffer("Say to whom the advice was given, and what was said.")
    held.given_to, held.words = to.strip()[:200], words.strip()
    answer_clock(held.duty, words=held.words, by=by, at=at)
    _moved(contact, response=held, now=ResponseState.GIVEN, who=by.name or by.username, by=by, at=at)
    return contact


@whole
def note_response(work: str, *, now: ResponseState, who: str = "", why: str = "", by: Actor, at: datetime) -> None:
    """Note what became of a response that a team or a service was asked to take on; other work is nothing to it."""
    found = Response.objects.select_related("contact").filter(work=work).exclude(work="").first()
    if found is None:
        return
    contact = held_again(found.contact)
    held = Response.objects.get(pk=found.pk)
    if now is ResponseState.ACCEPTED and held.state == ResponseState.ACCEPTED:
        held.accepted_by = who  # it was handed over within the team
        held.save(update_fields=["accepted_by"])
    elif may_become(ResponseState(held.state), now=now):
        _moved(contact, response=held, now=now, who=who, why=why, by=by, at=at)


@whole
def settle(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Bring a contact to where its responses have brought it: accepted, begun, waiting, or back at the door."""
    held = responses_of(contact)
    newest = max((one.decision_id for one in held), default=0)
    stand = [ResponseHeld(ResponseState(one.state), one.decision_id == newest) for one in held]
    for move in moves_by_responses(stand):
        if state_after(ContactState(contact.state), move=move) is None:
            continue
        if move is Move.COME_BACK:
            contact.told_at, contact.told_how = None, ""  # of what is decided next they are told anew
        move_contact(contact, move=move, by=by, at=at)
        if move is Move.ACCEPT:
            tell_that_it_is_accepted(contact, by=by, at=at)


def _offered(
    contact: Contact, *, decision: ContactDecision, offer: Offer, leads: bool, by: Actor, at: datetime
) -> Response:
    whom = whom_of(offer, contact=contact, on=localdate(at), by=by)
    if whom is None:
        raise CannotOffer("There is no such team or local service any more. Choose another.")
    response = Response(
        contact=contact,
        decision=decision,
        kind=offer.kind,
        to=whom.service or whom.team,
        to_name=whom.name,
        words=offer.words.strip(),
        by_when=offer.by_when,
        moved_at=at,
    )
    if offer.kind is ResponseKind.ADVICE:
        words = f"Give the advice of contact {contact.ref}"
        response.duty = owe_by_the_door(contact, rule="give-advice", words=words, by=by, at=at).pk
    else:
        asked = _asked(contact, decision=decision, offer=offer, whom=whom, leads=leads)
        response.work = ask_for_work(asked, by=by, at=at).ref
    response.save()
    if offer.kind is ResponseKind.LEAD:
        allocate(response.work, username=contact.lead, by=by, at=at)
    return response


def _asked(contact: Contact, *, decision: ContactDecision, offer: Offer, whom: Whom, leads: bool) -> WorkAsked:
    return WorkAsked(
        about=subject_of(contact),
        persons=() if is_about_hidden(contact) else tuple(persons_of(contact)),
        words="\n\n".join(filter(None, [offer.words.strip(), decision.why])),
        agency=whom.agency,
        team=whom.team,
        service=whom.service,
        service_name=whom.name if whom.service else "",
        address=whom.address,
        level=decision.level,
        leads=leads and offer.kind is ResponseKind.TEAM,
    )


def _moved(
    contact: Contact, *, response: Response, now: ResponseState, who: str = "", why: str = "", by: Actor, at: datetime
) -> None:
    response.state, response.moved_at = now, at
    if now in {ResponseState.ACCEPTED, ResponseState.GIVEN}:
        response.accepted_by, response.accepted_at = who[:254], at
    if now is ResponseState.WANTED:
        response.accepted_by, response.accepted_at = "", None
    response.came_back_why = why.strip() if now in {ResponseState.REFUSED, ResponseState.NOT_TAKEN_UP} else ""
    response.save()
    said = f"{response.to_name}: {why or who}".rstrip(": ")
    if now in DID:
        note_step(contact, did=DID[now], words=said, by=by, at=at)
    write_down(ResponseMoved(contact.ref, response.pk, str(now)), about=persons_of(contact), by=by, at=at)
    settle(contact, by=by, at=at)
