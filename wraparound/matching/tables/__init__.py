"""Tables in and out: files of records read with every fault accounted for, outputs written whole or not at all."""

from wraparound.matching.tables.delimited import NotClean
from wraparound.matching.tables.loaded import Limits, Loaded, Progress, SetAside
from wraparound.matching.tables.outputs import Outputs
from wraparound.matching.tables.reading import read_in_parts, read_table
from wraparound.matching.tables.refusals import CannotRead, CannotWrite
from wraparound.matching.tables.repeated import duplicate_ids, without_duplicate_ids

__all__ = [
    "CannotRead",
    "CannotWrite",
    "Limits",
    "Loaded",
    "NotClean",
    "Outputs",
    "Progress",
    "SetAside",
    "duplicate_ids",
    "read_in_parts",
    "read_table",
    "without_duplicate_ids",
]
