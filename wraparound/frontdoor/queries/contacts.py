"""Contacts as those see them who may: behind the door, or whoever told."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.frontdoor.models import Contact, ContactChild, ContactStep, Response
from wraparound.frontdoor.policies import is_at_the_door
from wraparound.frontdoor.queries.door import front_door
from wraparound.identity.queries.seen import hidden_from
from wraparound.kernel.acting import Actor


def contacts_at_the_door(by: Actor) -> QuerySet[Contact]:
    """Find the contacts that someone behind the door sees: none about a child who is hidden from them.

    Whoever leads the work with a family sees the contacts about it that are theirs.
    """
    theirs = Q() if is_at_the_door(by, front_door=front_door()) else Q(lead=by.username) & ~Q(lead="")
    if not by.username:
        return Contact.objects.none()
    if permitted(by.roles, permission=Permission.KEEP_SHIELDS):
        return Contact.objects.filter(theirs)
    return Contact.objects.filter(theirs).exclude(Exists(hidden_children(by)))


def hidden_children(by: Actor) -> QuerySet[ContactChild]:
    """Find the children of a contact (`OuterRef("pk")`) who are hidden from someone, as a condition."""
    hidden = Exists(hidden_from(by).filter(person=OuterRef("person")))
    return ContactChild.objects.filter(hidden, contact=OuterRef("pk"), person__isnull=False)


def any_contact() -> bool:
    """Say whether anybody has told the front door anything."""
    return Contact.objects.exists()


def is_about_hidden(contact: Contact) -> bool:
    """Say whether a contact is about a child who is hidden, so that keepers alone see it. Cost: one query."""
    return Contact.objects.filter(Exists(hidden_children(Actor("", ""))), pk=contact.pk).exists()


def contact_at_the_door(ref: str, *, by: Actor) -> Contact | None:
    """Find one of them by its reference."""
    return contacts_at_the_door(by).select_related("agency", "joined_to").filter(ref=ref).first()


def contacts_told_by(by: Actor) -> QuerySet[Contact]:
    """Find the contacts that someone told by their account or their link; of those about the hidden too.

    What is shown of one about a child who is hidden since, `telling.followed` says: nothing but that it is dealt with.
    """
    if by.link:
        return Contact.objects.filter(link=by.link)
    return Contact.objects.filter(teller_username=by.username).exclude(teller_username="")


def persons_of(contact: Contact) -> list[int]:
    """Give the numbers of a contact's children who are known, in the order in which they were told."""
    found = ContactChild.objects.filter(contact=contact, person__isnull=False).order_by("place")
    return [person for person in found.values_list("person_id", flat=True) if person is not None]


def newest_step(contact: Contact) -> int:
    """Give the number of the newest step of a contact, by which one tells whether anything came since; 0 for none."""
    return ContactStep.objects.filter(contact=contact).order_by("-pk").values_list("pk", flat=True).first() or 0


def responses_of(contact: Contact) -> list[Response]:
    """Give the responses of a contact, the oldest first."""
    return list(Response.objects.filter(contact=contact).select_related("decision").order_by("pk"))


def contacts_about(persons: Iterable[int], *, since: datetime, by: Actor) -> QuerySet[Contact]:
    """Find the contacts about some persons since a moment that someone behind the door sees, the newest first."""
    about = ContactChild.objects.filter(contact=OuterRef("pk"), person__in=list(persons))
    return contacts_at_the_door(by).filter(Exists(about), received_at__gte=since).order_by("-received_at", "-pk")


def subject_of(contact: Contact) -> str:
    """Give the words by which duties, letters, links and work know a contact."""
    return f"contact:{contact.ref}"
