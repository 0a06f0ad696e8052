"""Finds the delimiter and the column names at the top of a delimited file."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wraparound.matching.tables.encoding import Encoding
from wraparound.matching.tables.loaded import Limits
from wraparound.matching.tables.refusals import cannot_read, printable

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 50
LOOKS_LIKE_A_VALUE = re.compile(
    r"""^\s*(?:
        \d{1,4}[-/.\s]\d{1,2}[-/.\s]\d{1,4}(?:[T\s].*)?   # a date
      | [+-]?\d[\d,.\s]*                                 # a number, a telephone
      | [^@\s]+@[^@\s]+\.[a-z]{2,}                       # an e-mail address
      | [a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}                # a UK postcode
    )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)


BYTE_LINES = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
TEXT_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True)
class Layout:
    """How a delimited file is laid out.

    `lines` and `begins` are the lines and the bytes before its first row (bytes mean nothing in a wide encoding);
    `first_row` is that row's number as a person counts.
    """

    encoding: Encoding
    delimiter: str
    names: tuple[str, ...]
    lines: int
    begins: int
    first_row: int
    notes: tuple[str, ...] = ()


def layout_of(head: bytes, *, encoding: Encoding, name: str, whole: bool, limits: Limits) -> Layout:
    """Work out the layout from the file's first bytes (`whole` says they are all of it)."""
    raw, lines = _lines(head[encoding.mark :], encoding)
    if not whole and len(lines) > 1:
        lines.pop()
    blank = next((i for i, line in enumerate(lines) if line.strip()), None)
    if blank is None:
        raise cannot_read(name, reason="it has no line of column names; the first line should name the columns")
    delimiter = _delimiter(lines[blank:])
    header, taken = _first_record(lines[blank:], delimiter, name=name)
    if len(header) > limits.columns or len("".join(header)) > limits.line_bytes:
        raise cannot_read(name, reason=f"its first line has {len(header):,} columns; is it a table?")
    rows = _records(lines[blank + taken :], delimiter)
    notes = (encoding.note,) if encoding.note else ()
    if is_data(header, rows=rows):
        names, told = made_up_names(len(header))
        taken = 0
    else:
        names, told = named(header, file=name)
    begins = encoding.mark + sum(map(len, raw[: blank + taken]))
    first = blank + 1 + (1 if taken else 0)
    return Layout(encoding, delimiter, names, blank + taken, begins, first, (*notes, *told))


def named(header: Sequence[str], *, file: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tidy the column names, giving nameless columns a name with a note; refuse names given twice."""
    names = [cell.strip() for cell in header]
    if not any(names):
        raise cannot_read(file, reason="its first line names no columns; the first line should name the columns")
    if any("\x00" in cell for cell in names):
        raise cannot_read(file, reason="its column names hold zero bytes; save it again as text")
    twice = [cell for cell, times in Counter(filter(None, names)).items() if times > 1]
    if twice:
        shown = ", ".join(f'"{printable(cell)}"' for cell in twice[:20])
        raise cannot_read(file, reason=f"more than one column is called {shown}; give each column its own name")
    nameless = [place for place, cell in enumerate(names, 1) if not cell]
    for place in nameless:
        names[place - 1] = _free_name(place, names)
    told = ", ".join(map(str, nameless[:20]))
    return tuple(names), (f"columns without a name were called by their place: {told}",) if nameless else ()


def made_up_names(count: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name columns by their place, for a file whose first line is already a row."""
    note = "its first line looks like data, so the columns were called by their place; add a line of column names"
    return tuple(f"column {place}" for place in range(1, count + 1)), (note,)


def is_data(header: Sequence[str], *, rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a first line is a row rather than column names: most cells are values, and are so below it too."""
    filled = [place for place, cell in enumerate(header) if cell.strip()]
    values = [place for place in filled if LOOKS_LIKE_A_VALUE.match(header[place])]
    below = [row for row in rows if len(row) == len(header)]
    if not below or not values or 2 * len(values) < len(filled) or _counts_up([header[i].strip() for i in values]):
        return False
    alike = [place for place in values if sum(bool(LOOKS_LIKE_A_VALUE.match(r[place])) for r in below) * 2 > len(below)]
    return 2 * len(alike) > len(values)


def _counts_up(cells: list[str]) -> bool:
    """Column names such as 0, 1, 2 are names all the same."""
    return cells in ([str(i) for i in range(len(cells))], [str(i + 1) for i in range(len(cells))])


def _free_name(place: int, names: list[str]) -> str:
    name = f"column {place}"
    while name in names:
        name += "'"
    return name


def _lines(head: bytes, encoding: Encoding) -> tuple[list[bytes], list[str]]:
    if encoding.wide:
        return [], TEXT_LINES.findall(head[: len(head) - len(head) % 4].decode(encoding.codec, "replace"))
    raw = BYTE_LINES.findall(head)
    return raw, [line.decode(encoding.codec, "replace") for line in raw]


def _delimiter(lines: list[str]) -> str:
    """Choose the delimiter by which most records have as many fields as the header, and that is more than one."""

    def score(mark: str) -> tuple[float, int]:
        records = _records(lines, mark)
        width = len(records[0]) if records else 0
        if width < 2:
            return (0.0, 0)
        return (round(sum(len(r) == width for r in records) / len(records), 1), width)

    return max(DELIMITERS, key=score)


def _records(lines: list[str], delimiter: str) -> list[list[str]]:
    records: list[list[str]] = []
    reader = csv.reader(lines, delimiter=delimiter)
    while len(records) < SAMPLE_ROWS:
        try:
            record = next(reader)
        except StopIteration:
            break
        except csv.Error:
            continue
        if record:
            records.append(record)
    return records


def _first_record(lines: list[str], delimiter: str, *, name: str) -> tuple[list[str], int]:
    """Read the header record and count the lines it takes."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        header = next(reader)
    except csv.Error as fault:
        raise cannot_read(name, reason="its line of column names is too long; is it a table?") from fault
    if reader.line_num > 1 and (reader.line_num == len(lines) or reader.line_num > len(header) + 1):
        raise cannot_read(name, reason="a quotation mark opened in the line of column names is never closed; close it")
    return header, reader.line_num
