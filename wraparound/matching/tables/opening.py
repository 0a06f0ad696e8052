"""Opens only what is an ordinary file, sees by its first bytes what it holds, and notices if it changes meanwhile."""

import os
import stat
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from gzip import GzipFile
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from wraparound.matching.tables.loaded import Limits, Progress
from wraparound.matching.tables.refusals import cannot_read, why

FREE_UNPACKED = 64 << 20
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = (
    (b"PARE", "it is an encrypted Parquet file; save it without encryption"),
    (b"%PDF", "it is a PDF; export the table as CSV"),
    (b"BZh", "it is packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "it is packed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "it is packed with zstd; unpack it first"),
    (b"Rar!", "it is a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "it is a 7z archive; unpack it first"),
    (b"ARROW1", "it is an Arrow file; save it as Parquet or CSV"),
    (b"SQLite format 3", "it is a database; export the table as CSV"),
)


class Kind(StrEnum):
    """What a file holds, by its first bytes."""

    TEXT = "delimited text (CSV)"
    PARQUET = "Parquet"
    WORKBOOK = "an Excel workbook (XLSX)"
    GZIP = "text packed with gzip"


EXPECTED = {
    ".csv": Kind.TEXT, ".tsv": Kind.TEXT, ".txt": Kind.TEXT, ".psv": Kind.TEXT,
    ".parquet": Kind.PARQUET, ".pq": Kind.PARQUET, ".xlsx": Kind.WORKBOOK, ".xlsm": Kind.WORKBOOK, ".gz": Kind.GZIP,
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """An ordinary file, what it holds, and the mark by which a change is noticed (size, time changed, inode)."""

    path: Path
    kind: Kind
    mark: tuple[int, int, int]

    @property
    def name(self) -> str:
        """The file's own name, without its folder."""
        return self.path.name

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self.mark[0]

    def open(self) -> BinaryIO:
        """Open it for reading from the start."""
        return _open(self.path)

    def check_unchanged(self) -> None:
        """Refuse a file that somebody changed while it was being read."""
        try:
            now = _mark(os.stat(self.path))
        except OSError as fault:
            raise cannot_read(self.path, reason=why(fault)) from fault
        if now != self.mark:
            raise cannot_read(
                self.path, reason="it changed while it was being read; wait until it is whole and try again"
            )


def inspect(path: Path | str) -> Source:
    """See whether a path is an ordinary file and what it holds, or refuse it."""
    place = Path(path)
    try:
        _check_ordinary(place, os.stat(place))
        with _open(place) as file:
            about = os.fstat(file.fileno())
            _check_ordinary(place, about)
            head = file.read(4096)
    except OSError as fault:
        raise cannot_read(place, reason=why(fault)) from fault
    except ValueError as fault:
        raise cannot_read(place, reason="that cannot be the name of a file; check the spelling") from fault
    return Source(place, _kind(place, head), _mark(about))


def inspect_text(path: Path | str, *, largest: int) -> str:
    """Read a small text file whole (a map, a model), refusing what is not one."""
    place = Path(path)
    source = inspect(place)
    if source.kind is not Kind.TEXT or source.size > largest:
        raise cannot_read(place, reason="it is not a small text file")
    try:
        with source.open() as file:
            return file.read(largest).decode("utf-8-sig")
    except OSError as fault:
        raise cannot_read(place, reason=why(fault)) from fault
    except UnicodeDecodeError as fault:
        raise cannot_read(place, reason="it is not UTF-8; save it again as UTF-8") from fault


def watched(file: BinaryIO, *, size: int, progress: Progress | None = None) -> BinaryIO:
    """Read a file no further than the size it had, however it grows, and tell progress of every read."""
    return BufferedReader(_Watched(file, size, progress), 1 << 20)


def unpacked(source: Source, *, limits: Limits) -> bytes:
    """Unpack a gzip file into memory, refusing one that is cut short or swells beyond the limits."""
    most = min(limits.unpacked_bytes, max(FREE_UNPACKED, source.size * limits.unpacked_times))
    out = BytesIO()
    try:
        with source.open() as file, GzipFile(fileobj=file) as content:
            while block := content.read(1 << 20):
                out.write(block)
                if out.tell() > most:
                    raise cannot_read(
                        source.path, reason=f"it unpacks to more than {most:,} bytes; unpack and check it first"
                    )
    except EOFError as fault:
        raise cannot_read(source.path, reason="it is a gzip file cut short; fetch it again") from fault
    except (OSError, zlib.error) as fault:
        raise cannot_read(source.path, reason="it is a damaged gzip file; fetch it again") from fault
    return out.getvalue()


class _Watched(RawIOBase):
    def __init__(self, file: BinaryIO, size: int, progress: Progress | None) -> None:
        super().__init__()
        self._file, self._size, self._progress = file, size, progress

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: Any, /) -> int:
        data = self._file.read(min(len(buffer), max(0, self._size - self._file.tell())))
        buffer[: len(data)] = data
        if self._progress:
            self._progress(min(1.0, self._file.tell() / max(1, self._size)))
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _open(path: Path) -> BufferedReader:
    """Open without waiting, so that a pipe put in the file's place cannot hang the reader."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def _mark(about: os.stat_result) -> tuple[int, int, int]:
    return about.st_size, about.st_mtime_ns, about.st_ino


def _check_ordinary(path: Path, about: os.stat_result) -> None:
    kinds: tuple[tuple[Callable[[int], bool], str], ...] = (
        (stat.S_ISDIR, "it is a folder; name the file in it"),
        (stat.S_ISFIFO, "it is a pipe; save what it gives to a file first"),
    )
    for is_kind, reason in kinds:
        if is_kind(about.st_mode):
            raise cannot_read(path, reason=reason)
    if not stat.S_ISREG(about.st_mode):
        raise cannot_read(path, reason="it is a device, not a file; name a file")
    if about.st_size == 0:
        raise cannot_read(path, reason="it is empty; a table has a line of column names and at least one row")


def _kind(path: Path, head: bytes) -> Kind:
    for magic, reason in REFUSED:
        if head.startswith(magic):
            raise cannot_read(path, reason=reason)
    if head.startswith(OLD_OFFICE):
        raise cannot_read(path, reason=_about_old_office(path))
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.WORKBOOK
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    return _text_kind(path, head)


def _text_kind(path: Path, head: bytes) -> Kind:
    expected = EXPECTED.get(path.suffix.lower())
    if expected in (Kind.PARQUET, Kind.GZIP):
        raise cannot_read(
            path, reason=f"it does not hold {expected}, as its name says; save it again or correct its name"
        )
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<?xml", b"<!doctype", b"<html", b"<table")):
        raise cannot_read(path, reason="it is a web page or XML, not a table; export it as CSV, Parquet or XLSX")
    if expected is Kind.WORKBOOK and b"\x00" in head:
        raise cannot_read(path, reason="it is not an Excel workbook, as its name says; save it again as XLSX")
    return Kind.TEXT


def _about_old_office(path: Path) -> str:
    """Tell a workbook with a password from one of the format before 2007: both wear the same coat."""
    with _open(path) as file:
        locked = "EncryptedPackage".encode("utf-16-le") in file.read(1 << 20) or _tail_names_a_lock(file)
    if locked:
        return "the workbook has a password; save it without one"
    return "it is an Excel file of the format before 2007; save it as XLSX"


def _tail_names_a_lock(file: BufferedReader) -> bool:
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - (1 << 20)))
    return "EncryptedPackage".encode("utf-16-le") in file.read()
