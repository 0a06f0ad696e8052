"""What has happened between agencies: what was told and refused, and what they agreed."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class InformationShared(Event):
    """One agency told another something of a child."""

    told = "{holder} told {recipient} of a child ({parts}) under clause {clause}, version {version}"
    share: int
    holder: str
    recipient: str
    purpose: str
    parts: tuple[str, ...]
    clause: str
    version: int
    subject: str


@dataclass(frozen=True)
class ShareRefused(Event):
    """It was refused that one agency tells another something of a child."""

    told = "It was refused that {holder} tells {recipient} of a child ({parts}), under version {version}"
    share: int
    holder: str
    recipient: str
    purpose: str
    parts: tuple[str, ...]
    clause: str
    version: int
    subject: str


@dataclass(frozen=True)
class AgreementAdopted(Event):
    """Agencies may from now on tell one another what a new version of the agreements says."""

    told = "Version {version} of the agreements was adopted: {reason}"
    version: int
    hash: str
    clauses: int
    reason: str


@dataclass(frozen=True)
class AgreementDrafted(Event):
    """A keeper changed the draft of the next version of the agreements: what was done, to which clause."""

    told = "The draft of the next agreements: {what}"
    draft: int
    what: str
    clause: str


@dataclass(frozen=True)
class PartnersAsked(Event):
    """Partners were asked about a child, and which were not, for no agreement lets them know."""

    told = "Asked partners what they know (question {ref})"
    ref: str
    purpose: str
    urgency: str
    asked: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class QuestionDrafted(Event):
    """Someone began a question to partners, and has not asked it yet."""

    on_the_way = True
    told = "Began a question to partners"


@dataclass(frozen=True)
class AskWithdrawn(Event):
    """A question was taken back."""

    told = "Took question {ref} back"
    ref: str
    why: str


@dataclass(frozen=True)
class PartnerUnreached(Event):
    """A question did not reach a partner's desk, which says nothing of what the partner knows."""

    told = "Question {ref} did not reach {agency}"
    ref: str
    agency: str
    why: str


@dataclass(frozen=True)
class AnswerSaved(Event):
    """A partner's answer was saved, and not sent yet."""

    told = "Saved an answer to question {ref}"
    ref: str
    agency: str


@dataclass(frozen=True)
class AnswerGiven(Event):
    """A partner answered."""

    told = "Answered question {ref}"
    ref: str
    agency: str
    outcome: str
    answer: int


@dataclass(frozen=True)
class FileAttached(Event):
    """A file was laid beside an answer."""

    told = "Laid a file beside the answer to question {ref}"
    ref: str
    agency: str
    sha256: str


@dataclass(frozen=True)
class FileTakenAway(Event):
    """A file was taken away from an answer that is not sent yet."""

    told = "Took a file away from the answer to question {ref}"
    ref: str
    agency: str
    sha256: str


@dataclass(frozen=True)
class WordingProposed(Event):
    """The decider asked for other words in place of what is sealed."""

    told = "Asked {agency} for other words (question {ref})"
    ref: str
    agency: str
    answer: int


@dataclass(frozen=True)
class WordingDecided(Event):
    """A partner agreed to other words, or did not."""

    told = "Decided about other words (question {ref})"
    ref: str
    agency: str
    answer: int
    agreed: bool
