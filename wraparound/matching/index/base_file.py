"""The index's file: a header that says what it is, then each array on pages of its own, under one checksum."""

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array, address, uint64_at
from wraparound.matching.index.block import ARRAYS
from wraparound.matching.index.refusals import CannotOpen
from wraparound.matching.index.reserved import paged

MAGIC = b"WRAPIDX\n"
VERSION = 2
FRONT = 24  # bytes: the magic, the version (4), the header's length (4), its checksum (4), four of nothing


@dataclass(frozen=True)
class Written:
    """What a file's header says: where each array lies, and what it all means."""

    offsets: dict[str, int]
    counts: dict[str, int]
    about: dict[str, Any]
    length: int


def write_base(path: Path, *, arrays: dict[str, Array], about: dict[str, Any]) -> None:
    """Write a file and see it safely on the disk; `about` is the schema, the model and the plan."""
    counts = {name: int(arrays[name].size) for name in ARRAYS}
    sizes = {name: paged(arrays[name].nbytes) for name in ARRAYS}
    header: dict[str, Any] = {
        "counts": counts,
        "about": about,
        "checksum": "0" * 16,
        "offsets": dict.fromkeys(ARRAYS, 0),
    }
    front = paged(FRONT + len(json.dumps(header)) + 32 * len(ARRAYS))
    places = np.cumsum([front, *sizes.values()])
    header["offsets"] = {name: int(place) for name, place in zip(ARRAYS, places, strict=False)}
    with path.open("wb") as file:
        sums = []
        for name in ARRAYS:
            file.seek(header["offsets"][name])
            padding = bytes(sizes[name] - arrays[name].nbytes)
            file.write(np.ascontiguousarray(arrays[name], ARRAYS[name]).data.cast("B") if arrays[name].size else b"")
            file.write(padding)
            sums.append(_sum_of(arrays[name]))
        header["checksum"] = f"{zlib.crc32(np.array(sums, np.uint64).tobytes()):08x}"
        said = json.dumps(header, ensure_ascii=False).encode()
        file.seek(0)
        file.write(_front(said) + said)
        file.flush()
        os.fsync(file.fileno())


def _front(said: bytes) -> bytes:
    numbers = [VERSION, len(said), zlib.crc32(said), 0]
    return MAGIC + b"".join(number.to_bytes(4, "little") for number in numbers)


def read_header(path: Path) -> Written:
    """Read what a file is; raises CannotOpen where it is no index, another version's, cut short or damaged."""
    try:
        with path.open("rb") as file:
            front = file.read(FRONT)
            if front[:8] != MAGIC or len(front) < FRONT:
                raise CannotOpen(f"{path}: this is not an index of Wraparound's; build one with `build`.")
            version, length, sum_of, nothing = (int.from_bytes(front[k : k + 4], "little") for k in range(8, FRONT, 4))
            if version != VERSION:
                raise CannotOpen(
                    f"{path}: the index is of version {version}, this program reads {VERSION}; build it again."
                )
            said = file.read(length)
    except OSError as fault:
        raise CannotOpen(f"{path}: the index cannot be read ({fault.strerror}).") from None
    if len(said) < length or zlib.crc32(said) != sum_of or nothing:
        raise damaged(path)
    header = json.loads(said)
    end = max(header["offsets"][name] + paged(header["counts"][name] * ARRAYS[name].itemsize) for name in ARRAYS)
    if path.stat().st_size != end:
        raise damaged(path)
    return Written(header["offsets"], header["counts"], header["about"] | {"checksum": header["checksum"]}, end)


def check_arrays(path: Path, *, written: Written, arrays: dict[str, Array]) -> None:
    """Read everything once and refuse the file where it is not as it was written; about 10 GB a second from memory."""
    sums = np.array([_sum_of(arrays[name][: written.counts[name]]) for name in ARRAYS], np.uint64)
    if f"{zlib.crc32(sums.tobytes()):08x}" != written.about["checksum"]:
        raise damaged(path)


def damaged(path: Path) -> CannotOpen:
    """Make the refusal of a file that is not as it was written."""
    return CannotOpen(f"{path}: the index is damaged; restore it from a copy or build it again from the records.")


def _sum_of(array: Array) -> int:
    """Sum up an array's bytes so that any change shows."""
    flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    whole = len(flat) // 8
    rest = int.from_bytes(flat[8 * whole :].tobytes(), "little")
    return int(_folded(address(flat), whole, np.uint64(rest))) if len(flat) else 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _folded(place, words, rest):
    """Fold words into one number in four independent strands."""
    a, b, c, d = np.uint64(1), np.uint64(2), np.uint64(3), rest
    odd = np.uint64(0x9E3779B97F4A7C15)
    for k in range(0, words - 3, 4):
        a = (a ^ uint64_at(place, k)) * odd
        b = (b ^ uint64_at(place, k + 1)) * odd
        c = (c ^ uint64_at(place, k + 2)) * odd
        d = (d ^ uint64_at(place, k + 3)) * odd
    for k in range(words & ~3, words):
        a = (a ^ uint64_at(place, k)) * odd
    a ^= a >> np.uint64(32)
    b ^= b >> np.uint64(31)
    c ^= c >> np.uint64(30)
    return (((a * odd ^ b) * odd ^ c) * odd ^ d) * odd
