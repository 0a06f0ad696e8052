"""What has happened to letters."""

from dataclasses import dataclass
from typing import ClassVar

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class LetterWritten(Event):
    """A letter was written, to be sent as soon as what it tells is on the disk."""

    told: ClassVar[str] = "The letter “{template}” was written to {address} about {letter_about}"
    letter: int
    template: str
    address: str
    agency: str
    letter_about: str


@dataclass(frozen=True)
class LettersWithdrawn(Event):
    """Letters that were not sent yet are not needed any more."""

    letters: int
    letter_about: str


@dataclass(frozen=True)
class LetterSentAgain(Event):
    """Someone had a letter that was given up be sent again."""

    letter: int


@dataclass(frozen=True)
class LetterFailed(Event):
    """A letter was given up: it was refused, or could not be given to anybody for two days."""

    letter: int
    why: str
    template: str
    agency: str
    letter_about: str


@dataclass(frozen=True)
class LetterSent(Event):
    """A letter was given to whoever carries letters, who took it."""

    letter: int
    address: str
    letter_about: str
