"""Opens a file that came in, and what a zip holds, within bounds: nothing is unpacked that would fill the machine."""

import errno
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wraparound.feeds.rules import LARGEST

MEMBERS = 50  # files in a zip
TIMES = 200  # larger than packed: text packs ten to thirty times smaller
FREE = 16 << 20  # bytes that may unpack from however few
PIECE = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")


class CannotUse(Exception):  # noqa: N818 – named by what is so
    """The file cannot be used at all; the text says why and what would be right."""


def is_xml(path: Path) -> bool:
    """Say whether a file begins as XML does, in any of the usual encodings."""
    with path.open("rb") as file:
        begins = file.read(256)
    return begins.lstrip(b" \t\r\n").startswith(XML_STARTS)


@contextmanager
def opened(path: Path, *, name: str) -> Iterator[list[tuple[str, Path]]]:
    """Give a file, or the files of a zip, each with its name; what was unpacked is taken away afterwards.

    Raises CannotUse for a zip that is broken, locked, or unpacks to far more than any agency's file.
    """
    if not _is_packed(path):
        yield [(name, path)]
        return
    with TemporaryDirectory() as folder:
        try:
            yield _unpacked(path, into=Path(folder), name=name)
        except BROKEN as fault:
            raise CannotUse(f"{name}: the zip is broken or locked; pack it again without a password.") from fault
        except OSError as fault:
            if fault.errno != errno.EINVAL:  # a place in the file that cannot be
                raise
            raise CannotUse(f"{name}: the zip is broken; pack it again.") from fault


def _is_packed(path: Path) -> bool:
    """Say whether it is a zip and not a workbook, which is one too."""
    try:
        with zipfile.ZipFile(path) as packed:
            return "[Content_Types].xml" not in packed.namelist()
    except (*BROKEN, OSError):
        return False


def _unpacked(path: Path, *, into: Path, name: str) -> list[tuple[str, Path]]:
    with zipfile.ZipFile(path) as packed:
        inside = [one for one in packed.infolist() if not one.is_dir() and not _hidden(one)]
        if not inside:
            raise CannotUse(f"{name}: the zip is empty; pack the files that the agency wrote.")
        if len(inside) > MEMBERS:
            raise CannotUse(f"{name}: the zip holds more than {MEMBERS} files; pack one set of files alone.")
        left = min(LARGEST, max(FREE, TIMES * path.stat().st_size))
        found = []
        for number, one in enumerate(inside):
            place = into / str(number)
            left -= _unpack(packed, one, to=place, left=left, name=name)
            found.append((one.filename.rpartition("/")[2], place))
    return found


def _unpack(packed: zipfile.ZipFile, one: zipfile.ZipInfo, *, to: Path, left: int, name: str) -> int:
    """Unpack one file, counting what comes out rather than trusting what the zip says of itself."""
    size = 0
    with packed.open(one) as source, to.open("wb") as kept:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > left:
                raise CannotUse(f"{name}: the zip unpacks to far more than it should; send the files as they are.")
            kept.write(piece)
    return size


def _hidden(one: zipfile.ZipInfo) -> bool:
    """Say whether it is what a computer leaves in zips for itself, or a link."""
    last = one.filename.rpartition("/")[2]
    return last.startswith(".") or one.filename.startswith("__MACOSX/") or stat.S_ISLNK(one.external_attr >> 16)
