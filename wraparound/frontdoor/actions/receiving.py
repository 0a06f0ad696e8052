"""Taking in what somebody tells the front door: once, whole, with its clock, and to whoever leads the work already."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_bytes

from django.db import IntegrityError, transaction

from wraparound.access.rules import hash_of
from wraparound.agencies.queries import agency as agency_of
from wraparound.frontdoor.actions.leading import tell_the_lead
from wraparound.frontdoor.actions.steps import note_step, owe_by_the_door
from wraparound.frontdoor.events import ContactReceived
from wraparound.frontdoor.models import Contact, ContactChild, ContactDraft
from wraparound.frontdoor.queries.children import called_now
from wraparound.frontdoor.queries.contacts import persons_of
from wraparound.frontdoor.queries.door import door_now
from wraparound.frontdoor.rules.refs import code_by_chance, ref_of
from wraparound.frontdoor.rules.telling import told_of, wanting
from wraparound.frontdoor.words import Channel, Did
from wraparound.frontdoor.words.telling import ChildTold, Taken, Telling
from wraparound.identity.queries.seen import person_asked
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.kernel.names import folded
from wraparound.ledger.actions import whole, write_down

FOLLOWED_BY_CODE = frozenset({Channel.PUBLIC, Channel.PHONE})


class CannotTell(CannotDo):
    """Something is missing without which nobody could act; `wants` says what, by the field."""

    def __init__(self, wants: dict[str, str]) -> None:
        """Keep what is missing at which field."""
        super().__init__(" ".join(wants.values()))
        self.wants = wants


@whole
def receive_contact(telling: Telling, *, by: Actor, at: datetime) -> Taken:
    """Take in what somebody tells the front door. The same draft is taken in once, however often it is sent.

    Whoever calls it has seen to it that `by` may tell: everyone may, by one way or another.
    """
    if missing := wanting(telling):
        raise CannotTell(missing)
    code = code_by_chance(token_bytes(10)) if telling.channel in FOLLOWED_BY_CODE else ""
    try:
        with transaction.atomic():
            contact = _written(telling, code=code, by=by, at=at)
    except IntegrityError:
        before = Contact.objects.filter(key=telling.key).first() if telling.key else None
        if before is None:
            raise
        return Taken(before.ref, "", is_new=False)
    _add_children(contact, children=telling.children, by=by, at=at)
    _open_clocks(contact, by=by, at=at)
    ContactDraft.objects.filter(key=telling.key).delete()  # it is the contact now
    note_step(contact, did=Did.TOLD, by=by, at=at)
    agency = contact.agency.code if contact.agency else ""
    write_down(ContactReceived(contact.ref, contact.channel, agency), about=persons_of(contact), by=by, at=at)
    tell_the_lead(contact, by=by, at=at)
    return Taken(contact.ref, code)


def _written(telling: Telling, *, code: str, by: Actor, at: datetime) -> Contact:
    who = telling.referrer
    return Contact.objects.create(
        ref=ref_of(token_bytes(5)),
        channel=telling.channel,
        teller=who.teller,
        agency=agency_of(who.agency) if who.agency else None,
        teller_username=by.username if telling.channel is Channel.PAGE else "",
        teller_name=who.name.strip()[:150],
        teller_role=who.role.strip()[:150],
        teller_phone=who.phone.strip()[:40],
        teller_email=who.email.strip(),
        stays_unnamed=who.stays_unnamed,
        link=by.link,
        code_hash=hash_of(code) if code else "",
        key=telling.key,
        other=telling.other.strip()[:80],
        story=telling.story.strip(),
        wants=telling.wants.strip(),
        family_told=telling.family_told,
        family_words=telling.family_words.strip(),
        happened_on=telling.happened_on,
        received_at=at,
        received_by=by.username,
        moved_at=at,
    )


def _add_children(contact: Contact, *, children: Sequence[ChildTold], by: Actor, at: datetime) -> None:
    for place, told in enumerate(children, start=1):
        add_child(contact, place=place, told=told, by=by, at=at)


@whole
def add_child(contact: Contact, *, place: int, told: ChildTold, by: Actor, at: datetime) -> ContactChild:
    """Add a child to a contact: someone of the index where whoever tells may see them, else as they are told.

    Of a child who is in the contact already, by another code that leads to them, what is told once more is noted.
    """
    person, is_seen = person_asked(told.code, by=by, at=at) if told.code else (None, False)
    known = person if is_seen else None
    if known and (same := ContactChild.objects.filter(contact=contact, person=known).first()):
        words = f"Child {same.place} was told of twice. {told_of(told)}".strip()
        note_step(contact, did=Did.NOTED, words=words, by=by, at=at)
        return same
    described = told.described.strip() or ("" if told.name.strip() or known else "Name not known")
    return ContactChild.objects.create(
        contact=contact,
        place=place,
        person=known,
        name=told.name.strip()[:150],
        name_folded=folded(told.name)[:150],
        called=called_now(known.pk, by=by, at=at)[:150] if known else "",
        born=told.born.strip()[:40],
        unborn=told.unborn,
        sex=told.sex.strip()[:20],
        address=told.address.strip()[:300],
        school=told.school.strip()[:150],
        nhs_number=told.nhs_number.strip()[:20],
        described=described[:300],
        found_at=at if known else None,
        found_by=by.username if known else "",
    )


def _open_clocks(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Open the law's clock, and beside it the area's own for the first look, where it has one."""
    words = f"Decide about contact {contact.ref}, and tell whoever raised it"
    opened = owe_by_the_door(contact, rule="front-door-decision", words=words, by=by, at=at)
    contact.duty, contact.due_at = opened.pk, opened.due_at
    if rule := door_now().screening:
        first = owe_by_the_door(contact, rule=rule, words=f"Look at contact {contact.ref}", by=by, at=at)
        contact.local_duty, contact.local_due_at = first.pk, first.due_at
    contact.save(update_fields=["duty", "due_at", "local_duty", "local_due_at"])
