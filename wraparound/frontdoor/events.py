"""What has happened at the front door."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class ContactReceived(Event):
    """Somebody told the front door about a child."""

    told = "Contact {ref} was received ({channel})"
    ref: str
    channel: str
    agency: str


@dataclass(frozen=True)
class ContactAddedTo(Event):
    """Something was added to what the front door was told."""

    told = "Something was added to contact {ref} ({by_whom})"
    ref: str
    by_whom: str


@dataclass(frozen=True)
class ContactMoved(Event):
    """A contact came into another state."""

    told = "Contact {ref}: {was} became {now}"
    ref: str
    was: str
    now: str


@dataclass(frozen=True)
class ContactTaken(Event):
    """Somebody at the door took up a contact, or handed it on."""

    told = "Contact {ref} is with {holder}"
    ref: str
    holder: str


@dataclass(frozen=True)
class ContactRated(Event):
    """Somebody at the door said how urgent a contact is."""

    told = "Contact {ref} is {urgency}"
    ref: str
    urgency: str


@dataclass(frozen=True)
class ChildFound(Event):
    """It was said who a child of a contact is, or that they are someone else."""

    told = "Child {place} of contact {ref}: {found}"
    ref: str
    place: int
    found: str


@dataclass(frozen=True)
class DecisionProposed(Event):
    """A decision about a contact waits for a second pair of eyes."""

    told = "A decision about contact {ref} was proposed: {level}"
    ref: str
    decision: int
    level: str


@dataclass(frozen=True)
class DecisionMade(Event):
    """It was decided what follows a contact."""

    told = "Contact {ref} was decided: {level}, {responses} responses"
    ref: str
    decision: int
    level: str
    responses: int


@dataclass(frozen=True)
class DecisionSentBack(Event):
    """The second pair of eyes sent a decision back."""

    told = "The decision about contact {ref} was sent back"
    ref: str
    decision: int


@dataclass(frozen=True)
class ResponseMoved(Event):
    """A response to a contact was accepted, given, begun, refused, not taken up, or taken back."""

    told = "Response {response} to contact {ref}: {now}"
    ref: str
    response: int
    now: str


@dataclass(frozen=True)
class ContactsKeptApart(Event):
    """Two contacts that were proposed as the same were said to be about different things."""

    told = "Contacts {ref} and {other} are about different things"
    ref: str
    other: str


@dataclass(frozen=True)
class ContactJoined(Event):
    """A contact was joined to an earlier one about the same, or parted from it."""

    told = "Contact {ref} and {other}: {what}"
    ref: str
    other: str
    what: str


@dataclass(frozen=True)
class ReferrerTold(Event):
    """Whoever raised a worry was told what became of it."""

    told = "Whoever raised contact {ref} was told ({how})"
    ref: str
    how: str


@dataclass(frozen=True)
class DisagreementRaised(Event):
    """Whoever told the front door disagrees with what was decided."""

    told = "Whoever raised contact {ref} disagrees: {rung} answers"
    ref: str
    rung: str


@dataclass(frozen=True)
class DisagreementAnswered(Event):
    """A disagreement was answered."""

    told = "The disagreement about contact {ref} was answered (decided anew: {changes})"
    ref: str
    changes: bool


@dataclass(frozen=True)
class DiscussionCalled(Event):
    """A strategy discussion was called."""

    told = "Strategy discussion {ref} about contact {contact} was called: {invited} are invited"
    ref: str
    contact: str
    invited: int


@dataclass(frozen=True)
class InvitationAnswered(Event):
    """Somebody who is invited to a strategy discussion said whether they come."""

    told = "Strategy discussion {ref}: {agency} says: {says}"
    ref: str
    agency: str
    says: str


@dataclass(frozen=True)
class DiscussionMoved(Event):
    """A strategy discussion was moved to another time or place."""

    told = "Strategy discussion {ref} was moved"
    ref: str


@dataclass(frozen=True)
class DiscussionCalledOff(Event):
    """A strategy discussion was called off."""

    told = "Strategy discussion {ref} was called off"
    ref: str


@dataclass(frozen=True)
class DiscussionHeld(Event):
    """A strategy discussion was held, and it is written up what was decided."""

    told = "Strategy discussion {ref} was held: {enquiry}, {steps} next steps"
    ref: str
    enquiry: str
    steps: int


@dataclass(frozen=True)
class NoticesReceived(Event):
    """A file of notifications came in."""

    told = "A file of notifications came in: {name}, {rows} rows, of which {waiting} wait to be mended"
    agency: str
    kind: str
    file: int
    name: str
    sha256: str
    rows: int
    waiting: int


@dataclass(frozen=True)
class NoticeMended(Event):
    """A row of a file of notifications was mended."""

    told = "Row {row} of a file of notifications was mended"
    file: int
    row: int


@dataclass(frozen=True)
class NoticeIsNone(Event):
    """Somebody said that a row of a file is no notification."""

    told = "Row {row} of a file of notifications is none: {why}"
    file: int
    row: int
    why: str
