"""A strategy discussion: how it meets, who says what to an invitation, and what was decided there."""

from dataclasses import dataclass
from datetime import date, datetime

from wraparound.kernel.word import Word


class Meets(Word):
    """How a strategy discussion meets."""

    TELEPHONE = "telephone", "By telephone"
    VIDEO = "video", "By video"
    IN_PERSON = "in_person", "In person"


class DiscussionState(Word):
    """How a strategy discussion stands."""

    CALLED = "called", "Called"
    HELD = "held", "Held"
    CALLED_OFF = "called_off", "Called off"


class InvitedSays(Word):
    """What somebody who is invited says."""

    COMING = "coming", "Comes"
    INSTEAD = "instead", "Sends somebody else"
    CANNOT = "cannot", "Cannot come"


class Enquiry(Word):
    """What a strategy discussion decided, in the words of practice."""

    SINGLE = "single", "Section 47 enquiry, by children’s social care alone"
    JOINT = "joint", "Joint section 47 enquiry, by children’s social care and the police"
    NONE = "none", "No section 47 enquiry"


class Medical(Word):
    """Whether a child needs a medical."""

    NEEDED = "needed", "A medical is needed"
    NOT_NEEDED = "not_needed", "No medical is needed"
    LATER = "later", "Not decided yet"


@dataclass(frozen=True, kw_only=True)
class Invite:
    """Somebody to invite: of which agency, by which name, at which work address, and why."""

    agency: str
    name: str
    address: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """When and how a discussion meets; `where` is the place, or the way in."""

    begins_at: datetime
    how: Meets | str
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Calling:
    """A strategy discussion as somebody calls it, about some children of a contact, by their places in it."""

    meeting: Meeting
    why: str
    children: tuple[int, ...]
    invite: tuple[Invite, ...]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What somebody says who is invited: they come, somebody else does, or nobody can, and why."""

    says: InvitedSays | str
    why: str = ""
    name: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class StepAgreed:
    """One next step: what, whose it is (an agency, and somebody by name), and by when."""

    words: str
    agency: str
    name: str
    by_when: date | None


@dataclass(frozen=True, kw_only=True)
class HeldSo:
    """What came of a strategy discussion. `there` are the numbers of the invited who were there."""

    there: tuple[int, ...]
    shared: str
    enquiry: Enquiry | str
    steps: tuple[StepAgreed, ...]
    instead: str = ""
    medical: Medical | str = ""
    safety: str = ""
    no_quorum_why: str = ""


@dataclass(frozen=True, kw_only=True)
class LineFound:
    """Somebody whom a discussion needs, as it is found: of which agency, why, and how to reach them."""

    agency: str
    name: str
    why: tuple[str, ...]
    needed: str = ""  # the part of the service that has to be there
    address: str = ""

    @property
    def key(self) -> str:
        """Give what tells it from others, where one ticks it."""
        return f"{self.agency}:{self.address or self.name}"
