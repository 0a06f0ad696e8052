"""Telling people of duties by letter: nearly due, late, handed over; with a number and a day, and no name."""

from collections.abc import Callable, Iterable
from datetime import datetime

from wraparound.agencies.words import SAID, LetterCode, Rung
from wraparound.duties.models import Duty
from wraparound.duties.queries.people import Directory, directory_of, hidden_among
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient

Whom = Callable[[Directory, Duty], list[Recipient]]
ASK = "ask:"  # what a subject begins with where a question is owed an answer: its letters speak of the question
OWING, OWED, MANAGER, PARTNERS = Directory.owing, Directory.owed, Directory.manager, Directory.partners
TELLS: dict[Rung, tuple[tuple[Whom, LetterCode, LetterCode], ...]] = {  # who, of a question by which letter, or else
    Rung.WARNING: ((OWING, LetterCode.QUESTION_REMINDER, LetterCode.DUTY_WARNING),),
    Rung.DUE: (
        (OWING, LetterCode.QUESTION_LATE, LetterCode.DUTY_LATE),
        (OWED, LetterCode.ASKER_LATE, LetterCode.DUTY_LATE),
    ),
    Rung.MANAGER: ((MANAGER, LetterCode.QUESTION_LATE, LetterCode.DUTY_LATE),),
    Rung.PARTNERSHIP: ((PARTNERS, LetterCode.QUESTION_LATE, LetterCode.DUTY_LATE),),
}


@whole
def tell_of_rung(
    duty: Duty, *, rung: Rung, directory: Directory, hidden: bool = False, by: Actor, at: datetime
) -> list[Recipient]:
    """Write to whoever a rung tells; of someone hidden, to keepers of shields alone. Gives to whom it was written."""
    written = []
    for whom, of_question, otherwise in TELLS[rung]:
        code = of_question if duty.subject.startswith(ASK) else otherwise
        to = directory.people(directory.keepers) if hidden else whom(directory, duty)
        written += _write(duty, code=code, to=to, once=str(rung), by=by, at=at)
    return written


@whole
def tell_of_handing(duty: Duty, *, by: Actor, at: datetime) -> list[Recipient]:
    """Write to whoever a duty was handed over to; not to those who take it themselves, nor of someone hidden."""
    if not duty.owner or duty.owner == by.username or hidden_among([duty.pk]):
        return []
    directory = directory_of(at=at)
    once = f"handed {at.isoformat()}"
    return _write(duty, code=LetterCode.DUTY_HANDED_OVER, to=directory.owing(duty), once=once, by=by, at=at)


def _write(
    duty: Duty, *, code: LetterCode, to: Iterable[Recipient], once: str, by: Actor, at: datetime
) -> list[Recipient]:
    about = duty.subject or f"duty:{duty.pk}"
    due = int(duty.due_at.timestamp())
    facts = _facts(duty, code=code)
    written = []
    for one in to:
        said_once = f"duty {duty.pk} {due} {once} {code} {one.address}"[:120]
        if write_letter(code, to=one, facts=facts, about=about, once=said_once, by=by, at=at):
            written.append(one)
    return written


def _facts(duty: Duty, *, code: LetterCode) -> dict[str, str]:
    known = {
        "number": str(duty.pk),
        "due": duty.due_at.isoformat(),
        "agency": duty.agency,
        "asker": duty.owed_to,
        "reference": duty.subject.removeprefix(ASK),
    }
    return {str(fact): known[fact] for fact in SAID[code]}
