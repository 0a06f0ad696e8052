"""Decisions about what agencies may tell one another, and their sentences: plain values in, explained values out."""

from wraparound.exchange.rules.deciding import Policy, holds, may_tell
from wraparound.exchange.rules.sentences import TYPES_IN_WORDS, clause_in_words, day_in_words, listed, purpose_in_words

__all__ = [
    "TYPES_IN_WORDS",
    "Policy",
    "clause_in_words",
    "day_in_words",
    "holds",
    "listed",
    "may_tell",
    "purpose_in_words",
]
