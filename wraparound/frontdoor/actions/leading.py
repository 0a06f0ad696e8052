"""Telling whoever leads the work with a family that the front door was told of it: they see it beside the door."""

from datetime import datetime

from wraparound.access.queries import account_called
from wraparound.agencies.words import LetterCode
from wraparound.frontdoor.actions.steps import note_step
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.queries.contacts import persons_of, subject_of
from wraparound.frontdoor.words import Did
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient
from wraparound.teams.queries import lead_of


@whole
def tell_the_lead(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Have a contact be with whoever leads the work with one of its children, once it is known who they are."""
    if contact.lead:
        return
    leads = lead_of(persons_of(contact), by=by)
    lead = next((one for _, one in sorted(leads.items()) if one.username), None)
    if lead is None:
        return
    contact.lead = lead.username
    contact.save(update_fields=["lead"])
    note_step(contact, did=Did.HANDED, words=f"{lead.name}, {lead.team_name}, leads the work with them", by=by, at=at)
    account = account_called(lead.username)
    if account is not None and account.email and contact.due_at:
        to = Recipient(account.email, account.name, account.agency.code)
        facts = {"reference": contact.ref, "due": contact.due_at.isoformat()}
        write_letter(LetterCode.CONTACT_FOR_LEAD, to=to, facts=facts, about=subject_of(contact), by=by, at=at)
