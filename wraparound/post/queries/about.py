"""The letters about one thing, for the page of that thing: how far each has come, and nothing of what opens it."""

from dataclasses import dataclass
from datetime import datetime

from wraparound.agencies.words import LetterCode
from wraparound.post.models import Letter
from wraparound.post.words import LetterState


@dataclass(frozen=True)
class LetterAbout:
    """One letter: what for, to which agency's desk, and how far it has come."""

    code: LetterCode
    agency: str
    address: str
    state: LetterState
    written_at: datetime
    sent_at: datetime | None
    why: str


def letters_about(about: str) -> list[LetterAbout]:
    """Give the letters about something, such as ask:Q-7K3M, the oldest first. Cost: one query."""
    return [
        LetterAbout(
            LetterCode(one.template), one.agency, one.address, LetterState(one.state), one.written_at, one.sent_at,
            one.why,
        )
        for one in Letter.objects.filter(about=about).exclude(about="").order_by("pk")
    ]  # fmt: skip
