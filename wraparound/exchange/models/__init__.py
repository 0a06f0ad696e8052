"""Agreements, what was told under them, and questions with their answers."""

from wraparound.exchange.models.agreements import Agreement, Draft
from wraparound.exchange.models.asking import Answer, Ask, AskDraft, Asked, AskedAbout, Attachment, Wording
from wraparound.exchange.models.shares import Share

__all__ = ["Agreement", "Answer", "Ask", "AskDraft", "Asked", "AskedAbout", "Attachment", "Draft", "Share", "Wording"]
