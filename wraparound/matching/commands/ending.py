"""How a command ends: its exit code, and one sentence for whatever went wrong."""

import errno
import os
import sys
from collections.abc import Callable
from enum import IntEnum

TRACE = "WRAPAROUND_TRACE"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


class Code(IntEnum):
    """What the exit code tells; each has a line in --help and in the engine's README."""

    meaning: str

    def __new__(cls, value: int, meaning: str = "") -> "Code":
        """Keep the meaning beside the number."""
        code = int.__new__(cls, value)
        code._value_ = value
        code.meaning = meaning
        return code

    DONE = 0, "done"
    LEFT_OVER = 1, "done, but with --strict: rows were set aside or links are left to review"
    MISUSED = 2, "the command was not understood, or names what is not there"
    UNREADABLE = 3, "a file cannot be read or used"
    UNWRITABLE = 4, "the outputs cannot be written; nothing was changed"
    INTERRUPTED = 5, "stopped by you (Ctrl-C) or by the system; nothing was changed"
    NOTHING_TO_DO = 6, "the files were read, but there is nothing in them to link"
    NOT_HERE = 7, "this part is not installed"
    FAULT = 8, "a fault in Wraparound itself, or not enough memory"


class Misused(Exception):  # noqa: N818 - a refusal, worded for the reader
    """The arguments cannot be followed; the message says which and what would be right."""


class NotHere(Exception):  # noqa: N818
    """A part that the arguments need is not installed; the message says what to do."""


class Stopped(BaseException):
    """The command was told to stop, by Ctrl-C or by the system.

    Not KeyboardInterrupt: if one passes through an `exec` of a library, Python ends by the signal and not by our code.
    """


def told_and_ended(work: Callable[[], int]) -> int:
    """Do the work; turn whatever stops it into one sentence on stderr and an exit code."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except (Stopped, KeyboardInterrupt):
        print("Stopped; nothing was changed.", file=sys.stderr)
        return int(Code.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Code.DONE)
    except Exception as fault:
        if os.environ.get(TRACE):
            raise
        return _told(fault)


def _worded(fault: Exception) -> tuple[str, Code]:
    """Say what went wrong in one sentence, and which exit code it is."""
    refusals = {
        "Misused": Code.MISUSED,
        "NotHere": Code.NOT_HERE,
        "CannotFind": Code.MISUSED,
        "CannotUseSpark": Code.MISUSED,
        "SparkNotHere": Code.NOT_HERE,
        "NoRoom": Code.MISUSED,
        "CannotOpen": Code.UNREADABLE,
        "CannotRead": Code.UNREADABLE,
        "CannotReadModel": Code.UNREADABLE,
        "CannotWrite": Code.UNWRITABLE,
        "CannotLink": Code.NOTHING_TO_DO,
    }
    code = next((refusals[kind.__name__] for kind in type(fault).__mro__ if kind.__name__ in refusals), None)
    if code is not None:
        return str(fault), code
    if isinstance(fault, MemoryError):
        return "There is not enough memory for this; give fewer files or more memory.", Code.FAULT
    if isinstance(fault, OSError) and fault.errno in NO_ROOM:
        where = f"{fault.filename}: " if fault.filename else ""
        return f"{where}there is no room to write; free some, raise the limit or choose another disk.", Code.UNWRITABLE
    about = " ".join(f"{type(fault).__name__}: {fault}".split())[:300]
    return f"This is a fault in Wraparound, please report it ({about}); with {TRACE}=1 it says where.", Code.FAULT


def _told(fault: Exception) -> int:
    """Say it on stderr, in one line."""
    sentence, code = _worded(fault)
    print(" ".join(sentence.split("\n")), file=sys.stderr)
    return int(code)
