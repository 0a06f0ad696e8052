"""What letters, summaries and bundles are made of, as far as their reader may have it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q
from django.utils.timezone import localtime

from wraparound.access.rules import hash_of
from wraparound.agencies.queries import agency as agency_of
from wraparound.frontdoor.models import Contact, ContactDecision, Response
from wraparound.frontdoor.queries.contacts import contacts_told_by, hidden_children, responses_of
from wraparound.frontdoor.queries.door import door_now, front_door, level_called
from wraparound.frontdoor.rules.following import whom_told
from wraparound.frontdoor.rules.papers import NOT_DECIDED, why_no_letter
from wraparound.frontdoor.rules.states import GOES_ON
from wraparound.frontdoor.words import ContactState, FamilyTold, ResponseKind, ResponseState, Teller
from wraparound.frontdoor.words.papers import LetterFacts, Offered, Reader
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class LetterShown:
    """Whether there is a letter for a reader, what it is written from, and else why there is none."""

    reader: Reader
    why_not: str
    facts: LetterFacts | None


def day_of(at: datetime | None) -> str:
    """Write a day as people do."""
    return f"{localtime(at):%-d %B %Y}" if at else ""


def moment_of(at: datetime | None) -> str:
    """Write a moment as people do."""
    return f"{localtime(at):%-d %B %Y, %H:%M}" if at else ""


def contact_followed(ref: str, *, code: str = "", by: Actor) -> Contact | None:
    """Find a contact that somebody told: by their account, their link, or the code they were given.

    Of one about a child who is hidden from them, nothing is told but that it is dealt with.
    """
    if code:
        found = Contact.objects.filter(code_hash=hash_of(code)).exclude(code_hash="")
    elif by.username or by.link:
        found = contacts_told_by(by)
    else:
        return None
    told = found.filter(ref=ref).exclude(Exists(hidden_children(by))).select_related("agency", "joined_to")
    return told.first()


def letters_of(contact: Contact) -> list[LetterShown]:
    """Give the letters of a contact, and why there is none. Cost: seven queries."""
    return [letter_of(contact, reader=reader) for reader in Reader]


def letter_of(contact: Contact, *, reader: Reader) -> LetterShown:
    """Give what a letter is written from, of the decision that holds: for one joined to another, of the other."""
    whole = contact
    while whole.joined_to is not None:
        whole = whole.joined_to
    decision = ContactDecision.objects.filter(contact=whole, made_at__isnull=False).order_by("-made_at", "-pk").first()
    if decision is None:
        return LetterShown(reader, NOT_DECIDED, None)
    facts = _facts(contact, decision=decision, responses=responses_of(whole), reader=reader)
    why_not = why_no_letter(
        reader,
        state=ContactState(whole.state),
        family_told=FamilyTold.UNSAFE if _unsafe_since(whole, decision=decision) else decision.family_told,
        consent=decision.consent,
        facts=facts,
    )
    return LetterShown(reader, why_not, None if why_not else facts)


def _unsafe_since(contact: Contact, *, decision: ContactDecision) -> bool:
    """Say whether somebody told, after it was decided, that it is unsafe to tell the family."""
    later = Contact.objects.filter(joined_to=contact, received_at__gt=decision.proposed_at)
    return later.filter(family_told=FamilyTold.UNSAFE).exists()


def _facts(contact: Contact, *, decision: ContactDecision, responses: list[Response], reader: Reader) -> LetterFacts:
    to = Teller(contact.teller) if reader is Reader.REFERRER else None
    together = Q(pk__in=[contact.pk, decision.contact_id]) | Q(joined_to=decision.contact_id)
    unnamed = Contact.objects.filter(together, stays_unnamed=True)
    door, level, rungs = agency_of(front_door()), level_called(decision.level), door_now().rungs
    return LetterFacts(
        ref=contact.ref,
        agency=door.name if door else "The front door",
        reach=tuple(filter(None, [door.phone, door.email])) if door else (),
        received_on=day_of(contact.received_at),
        decided_on=day_of(decision.made_at),
        teller=contact.teller_name,
        teller_role=contact.teller_role,
        teller_agency=contact.agency.name if contact.agency else "",
        stays_unnamed=contact.stays_unnamed,
        unnamed=tuple(unnamed.values_list("teller_name", flat=True)),
        told=decision.told,
        level=decision.level_name,
        level_meaning=level.meaning if level else "",
        level_response=level.response if level else "",
        document=decision.document,
        family_said=decision.family_said,
        offers=tuple(_offered(one, to=to) for one in responses if ResponseState(one.state) in GOES_ON),
        rungs=tuple((one.name, one.email, f"{one.hours} working hours") for one in rungs),
    )


def _offered(one: Response, *, to: Teller | None) -> Offered:
    """Give one response; where it is told `to` whoever raised it, without names that are not theirs to know."""
    whom = whom_told(ResponseKind(one.kind), name=one.to_name, teller=to) if to else one.to_name
    return Offered(
        to=whom,
        by_when=f"{one.by_when:%-d %B %Y}" if one.by_when else "",
        stands=one.get_state_display(),
        accepted_by=one.accepted_by if whom == one.to_name else "",
        accepted_on=day_of(one.accepted_at),
    )
