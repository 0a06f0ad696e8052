"""Every write of agreements and shares."""

from wraparound.exchange.actions.shares import CannotNoteShare, note_share

__all__ = ["CannotNoteShare", "note_share"]
