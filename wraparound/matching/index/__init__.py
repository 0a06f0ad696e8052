"""A resident index of records: opened in a moment, asked by any part of what is known, changed one by one."""

from wraparound.matching.index.asking import Record, Said
from wraparound.matching.index.build import build, build_from
from wraparound.matching.index.hits import Found, Hit, LeftOut, Reason
from wraparound.matching.index.index import Index, open_index
from wraparound.matching.index.refusals import CannotFind, CannotOpen, CannotPut

__all__ = [
    "CannotFind",
    "CannotOpen",
    "CannotPut",
    "Found",
    "Hit",
    "Index",
    "LeftOut",
    "Reason",
    "Record",
    "Said",
    "build",
    "build_from",
    "open_index",
]
