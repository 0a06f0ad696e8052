"""What a question to partners is: how urgent, what may be answered, and how each partner stands to it."""

from dataclasses import dataclass
from datetime import date

from wraparound.access.words import Purpose
from wraparound.exchange.words.agreements import Part
from wraparound.exchange.words.shares import Basis
from wraparound.kernel.word import Word


class Urgency(Word):
    """How soon an answer is needed; the area's rules say how many hours each is."""

    RED = "red", "Red: a child may be suffering harm now"
    AMBER = "amber", "Amber: help is needed soon"
    GREEN = "green", "Green: to plan help well"


class Outcome(Word):
    """What a partner answered. Each is something else, and none stands for another."""

    KNOWN = "known", "We know this child or family"
    NOTHING_FOUND = "nothing_found", "We looked, and found nothing"
    NOT_COVERED = "not_covered", "We do not cover this child"
    NEED_LONGER = "need_longer", "We need longer"
    MAY_NOT_SAY = "may_not_say", "We may not say"


class Standing(Word):
    """How a partner stands to a question where they have not answered it."""

    WAITING = "waiting", "Not answered yet"
    LATE = "late", "Late"
    UNREACHED = "unreached", "Could not be reached"
    LONGER = "longer", "Needs longer"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Withheld(Word):
    """Why a partner may not say."""

    AGREEMENT = "agreement", "No agreement lets us tell this agency"
    DETRIMENT = "detriment", "Telling would harm the child more than not telling"
    LAW = "law", "The law or a court forbids it"


class FileKind(Word):
    """A kind of file that may be sent with an answer, known by how it begins and not by its name."""

    PDF = "pdf", "PDF document"
    PNG = "png", "PNG picture"
    JPEG = "jpeg", "JPEG picture"
    DOCX = "docx", "Word document"
    TEXT = "text", "plain text"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What somebody asks partners: about whom, for what, under which basis, how soon, and whom."""

    code: str  # the child's
    also: tuple[str, ...] = ()  # codes of others of the household
    named: str = ""  # grown-ups, by name
    purpose: Purpose
    basis: Basis
    what_for: str
    urgency: Urgency
    agencies: tuple[str, ...]
    decider: str = ""  # the username of whoever alone reads what is sealed


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a partner answers, as far as it is written."""

    outcome: str = ""
    since: str = ""  # since when they know the child, in their words
    knows: str = ""
    strengths: str = ""
    worries: str = ""
    contact: str = ""  # who to call, and how
    sealed: str = ""  # for whoever decides alone
    wording: str = ""  # what of it may go on, in agreed words
    withheld: str = ""  # why they may not say, as a word
    reason: str = ""
    until: date | None = None  # when they will answer
    considered: bool = False  # that telling is not more detrimental to the child than not telling
    name: str = ""  # who answers


# Which part of what is told each field of an answer is; who has not this part's agreement is not asked for it.
FIELDS: dict[str, Part] = {
    "since": Part.SINCE,
    "knows": Part.KNOWS,
    "strengths": Part.STRENGTHS,
    "worries": Part.WORRIES,
    "contact": Part.CONTACT,
    "files": Part.FILES,
    "sealed": Part.INTELLIGENCE,
    "wording": Part.INTELLIGENCE,
}
