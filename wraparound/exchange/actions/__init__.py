"""Every write of agreements and shares."""

from wraparound.exchange.actions.agreements import CannotAdoptAgreements, adopt_agreements, adopt_draft
from wraparound.exchange.actions.drafting import CannotDraft, give_up_draft, put_clause, take_out_clause
from wraparound.exchange.actions.shares import CannotNoteShare, note_share

__all__ = [
    "CannotAdoptAgreements", "CannotDraft", "CannotNoteShare", "adopt_agreements", "adopt_draft", "give_up_draft",
    "note_share", "put_clause", "take_out_clause",
]  # fmt: skip
