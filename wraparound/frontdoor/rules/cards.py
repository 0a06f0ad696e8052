"""What a card of the board says at a glance: how a story begins, and its clocks in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

OPENING = 140  # letters
SOON = timedelta(hours=2)


@dataclass(frozen=True)
class Clock:
    """One clock: whose it is, when it is due, and whether that is over or near. Clocks inform; nothing locks."""

    name: str
    due_at: datetime
    is_late: bool
    is_soon: bool


def opening_of(story: str) -> str:
    """Give the first words of a story, cut between two of them."""
    told = " ".join(story.split())
    if len(told) <= OPENING:
        return told
    return told[:OPENING].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def clocks_of(*, due_at: datetime | None, local_due_at: datetime | None, at: datetime) -> list[Clock]:
    """Give the law's clock and the area's own, side by side, of what is owed still."""
    found = [("Decision (law)", due_at), ("Here", local_due_at)]
    return [Clock(name, due, due < at, at <= due < at + SOON) for name, due in found if due is not None]
