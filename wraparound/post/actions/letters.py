"""Writing letters in the transaction of what they tell, and taking back those that are not needed any more."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction

from wraparound.access.policies import check_may
from wraparound.access.queries import is_link_to
from wraparound.access.rules import is_address
from wraparound.access.words import Permission
from wraparound.agencies.words import WITH_LINK, LetterCode
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.post.events import LetterSentAgain, LettersWithdrawn, LetterWritten
from wraparound.post.models import Letter
from wraparound.post.ports import OUTSIDE
from wraparound.post.queries.names import names_told
from wraparound.post.rules import wanting_of_facts
from wraparound.post.words import LetterState, Recipient

LETTERS = 150  # of a recipient's name


class CannotWriteLetter(CannotDo):
    """A letter may not say this, or cannot go there."""


class CannotSendAgain(CannotDo):
    """The letter was not given up, so there is nothing to send again."""


@whole
def write_letter(
    template: LetterCode | str,
    *,
    to: Recipient,
    facts: Mapping[str, str],
    about: str,
    link: int | None = None,
    once: str = "",
    by: Actor,
    at: datetime,
) -> Letter | None:
    """Write a letter, to be sent as soon as this transaction is on the disk; None where `once` was told already.

    `facts` are those that agencies.words.SAID lists for the template, and nothing else can be said: an agency by its
    code, a moment as ISO 8601, a count as digits. `link` is the number of a link, for templates that carry one.
    """
    code = LetterCode(template)
    _check(code, to=to, facts=facts, link=link)
    said = {"facts": dict(facts), "about": about, "link": link, "once": once}
    letter = _kept(Letter(template=code, **said, **_to(to), **_written(by=by, at=at)))
    if letter is not None:
        write_down(LetterWritten(letter.pk, str(code), to.address, to.agency, about), by=by, at=at)
    return letter


@whole
def withdraw_letters(about: str, *, by: Actor, at: datetime) -> int:
    """Take back the letters about something that wait to be sent; says how many. What is being sent is sent."""
    waiting = Letter.objects.filter(about=about, state=LetterState.WAITING) if about else Letter.objects.none()
    taken = waiting.update(state=LetterState.WITHDRAWN)
    if taken:
        write_down(LettersWithdrawn(taken, about), by=by, at=at)
    return taken


@whole
def send_again(letter: int, *, by: Actor, at: datetime) -> Letter:
    """Have a letter that was given up be sent again, with the same number, so that nobody has it twice."""
    check_may(by, permission=Permission.SEE_POST)
    found = Letter.objects.select_for_update(of=("self",)).filter(pk=letter, state=LetterState.FAILED).first()
    if found is None:
        raise CannotSendAgain("This letter was not given up, or there is none.")
    found.state, found.tries, found.next_at, found.why = LetterState.WAITING, 0, at, ""
    found.save(update_fields=["state", "tries", "next_at", "why"])
    write_down(LetterSentAgain(found.pk), by=by, at=at)
    return found


def _to(recipient: Recipient) -> dict[str, Any]:
    return {"address": recipient.address, "name": recipient.name[:LETTERS], "agency": recipient.agency}


def _written(*, by: Actor, at: datetime) -> dict[str, Any]:
    """Say who wrote it and when, and give it the number under which it is sent, however often that is tried."""
    number = f"<{token_hex(16)}@{OUTSIDE.domain}>"
    return {"message_id": number, "next_at": at, "written_by": by.username, "written_at": at}


def _kept(letter: Letter) -> Letter | None:
    """Keep a letter; None where another tells the same once, be it one of this very moment."""
    if letter.once and Letter.objects.filter(once=letter.once).exists():
        return None
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:
        if letter.once and Letter.objects.filter(once=letter.once).exists():
            return None
        raise
    return letter


def _check(code: LetterCode, *, to: Recipient, facts: Mapping[str, str], link: int | None) -> None:
    wanting = wanting_of_facts(facts, template=code, known=names_told(facts))
    if wanting:
        raise CannotWriteLetter(wanting)
    if (code in WITH_LINK) != (link is not None):
        raise CannotWriteLetter(f"The letter “{code}” {'needs a' if code in WITH_LINK else 'carries no'} link.")
    if link is not None and not is_link_to(to.address, link=link):
        raise CannotWriteLetter("The link was made for another address.")
    if not is_address(to.address):
        raise CannotWriteLetter("A letter goes to an address for mail.")
