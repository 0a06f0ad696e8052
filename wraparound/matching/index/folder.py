"""An index's folder: which file and log are in force, who may write, and how a new file takes the old one's place.

`current` names the generation in force and is replaced by a rename, so that at every moment one whole file and its log
are in force. What it no longer names is taken away; whoever looks at it still has it.
"""

import fcntl
import os
from pathlib import Path

from wraparound.matching.index.refusals import CannotOpen, CannotPut

CURRENT, LOCK = "current", "writer.lock"


def base_of(folder: Path, *, generation: int) -> Path:
    """Give the path of a generation's file."""
    return folder / f"index-{generation:06}.wrap"


def log_of(folder: Path, *, generation: int) -> Path:
    """Give the path of a generation's log."""
    return folder / f"index-{generation:06}.log"


def generation_of(folder: Path) -> int:
    """Say which generation is in force; raises CannotOpen where the folder holds no index."""
    try:
        said = (folder / CURRENT).read_text(encoding="ascii", errors="replace").strip()
    except OSError as fault:
        raise CannotOpen(f"{folder}: there is no index here ({(fault.strerror or 'unreadable').lower()}).") from None
    if not said.isdigit():
        raise CannotOpen(f'{folder / CURRENT}: it should hold the number of a generation, not "{said[:40]}".')
    return int(said)


def put_in_force(folder: Path, *, generation: int) -> None:
    """Make a generation, whose file is written, the one in force, and take the others away."""
    log = log_of(folder, generation=generation)
    if not log.exists():
        _write(log, said=b"")
    new = folder / f"{CURRENT}.new"
    _write(new, said=f"{generation}\n".encode())
    new.replace(folder / CURRENT)
    _settle(folder)
    for path in folder.glob("index-*"):
        if path not in (base_of(folder, generation=generation), log):
            path.unlink(missing_ok=True)


def _write(path: Path, *, said: bytes) -> None:
    with path.open("wb") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """See the folder's own entries safely on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


class WriterLock:
    """Held by the one process that may write; the system lets go of it when that process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        try:
            self.file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as fault:
            raise CannotPut(f"{folder}: the index cannot be written here ({(fault.strerror or '').lower()}).") from None
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self.file)
            raise CannotPut(f"{folder}: another process is writing to this index; open it for reading.") from None

    def release(self) -> None:
        """Let another process write."""
        os.close(self.file)
