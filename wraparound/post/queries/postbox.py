"""The letters that lie in a folder, in development."""

from wraparound.post.ports import OUTSIDE
from wraparound.post.words import Delivered


def posted_letters() -> list[Delivered]:
    """Give the letters that lie there, the newest first; none outside development."""
    return OUTSIDE.postbox.letters() if OUTSIDE.postbox else []


def posted_letter(number: str) -> Delivered | None:
    """Give one of them by its number."""
    return OUTSIDE.postbox.letter(number) if OUTSIDE.postbox else None
