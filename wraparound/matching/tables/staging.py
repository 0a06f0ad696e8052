"""Holds files in a hidden folder until all are whole, then moves them into place together.

The order of a commit is: every file on the disk, then a list of what is to be moved, then the moves. A kill before
the list leaves the old files; after it, the next run over the same folder ends the moves. What is half done is never
taken for an output, because it lies under a hidden name. The folder is locked while its process lives.
"""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from wraparound.matching.tables.refusals import cannot_write

PREFIX = ".unfinished-"
LIST = "moves.json"
OLD = "old."


@dataclass
class Staging:
    """A hidden folder inside the target folder, on the same file system, with a lock on it."""

    target: Path
    folder: Path
    lock: int
    made: list[Path]

    @classmethod
    def begin(cls, target: Path) -> Self:
        """Make the target folder if need be, mend or clear what killed runs left in it, and stage beside its files."""
        made = _make(target)
        try:
            for left in sorted(target.glob(PREFIX + "*")):
                _mend(target, left)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=target))
            return cls(target, folder, _locked(folder), made)
        except BaseException:
            _remove_empty(made)
            raise

    def commit(self, names: Sequence[str]) -> None:
        """Move every named file into place; if one cannot be moved, put the old ones back."""
        for name in names:
            if (self.target / name).is_dir():
                raise cannot_write(self.target / name, reason="a folder of that name is in the way; choose another")
            _to_disk(self.folder / name)
        moves = self.folder / LIST
        moves.write_text(json.dumps(list(names)), encoding="utf-8")
        _to_disk(moves)
        _to_disk(self.folder)
        self._keep_old(names)
        done: list[str] = []
        try:
            for name in names:
                done.append(name)
                os.replace(self.folder / name, self.target / name)
        except BaseException:
            self._put_back(done)
            raise
        self.made = []
        _to_disk(self.target)

    def discard(self) -> None:
        """Remove the hidden folder, and the target too if it was made for nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self.lock)
        _remove_empty(self.made)

    def _keep_old(self, names: Sequence[str]) -> None:
        for name in names:
            # A file system without hard links loses only the way back from a failed move.
            with contextlib.suppress(OSError):
                os.link(self.target / name, self.folder / (OLD + name), follow_symlinks=False)

    def _put_back(self, names: Sequence[str]) -> None:
        (self.folder / LIST).unlink(missing_ok=True)
        for name in names:
            old = self.folder / (OLD + name)
            with contextlib.suppress(OSError):
                if old.exists():
                    os.replace(old, self.target / name)
                elif not (self.folder / name).exists():
                    (self.target / name).unlink()


def _make(target: Path) -> list[Path]:
    """Make a folder and those above it, and give those that were not there, deepest first."""
    missing = [place for place in (target, *target.parents) if not place.exists()]
    target.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: Sequence[Path]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _mend(target: Path, left: Path) -> None:
    """End the moves of a killed run, or clear away what it had not finished; leave a living run's folder alone."""
    try:
        lock = _locked(left)
    except OSError:
        return
    try:
        for name in _moves(left):
            if (left / name).is_file():
                os.replace(left / name, target / name)
        shutil.rmtree(left, ignore_errors=True)
    finally:
        os.close(lock)


def _moves(left: Path) -> list[str]:
    try:
        names = json.loads((left / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in names if isinstance(name, str) and name == Path(name).name]


def _locked(folder: Path) -> int:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _to_disk(path: Path) -> None:
    place = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(place)
    finally:
        os.close(place)
