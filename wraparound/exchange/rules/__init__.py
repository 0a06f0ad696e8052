"""Decisions about what agencies may tell one another, and their sentences: plain values in, explained values out."""

from wraparound.exchange.rules.deciding import Policy, holds, may_tell
from wraparound.exchange.rules.sentences import clause_in_words, day_in_words, listed, purpose_in_words

__all__ = ["Policy", "clause_in_words", "day_in_words", "holds", "listed", "may_tell", "purpose_in_words"]
