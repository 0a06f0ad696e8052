"""What the engine says when a file cannot be read or an output cannot be written."""

import errno
from collections.abc import Iterable
from pathlib import Path

SAYS: dict[int, str] = {
    errno.ENOSPC: "there is no room left on the disk; free some or choose another folder",
    errno.EDQUOT: "the disk allowance of this account is used up; free some or choose another folder",
    errno.EFBIG: "the file would be larger than this account may write; raise the limit or choose another folder",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.EACCES: "this account has no permission there; ask for it or choose another place",
    errno.EPERM: "this account has no permission there; ask for it or choose another place",
    errno.ENOENT: "there is no such file or folder; check the spelling",
    errno.ELOOP: "the path is a link that leads back to itself; give the file itself",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ENOTDIR: "part of the path is a file, not a folder; check the spelling",
    errno.EISDIR: "it is a folder; name a file",
    errno.EEXIST: "something else of that name is in the way; choose another name",
    errno.EMFILE: "too many files are open; close some and try again",
    errno.EIO: "the disk reported an error; check it and try again",
}


class CannotRead(Exception):  # noqa: N818 - a refusal, worded for the reader
    """A file cannot be used; the message names it and says what would be right."""


class CannotWrite(Exception):  # noqa: N818
    """An output cannot be written; the message names it and says what would be right."""


def why(fault: OSError) -> str:
    """Say in words what the operating system reported."""
    return SAYS.get(fault.errno or 0, (fault.strerror or str(fault) or "the system refused").lower())


def cannot_read(path: Path | str, *, reason: str) -> CannotRead:
    """Make the refusal for a file: its name as given, then the reason."""
    return CannotRead(f"{printable(str(path))}: {reason}.")


def cannot_write(path: Path | str, *, reason: str) -> CannotWrite:
    """Make the refusal for an output: its name as given, then the reason."""
    return CannotWrite(f"{printable(str(path))}: {reason}.")


def no_such_columns(file: str, *, wanted: Iterable[str], present: Iterable[str]) -> CannotRead | None:
    """Give the refusal naming the wanted columns a file lacks and those it has, or None if it has them all."""
    here = list(present)
    missing = [name for name in dict.fromkeys(wanted) if name not in set(here)]
    if not missing:
        return None
    word = "column" if len(missing) == 1 else "columns"
    lacking, having = (", ".join(f'"{printable(name)}"' for name in some[:40]) for some in (missing, here))
    return cannot_read(file, reason=f"there is no {word} {lacking}; the columns are {having}")


def printable(text: str, *, limit: int = 400) -> str:
    """Make any text safe to show on one line, shortened to a limit."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
