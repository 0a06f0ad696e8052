"""The words of asking, answering and telling between agencies."""

from wraparound.exchange.words.agreements import (
    KIND_OF,
    OF_TYPE,
    Agreed,
    Clause,
    ClauseChange,
    Effect,
    Kind,
    Level,
    Part,
    Party,
    Question,
    Sharing,
)
from wraparound.exchange.words.shares import Basis, Condition, Detriment, ShareDecision, Statute, Told

__all__ = [
    "KIND_OF", "OF_TYPE", "Agreed", "Basis", "Clause", "ClauseChange", "Condition", "Detriment", "Effect", "Kind",
    "Level", "Part", "Party", "Question", "ShareDecision", "Sharing", "Statute", "Told",
]  # fmt: skip
