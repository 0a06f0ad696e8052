"""The log of an index: what was put and removed since its file was written, one entry a batch, whole or not at all.

An entry is its length, the checksum of its bytes, and its bytes. A writer killed half-way leaves an entry that is cut
short or fails its checksum; it was never acknowledged, readers stop before it, and the next writer cuts it off.
"""

import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from wraparound.matching.index.refusals import CannotOpen, CannotPut

FRONT = 8  # bytes: the length (4) and the checksum (4)
LONGEST = 1 << 30
PUT, REMOVE = 1, 2
BATCH = 20_000  # records at most in one entry
LONGEST_NAME = 4095  # bytes of a record's key, and of a person's id


def operation(kind: int, *, key: bytes, person: bytes = b"", values: bytes = b"") -> bytes:
    """Give what is done to one record as bytes."""
    numbers = (kind, len(key), len(person), len(values))
    return b"".join(number.to_bytes(4, "little") for number in numbers) + key + person + values


def name_bytes(text: str) -> bytes:
    """Give a key's or a person's bytes; raises CannotPut where there are none or too many."""
    raw = text.encode("utf-8", "replace")
    if not 0 < len(raw) <= LONGEST_NAME:
        raise CannotPut(
            f"A record's key and a person's id have 1 to {LONGEST_NAME:,} bytes; “{text[:60]}” has {len(raw):,}."
        )
    return raw


def batches(operations: Iterable[bytes]) -> Iterable[list[bytes]]:
    """Gather operations into entries of the log."""
    batch: list[bytes] = []
    for one in operations:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def read_from(path: Path, *, offset: int) -> Iterator[tuple[bytes, int]]:
    """Give each whole entry's bytes from an offset on, and the offset after it; stop before one that is not whole."""
    try:
        file = path.open("rb")
    except OSError as fault:
        raise CannotOpen(f"{path}: the index's log cannot be read ({fault.strerror}).") from None
    with file:
        file.seek(offset)
        while True:
            front = file.read(FRONT)
            length, sum_of = int.from_bytes(front[:4], "little"), int.from_bytes(front[4:], "little")
            if len(front) < FRONT or not 0 < length <= LONGEST:
                return
            entry = file.read(length)
            if len(entry) < length or zlib.crc32(entry) != sum_of:
                return
            offset += FRONT + length
            yield entry, offset


class LogWriter:
    """Appends entries. With `durable` an entry is on the disk before it is acknowledged, else with the system."""

    def __init__(self, path: Path, *, end: int, durable: bool) -> None:
        self.durable = durable
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        os.ftruncate(self.file, end)
        os.lseek(self.file, end, os.SEEK_SET)
        self.end = end

    def append(self, entry: bytes) -> int:
        """Write an entry whole; where the disk is full, nothing of it stays. Gives the offset after it."""
        whole = memoryview(len(entry).to_bytes(4, "little") + zlib.crc32(entry).to_bytes(4, "little") + entry)
        try:
            done = 0
            while done < len(whole):
                done += os.write(self.file, whole[done:])
            if self.durable:
                os.fdatasync(self.file)
        except OSError:
            os.ftruncate(self.file, self.end)
            os.lseek(self.file, self.end, os.SEEK_SET)
            raise
        self.end += len(whole)
        return self.end

    def close(self) -> None:
        """Close the file."""
        os.close(self.file)
