"""How much room a run has: memory, and a folder on disk for what does not fit."""

from dataclasses import dataclass
from pathlib import Path

from wraparound.matching.pipeline.holding import MEBI

BASE = 400 * MEBI  # the program itself, its compiled kernels and working rooms
A_RECORD = 90  # bytes that stay in memory for each record, or are needed at once: its number, person, source, hashes,
# and its person's id where everyone is new and alone; what an earlier result tells of it comes on top
A_ROW = 2_600  # bytes for each record that is being compared
FEWEST = 10_000  # records that must fit at a time, or disks do nothing but turn
MOST_READ = 200_000  # rows of a file
ON_DISK = 1_500  # bytes for each record, at most


class NoRoom(ValueError):  # noqa: N818 – a refusal, worded for the reader
    """The memory allowed is too little; the message says how much is needed."""


@dataclass(frozen=True)
class Room:
    """A folder for what does not fit in memory, and how many records may be at hand at a time."""

    folder: Path
    rows: int


def fits_whole(records: int, *, memory: int) -> bool:
    """Say whether all the records can be linked in memory at once."""
    return BASE + records * A_ROW <= memory


def least_memory(records: int) -> int:
    """Give the bytes without which so many records cannot be linked."""
    return BASE + records * A_RECORD + FEWEST * A_ROW


def rows_read(memory: int) -> int:
    """Say how many rows of a file to take in at a time, before their number is known; raises NoRoom."""
    if memory < least_memory(0):
        raise NoRoom(
            f"Nothing can be linked in {memory // MEBI:,}M of memory; allow {-(-least_memory(0) // MEBI):,}M or more."
        )
    return min((memory - BASE) // A_ROW // 2, MOST_READ)


def room_for(records: int, *, memory: int, folder: Path) -> Room:
    """Divide the memory allowed (bytes); raises NoRoom, saying what would do."""
    if memory < least_memory(records):
        needs = -(-least_memory(records) // MEBI)
        raise NoRoom(
            f"{records:,} records cannot be linked in {memory // MEBI:,}M of memory; allow {needs:,}M or more."
        )
    return Room(folder, (memory - BASE - records * A_RECORD) // A_ROW)
