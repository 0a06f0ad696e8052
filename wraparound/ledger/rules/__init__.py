"""How entries hang together, how a day is sealed, and how all of it is held against what was signed."""

from wraparound.ledger.rules.chain import BEGINNING, Broken, Line, first_broken, hash_of
from wraparound.ledger.rules.sealing import Head, first_fault, is_signed, sealed_words
from wraparound.ledger.rules.telling import in_words

__all__ = [
    "BEGINNING",
    "Broken",
    "Head",
    "Line",
    "first_broken",
    "first_fault",
    "hash_of",
    "in_words",
    "is_signed",
    "sealed_words",
]
