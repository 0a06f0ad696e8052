"""Telling whoever raised a worry what became of it: a letter that says where to read it, or a clock to call them."""

from datetime import datetime, timedelta

from wraparound.access.actions import make_link
from wraparound.agencies.words import LetterCode
from wraparound.frontdoor.actions.steps import (
    answer_clock,
    end_if_all_is_done,
    hold_to_decide,
    note_step,
    owe_by_the_door,
)
from wraparound.frontdoor.events import ReferrerTold
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.queries.contacts import persons_of, subject_of
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.referrers import address_to_tell, letter_for
from wraparound.frontdoor.words import Channel, Did, ToldHow
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient

LINK_LASTS = timedelta(days=28)


class CannotNote(CannotDo):
    """It is not said how they were told."""


@whole
def tell_the_referrer(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Tell whoever raised a worry what was decided, by every way that they left; else somebody has to call them."""
    joined = contact.joined.select_for_update(of=("self",)).order_by("pk")
    for one in [contact, *joined]:
        _tell(one, by=by, at=at)


@whole
def tell_that_it_is_accepted(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Tell those whom a letter reaches that somebody has accepted what was decided."""
    for one in [contact, *contact.joined.all()]:
        if address_to_tell(one):
            _write(one, template=LetterCode.CONTACT_ACCEPTED, by=by, at=at)


@whole
def note_told(ref: str, *, how: ToldHow, words: str, by: Actor, at: datetime) -> Contact:
    """Note that somebody at the door told whoever raised a worry what became of it."""
    contact = hold_to_decide(ref, by=by)
    if how not in {ToldHow.PHONE, ToldHow.IN_PERSON} or not words.strip():
        raise CannotNote("Say how they were told, and what they said.")
    _told(contact, how=how, words=words.strip(), by=by, at=at)
    return contact


def _tell(contact: Contact, *, by: Actor, at: datetime) -> None:
    if address_to_tell(contact):
        _write(contact, template=letter_for(contact), by=by, at=at)
        _told(contact, how=ToldHow.PAGE, by=by, at=at)
    elif contact.teller_phone or contact.channel in {Channel.SYSTEM, Channel.FILE}:
        if contact.telling_duty is None:
            words = f"Tell whoever raised contact {contact.ref} what became of it"
            contact.telling_duty = owe_by_the_door(contact, rule="tell-referrer", words=words, by=by, at=at).pk
            contact.save(update_fields=["telling_duty"])
    else:
        _told(contact, how=ToldHow.BY_CODE, by=by, at=at)


def _told(contact: Contact, *, how: ToldHow, words: str = "", by: Actor, at: datetime) -> None:
    contact.told_at, contact.told_how = at, how
    answer_clock(contact.telling_duty, words=how.label, by=by, at=at)
    contact.telling_duty = None
    end_if_all_is_done(contact, at=at)
    contact.save(update_fields=["told_at", "told_how", "telling_duty", "ended_at"])
    note_step(contact, did=Did.REFERRER_TOLD, words=" ".join(filter(None, [f"{how.label}.", words])), by=by, at=at)
    write_down(ReferrerTold(contact.ref, str(how)), about=persons_of(contact), by=by, at=at)


def _write(contact: Contact, *, template: LetterCode, by: Actor, at: datetime) -> None:
    address, agency = address_to_tell(contact), contact.agency.code if contact.agency else ""
    subject = subject_of(contact)
    link = None
    if template is LetterCode.CONTACT_DECIDED_LINK:
        link = make_link(address, agency=agency, about=subject, ends_at=at + LINK_LASTS, by=by, at=at).pk
    to = Recipient(address, contact.teller_name, agency)
    facts = {"reference": contact.ref}
    if template is LetterCode.CONTACT_DECIDED_CODE:
        facts["asker"] = front_door()  # whose number they can call
    write_letter(template, to=to, facts=facts, about=subject, link=link, by=by, at=at)
