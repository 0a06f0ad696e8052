"""The words of post: to whom a letter goes, how far it has come, and a letter as it is sent."""

from dataclasses import dataclass
from datetime import datetime

from wraparound.kernel.word import Word


class LetterState(Word):
    """How far a letter has come."""

    WAITING = "waiting", "Waits to be sent"
    SENDING = "sending", "Is being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Given up"
    WITHDRAWN = "withdrawn", "Not sent: it is no longer needed"


@dataclass(frozen=True)
class Recipient:
    """Who a letter is for: a work address, who or which desk reads there, and the code of their agency."""

    address: str
    name: str
    agency: str


@dataclass(frozen=True)
class Message:
    """A letter as it is given to whoever carries it."""

    message_id: str  # between angle brackets, fixed when the letter was written
    address: str
    name: str
    subject: str
    text: str
    at: datetime  # when it was written


@dataclass(frozen=True)
class Delivered:
    """A letter as it lies in a mailbox, in development: under which number, and what it says."""

    number: str
    message: Message
