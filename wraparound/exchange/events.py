"""What has happened between agencies."""

from dataclasses import dataclass
from typing import ClassVar

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class PartnersAsked(Event):
    """Partners were asked about a child, and which were not, for no agreement lets them know."""

    told: ClassVar[str] = "Asked partners what they know (question {ref})"
    ref: str
    purpose: str
    urgency: str
    asked: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class AskWithdrawn(Event):
    """A question was taken back."""

    told: ClassVar[str] = "Took question {ref} back"
    ref: str
    why: str


@dataclass(frozen=True)
class LinkSentAgain(Event):
    """A partner's desk was sent a new link to a question, as somebody there asked for it."""

    told: ClassVar[str] = "Sent {agency} a new link to question {ref}"
    ref: str
    agency: str


@dataclass(frozen=True)
class PartnerUnreached(Event):
    """A question did not reach a partner's desk, which says nothing of what the partner knows."""

    told: ClassVar[str] = "Question {ref} did not reach {agency}"
    ref: str
    agency: str
    why: str


@dataclass(frozen=True)
class AnswerSaved(Event):
    """A partner's answer was saved, and not sent yet."""

    told: ClassVar[str] = "Saved an answer to question {ref}"
    ref: str
    agency: str


@dataclass(frozen=True)
class AnswerGiven(Event):
    """A partner answered."""

    told: ClassVar[str] = "Answered question {ref}"
    ref: str
    agency: str
    outcome: str
    answer: int


@dataclass(frozen=True)
class LongerGiven(Event):
    """A partner was given longer to answer."""

    told: ClassVar[str] = "Gave {agency} longer for question {ref}"
    ref: str
    agency: str
    until: str


@dataclass(frozen=True)
class FileAttached(Event):
    """A file was laid beside an answer."""

    told: ClassVar[str] = "Laid a file beside the answer to question {ref}"
    ref: str
    agency: str
    sha256: str


@dataclass(frozen=True)
class FileTakenAway(Event):
    """A file was taken away from an answer that is not sent yet."""

    told: ClassVar[str] = "Took a file away from the answer to question {ref}"
    ref: str
    agency: str
    sha256: str


@dataclass(frozen=True)
class WordingProposed(Event):
    """The decider asked for other words in place of what is sealed."""

    told: ClassVar[str] = "Asked {agency} for other words (question {ref})"
    ref: str
    agency: str
    answer: int


@dataclass(frozen=True)
class WordingDecided(Event):
    """A partner agreed to other words, or did not."""

    told: ClassVar[str] = "Decided about other words (question {ref})"
    ref: str
    agency: str
    answer: int
    agreed: bool
