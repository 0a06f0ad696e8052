"""Telling the front door by each way in: taken in once, with a receipt, and marked where a flood may be behind it."""

from datetime import datetime

from wraparound.access.rules import is_address
from wraparound.agencies.words import LetterCode
from wraparound.frontdoor.actions.following import add_to_contact
from wraparound.frontdoor.actions.receiving import CannotTell, receive_contact
from wraparound.frontdoor.actions.steps import note_step
from wraparound.frontdoor.models import Contact, ContactDraft, ContactStep, Knock
from wraparound.frontdoor.queries.contacts import subject_of
from wraparound.frontdoor.queries.drafts import owner_of
from wraparound.frontdoor.queries.knocks import knocks
from wraparound.frontdoor.queries.numbers import door_numbers
from wraparound.frontdoor.rules.knocks import KEPT_FOR, MOST_PUBLIC, remark_on
from wraparound.frontdoor.rules.telling import wanting, words_to_add
from wraparound.frontdoor.words import Did
from wraparound.frontdoor.words.drafts import Came, KnockKind
from wraparound.frontdoor.words.telling import Taken, Telling
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient


class CannotTellHere(CannotDo):
    """So much came from one place that the page takes no more for now: telephone."""


@whole
def tell_the_door(telling: Telling, *, by: Actor, at: datetime) -> Taken:
    """Take in what somebody who works with children tells, and send them a receipt that names no child."""
    taken = receive_contact(telling, by=by, at=at)
    who = telling.referrer
    if taken.is_new and who.agency and is_address(who.email):
        contact = Contact.objects.get(ref=taken.ref)
        due = (contact.due_at or at).isoformat()
        to = Recipient(who.email, who.name or who.email, who.agency)
        facts = {"reference": taken.ref, "due": due}
        write_letter(LetterCode.CONTACT_RECEIVED, to=to, facts=facts, about=subject_of(contact), by=by, at=at)
    return taken


@whole
def add_instead(ref: str, *, telling: Telling, by: Actor, at: datetime) -> None:
    """Add what somebody typed to what they told before of the same, instead of telling it anew; once, however often."""
    if missing := wanting(telling):
        raise CannotTell(missing)
    words = words_to_add(telling)
    if not ContactStep.objects.filter(contact__ref=ref, did=Did.ADDED, words=words, by=by.username).exists():
        add_to_contact(ref, words=words, by=by, at=at)
    ContactDraft.objects.filter(key=telling.key, owner=owner_of(by)).delete()


@whole
def tell_publicly(telling: Telling, *, came: Came, by: Actor, at: datetime) -> Taken:
    """Take in what anybody tells. Of what looks like a flood each is taken too, with a note for whoever reads it.

    Raises CannotTellHere above what any network of people could send: whoever typed keeps it, and is told to telephone.
    """
    earlier = knocks(KnockKind.PUBLIC, mark=came.there, at=at)
    if earlier >= MOST_PUBLIC:
        phone = door_numbers().day
        raise CannotTellHere(
            f"This is not sent. So much came from your network that we ask you to call {phone or 999}."
        )
    taken = receive_contact(telling, by=by, at=at)
    if taken.is_new:
        note_knock(KnockKind.PUBLIC, mark=came.there, by=by, at=at)
        if remark := remark_on(earlier, trapped=came.trapped):
            note_step(Contact.objects.get(ref=taken.ref), did=Did.NOTED, words=remark, by=by, at=at)
    return taken


@whole
def note_knock(kind: KnockKind, *, mark: str, by: Actor, at: datetime) -> None:  # noqa: ARG001 – nobody has shown who they are
    """Note that a page without an account was used, and forget what is a day old."""
    Knock.objects.filter(at__lt=at - KEPT_FOR).delete()
    Knock.objects.create(kind=kind, mark=mark[:254], at=at)
