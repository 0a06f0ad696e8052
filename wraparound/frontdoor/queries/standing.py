"""How what an agency's system told stands, as that agency may know it."""

from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.queries.contacts import persons_of
from wraparound.frontdoor.queries.following import followed, is_hidden_since
from wraparound.frontdoor.queries.numbers import door_numbers
from wraparound.frontdoor.rules.fhir import Standing
from wraparound.frontdoor.words import Channel, ContactState
from wraparound.kernel.acting import Actor


def standing(ref: str, *, by: Actor) -> Standing | None:
    """Give how a contact stands to the agency whose system told it; of a child who is hidden since, only that it is.

    Cost: seven queries.
    """
    told = Contact.objects.select_related("agency").filter(ref=ref, channel=Channel.SYSTEM, agency__code=by.agency)
    contact = told.first() if by.agency else None
    if contact is None:
        return None
    shown = followed(contact)
    if shown.is_hidden:
        words = f"It is being dealt with. Call the front door on {door_numbers().day or 'its usual number'}."
        return Standing(contact.ref, contact.other, (), contact.received_at, [words], has_begun=False)
    notes = [shown.state, shown.told, *(f"{one.what}: {one.how}" for one in shown.offers)]
    if contact.due_at and shown.decided_at is None:
        notes.append(f"It is decided by {contact.due_at:%Y-%m-%dT%H:%M:%SZ}.")
    begun = contact.state == ContactState.BEGUN
    return Standing(
        contact.ref, contact.other, shown.children, contact.received_at, [one for one in notes if one], has_begun=begun
    )


def persons_shown(ref: str) -> list[int]:
    """Give the numbers of those of whom how a contact stands tells something; none where one of them is hidden."""
    contact = Contact.objects.get(ref=ref)
    return [] if is_hidden_since(contact) else persons_of(contact)
