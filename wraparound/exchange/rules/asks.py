"""How a question stands with each partner, in which order partners are proposed, and what an answer still wants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from wraparound.duties.words import Answered
from wraparound.exchange.words.asks import Outcome, Said, Standing, Urgency, Withheld

RULES = {Urgency.RED: "answer-red", Urgency.AMBER: "answer-amber", Urgency.GREEN: "answer-green"}  # duties' own codes
MET_BY = {  # how the duty to answer is met by each answer; needing longer does not meet it
    Outcome.KNOWN: Answered.DONE,
    Outcome.NOTHING_FOUND: Answered.DONE,
    Outcome.NOT_COVERED: Answered.NOTHING,
    Outcome.MAY_NOT_SAY: Answered.REFUSED,
}
ENOUGH = 15  # letters: less says nothing that someone could act on
TOLD = ("knows", "strengths", "worries")  # what an answer that knows the child may say
EMPTY_WORDS = frozenset({"known", "known to us", "known to service", "yes", "we know them", "we know this child"})


@dataclass(frozen=True)
class Proposed:
    """A partner who can be asked: why, whether they are already involved, and what an agreement says of asking."""

    code: str
    name: str
    why: str
    involved: bool
    allowed: bool
    because: str
    reachable: bool  # by mail: they have an address


def in_order(partners: Iterable[Proposed]) -> list[Proposed]:
    """Put those first who are involved already, and last whom no agreement lets us ask."""
    return sorted(partners, key=lambda one: (not one.allowed, not one.involved, one.name.casefold()))


def standing_of(
    *, unreached: bool, withdrawn: bool, outcome: str, due_at: datetime | None, at: datetime
) -> Standing | None:
    """Say how a partner stands who has not answered for good; None where they have.

    Silence, an outage and an answer are never the same: who could not be reached is told so though it is late as well.
    """
    if outcome and outcome != Outcome.NEED_LONGER:
        return None
    if withdrawn:
        return Standing.WITHDRAWN
    if unreached:
        return Standing.UNREACHED
    if due_at is not None and due_at <= at:
        return Standing.LATE
    return Standing.LONGER if outcome == Outcome.NEED_LONGER else Standing.WAITING


def wanting(said: Said, *, parts: Sequence[str]) -> dict[str, str]:
    """Say what an answer still wants before it can be sent, by field; `parts` are the fields that may be told."""
    if said.outcome not in set(Outcome):
        return {"outcome": "Choose what you can say"}
    found = dict(_WANTING[Outcome(said.outcome)](said, parts))
    if not said.name.strip():
        found["name"] = "Give your name, so that they know who answered"
    return found


def _of_known(said: Said, parts: Sequence[str]) -> Iterable[tuple[str, str]]:
    told = [field for field in TOLD if field in parts]
    words = [getattr(said, field).strip() for field in told]
    if told and not said.sealed.strip() and not any(map(_says_something, words)):
        yield told[0], "Say what you know in a sentence: that the child is known helps nobody decide"
    if "contact" in parts and not said.contact.strip():
        yield "contact", "Say who they can call"
    if said.sealed.strip() and not said.wording.strip():
        yield "wording", "Say what of it may go on to others, in words that give nothing away"
    if not said.considered:
        yield "considered", "Say that you have thought about whether telling would harm the child"


def _of_nothing(said: Said, _: Sequence[str]) -> Iterable[tuple[str, str]]:
    if not said.reason.strip():
        yield "reason", "Say where you looked"


def _of_no_cover(said: Said, _: Sequence[str]) -> Iterable[tuple[str, str]]:
    if not _says_something(said.reason):
        yield "reason", "Say whom you do cover, so that nobody takes this for “not known”"


def _of_longer(said: Said, _: Sequence[str]) -> Iterable[tuple[str, str]]:
    if said.until is None:
        yield "until", "Give the day by which you will answer"
    if not _says_something(said.reason):
        yield "reason", "Say why you need longer"


def _of_silence(said: Said, _: Sequence[str]) -> Iterable[tuple[str, str]]:
    if said.withheld not in set(Withheld):
        yield "withheld", "Choose why you may not say"
    if not _says_something(said.reason):
        yield "reason", "Say why in a sentence that someone else could judge"


_WANTING = {
    Outcome.KNOWN: _of_known,
    Outcome.NOTHING_FOUND: _of_nothing,
    Outcome.NOT_COVERED: _of_no_cover,
    Outcome.NEED_LONGER: _of_longer,
    Outcome.MAY_NOT_SAY: _of_silence,
}


def _says_something(text: str) -> bool:
    plain = " ".join(text.split())
    return len(plain) >= ENOUGH and plain.casefold().rstrip(".") not in EMPTY_WORDS
