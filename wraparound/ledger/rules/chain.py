"""How entries hang together: each one's hash covers what it says and the hash before it (RFC 6962's idea, per day)."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from wraparound.kernel.compact import compact

BEGINNING = "0" * 64  # stands before the first entry of all


@dataclass(frozen=True)
class Line:
    """One entry as the chain sees it: its day, its place in the day, what it says, and two hashes."""

    day: str
    place: int
    said: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class Broken:
    """The first line at which the chain does not hold, and in what way."""

    day: str
    place: int
    why: str


def hash_of(said: dict[str, Any], *, previous: str) -> str:
    """Hash what an entry says together with the hash before it, as 64 hexadecimal digits."""
    return sha256(f"{previous}\n{compact(said, sort_keys=True)}".encode()).hexdigest()


def first_broken(lines: Iterable[Line], *, before: str = BEGINNING) -> Broken | None:
    """Walk lines in order of day and place, and name the first that was changed, removed, added or moved.

    `before` is the hash of what stands ahead of the first line. Cost: one SHA-256 a line.
    """
    day, place, last = "", 0, before
    for line in lines:
        if line.day < day:
            return Broken(line.day, line.place, "stands after a later day")
        expected = place + 1 if line.day == day else 1
        if line.place != expected:
            return Broken(line.day, expected, f"is missing: entry {line.place} stands in its place")
        if line.previous != last:
            return Broken(line.day, line.place, "does not follow the entry before it")
        if hash_of(line.said, previous=line.previous) != line.hash:
            return Broken(line.day, line.place, "was changed after it was written")
        day, place, last = line.day, line.place, line.hash
    return None
