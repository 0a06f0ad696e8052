"""How entries hang together, how a day is sealed, and how all of it is held against what was signed."""

from wraparound.ledger.rules.chain import BEGINNING, Broken, Line, first_broken, hash_of
from wraparound.ledger.rules.sealing import Head, first_fault, is_signed, sealed_words
from wraparound.ledger.rules.telling import in_words, name_in_words
from wraparound.ledger.rules.unusual import DayOfLooking, Oddity, oddities

__all__ = [
    "BEGINNING",
    "Broken",
    "DayOfLooking",
    "Head",
    "Line",
    "Oddity",
    "first_broken",
    "first_fault",
    "hash_of",
    "in_words",
    "is_signed",
    "name_in_words",
    "oddities",
    "sealed_words",
]
