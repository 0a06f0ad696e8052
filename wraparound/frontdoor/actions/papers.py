"""Making letters, summaries and bundles of a contact: each making is a look, and is written down."""

from datetime import UTC, datetime

from wraparound.access.rules import VERSION
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.policies import check_at_the_door
from wraparound.frontdoor.ports import OUTSIDE
from wraparound.frontdoor.queries.contact import ContactPage, contact_page
from wraparound.frontdoor.queries.contacts import contact_at_the_door, persons_of
from wraparound.frontdoor.queries.door import for_the_door, front_door
from wraparound.frontdoor.queries.exported import KINDS, exported
from wraparound.frontdoor.queries.papers import LetterShown, contact_followed, letter_of, letters_of
from wraparound.frontdoor.queries.summary import summed
from wraparound.frontdoor.rules.bundles import CONTACT, bundle_of, check, sum_of, written
from wraparound.frontdoor.rules.papers import letter_for
from wraparound.frontdoor.rules.summary import summary_of
from wraparound.frontdoor.words.papers import Checked, Paper, Reader
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole_look

SHOWN = ("name", "story", "decision", "responses")


class CannotMake(CannotDo):
    """There is no such letter now, and why."""


@whole_look
def decision_letter(ref: str, *, reader: Reader, code: str = "", by: Actor, at: datetime) -> bytes:
    """Give a decision letter as PDF, for those behind the door; the referrer's also for whoever told and follows it.

    They follow by their account or link, or by the `code` they were given. Raises CannotMake, with why.
    """
    contact = contact_at_the_door(ref, by=by)
    if contact is None and reader is Reader.REFERRER:
        contact = contact_followed(ref, code=code, by=by)
    if contact is None:
        raise CannotMake("There is no such contact.")
    made = _letter(contact, reader=reader, at=at)
    what = f"decision letter of contact {ref}: {reader.label.lower()}"
    _noted(contact, what, shown=("decision", "responses"), by=by, at=at)
    return made


@whole_look
def contact_summary(ref: str, *, by: Actor, at: datetime) -> bytes | None:
    """Give the summary of a contact as PDF, for those behind the door; nothing where there is no such contact."""
    contact = contact_at_the_door(ref, by=by)
    if contact is None:
        return None
    page = contact_page(contact, by=for_the_door(by), at=at)
    _noted(contact, f"summary of contact {ref}", shown=SHOWN, by=by, at=at)
    return _printed(summary_of(summed(page)), at=at)


@whole_look
def export_contact(ref: str, *, by: Actor, at: datetime) -> bytes | None:
    """Give a whole contact as one file that proves itself; its sum is written down, so that another can be told."""
    contact = contact_at_the_door(ref, by=by)
    if contact is None:
        return None
    made = _bundle(contact_page(contact, by=for_the_door(by), at=at), by=for_the_door(by), at=at)
    _noted(contact, f"contact {ref} as a bundle with the sum {sum_of(made)}", shown=(*SHOWN, *KINDS), by=by, at=at)
    return made


@whole_look
def look_at_papers(ref: str, *, by: Actor, at: datetime) -> tuple[Contact, list[LetterShown]] | None:
    """Show which papers of a contact there are, and why a letter is not; nothing where there is no such contact."""
    contact = contact_at_the_door(ref, by=by)
    if contact is None:
        return None
    _noted(contact, f"papers of contact {ref}", shown=("decision",), by=by, at=at)
    return contact, letters_of(contact)


@whole_look
def check_bundle(content: bytes, *, by: Actor, at: datetime) -> Checked:  # noqa: ARG001 – as every question of a page
    """Say whether a bundle is whole, to those behind the door; of what is in it, only what it says of itself."""
    check_at_the_door(by, front_door=front_door())
    return check(content)


def _letter(contact: Contact, *, reader: Reader, at: datetime) -> bytes:
    shown = letter_of(contact, reader=reader)
    if shown.facts is None:
        raise CannotMake(shown.why_not)
    return _printed(letter_for(reader, facts=shown.facts), at=at)


def _bundle(page: ContactPage, *, by: Actor, at: datetime) -> bytes:
    said = exported(page, by=by, at=at)
    files = {CONTACT: written(said), "summary.pdf": _printed(summary_of(summed(page)), at=at)}
    for one in letters_of(page.contact):
        if one.facts is not None:
            files[f"letters/{one.reader}.pdf"] = _printed(letter_for(one.reader, facts=one.facts), at=at)
    counts = {kind: len(said[kind]) for kind in KINDS}
    made_at = at.astimezone(UTC).isoformat()
    return bundle_of(files, ref=page.contact.ref, made_at=made_at, made_by=str(by), counts=counts)


def _printed(paper: Paper, *, at: datetime) -> bytes:
    if OUTSIDE.printer is None:
        raise CannotMake("Nothing sets papers in type here.")
    return OUTSIDE.printer.set_in_type(paper, at=at)


def _noted(contact: Contact, what: str, *, shown: tuple[str, ...], by: Actor, at: datetime) -> None:
    looked(what, about=persons_of(contact), shown=shown, rules=VERSION, by=for_the_door(by), at=at)
