"""Works out how a text file's characters were written down."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from wraparound.matching.tables.refusals import CannotRead, cannot_read

HEAD = 1 << 20
UNDEFINED_1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b")).replace(b"\x00", b"")


@dataclass(frozen=True)
class Encoding:
    """A codec's name, the bytes of its mark at the start of the file, and what to tell the reader."""

    codec: str
    mark: int = 0
    note: str = ""

    @property
    def wide(self) -> bool:
        """Say whether a character takes two or four bytes, so that no byte can be looked at alone."""
        return self.codec.startswith(("utf-16", "utf-32"))


def sniff_encoding(head: bytes, *, name: str) -> Encoding:
    """Tell the encoding from a file's first bytes: its mark, the pattern of zero bytes, else UTF-8."""
    for mark, codec in MARKS:
        if head.startswith(mark):
            return Encoding(codec, len(mark))
    if b"\x00" in head[:HEAD]:
        return _without_a_mark(head[: HEAD - HEAD % 4], name)
    return Encoding("utf-8")


def second_look(file: BinaryIO, *, head: bytes, name: str) -> Encoding:
    """Decide, for a file that is not all UTF-8, between UTF-8 with damaged lines, Windows-1252 and no text at all.

    It is Windows-1252 when more of the lines beyond ASCII fail as UTF-8 than read as it.
    """
    if len(head.translate(None, CONTROLS)) < 0.95 * len(head):
        raise _not_text(name)
    sound = damaged = 0
    for line in iter(lambda: file.readline(HEAD), b""):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            sound += 1
        except UnicodeDecodeError:
            damaged += 1
    if damaged > sound:
        return Encoding("cp1252", note="it is not UTF-8; its characters were read as Windows-1252")
    return Encoding("utf-8")


def _without_a_mark(head: bytes, name: str) -> Encoding:
    """Recognise UTF-16 by its zero bytes: every other byte of Latin text."""
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    for zeros, other, codec in ((zeros_odd, zeros_even, "utf-16-le"), (zeros_even, zeros_odd, "utf-16-be")):
        if zeros > 0.6 * half and other < 0.05 * half:
            return Encoding(codec, note="it was read as UTF-16, which it does not say it is")
    if head.count(0) > 0.05 * len(head):
        raise _not_text(name)
    return Encoding("utf-8")


def _not_text(name: str) -> CannotRead:
    return cannot_read(name, reason="it is not text, nor Parquet, nor an Excel workbook; save it as one of those")
