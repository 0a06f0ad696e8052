"""Reads delimited text: all at once with every core when it is clean, row by row when it is not."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as pa_csv

from wraparound.matching.tables.careful import read_carefully
from wraparound.matching.tables.encoding import HEAD, Encoding, second_look, sniff_encoding
from wraparound.matching.tables.header import Layout, layout_of
from wraparound.matching.tables.loaded import Asides, Limits, Loaded, Progress
from wraparound.matching.tables.opening import watched
from wraparound.matching.tables.refusals import no_such_columns
from wraparound.matching.tables.soundness import without_empty_rows

BLOCK = 4 << 20


class Text(NamedTuple):
    """A delimited text: its name for people, its size in bytes, and how to open it from the start."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


class _Scan(NamedTuple):
    """What matters about a text before it is read; its size is without the line ends at its end."""

    quotes: int
    zero_bytes: bool
    utf8: bool
    size: int


def read_delimited(
    text: Text, *, limits: Limits, columns: Sequence[str] | None, progress: Progress | None = None
) -> Loaded:
    """Read a delimited text into a table of strings, empty values as null."""
    with text.open() as file:
        head = file.read(HEAD)
    encoding = sniff_encoding(head, name=text.name)
    scan = None if encoding.wide else _scan(text)
    if scan and not scan.utf8 and not encoding.mark:
        with watched(text.open(), size=text.size) as file:
            encoding = second_look(file, head=head, name=text.name)
    layout = layout_of(head, encoding=encoding, name=text.name, whole=text.size <= HEAD, limits=limits)
    if missing := no_such_columns(text.name, wanted=columns or (), present=layout.names):
        raise missing
    if scan and _is_simple(scan, encoding):
        clean = text._replace(size=scan.size)
        quoted = scan.quotes > 0
        if loaded := _read_fast(clean, layout, quoted=quoted, limits=limits, columns=columns, progress=progress):
            return loaded
    file = watched(text.open(), size=text.size, progress=progress)
    return read_carefully(file, layout=layout, name=text.name, limits=limits, columns=columns)


def _is_simple(scan: _Scan, encoding: Encoding) -> bool:
    """Say whether the fast way may be tried: what it would get wrong in silence is not there."""
    as_said = scan.utf8 or encoding.codec != "utf-8"
    return as_said and scan.quotes % 2 == 0 and not scan.zero_bytes


def _scan(text: Text) -> _Scan:
    """Go through the bytes once, quickly."""
    quotes, zero_bytes, utf8, size, seen = 0, False, True, 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    with watched(text.open(), size=text.size) as file:
        while block := file.read(BLOCK):
            quotes += block.count(b'"')
            zero_bytes = zero_bytes or b"\x00" in block
            if filled := len(block.rstrip(b"\r\n")):
                size = seen + filled
            seen += len(block)
            utf8 = utf8 and _decodes(decoder, block)
    return _Scan(quotes, zero_bytes, utf8 and _decodes(decoder, b"", final=True), size)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    if block.isascii() and not decoder.getstate()[0] and not final:
        return True
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _read_fast(
    text: Text,
    layout: Layout,
    *,
    quoted: bool,
    limits: Limits,
    columns: Sequence[str] | None,
    progress: Progress | None,
) -> Loaded | None:
    """Read with all cores; None when a row is ragged or a value odd, so that the careful way must look."""
    try:
        with watched(text.open(), size=text.size, progress=progress) as file:
            file.seek(layout.begins)
            table = pa_csv.read_csv(file, **_options(layout, quoted=quoted, columns=columns))
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    if any(_is_odd(column, quoted, layout, limits=limits) for column in table.columns):
        return None
    asides = Asides(text.name, 0)
    return without_empty_rows(table, asides=asides, notes=layout.notes, first_row=layout.first_row)


class NotClean(Exception):  # noqa: N818 – named by what is so
    """A delimited text has what must be read carefully, which is done as a whole."""


def delimited_in_parts(text: Text, *, limits: Limits, columns: Sequence[str] | None, rows: int) -> Iterator[Loaded]:
    """Read a clean delimited text so many rows at a time; raises NotClean, after some parts or before, if it is not."""
    with text.open() as file:
        head = file.read(HEAD)
    encoding = sniff_encoding(head, name=text.name)
    scan = None if encoding.wide else _scan(text)
    if scan is None or not _is_simple(scan, encoding):
        raise NotClean
    layout = layout_of(head, encoding=encoding, name=text.name, whole=text.size <= HEAD, limits=limits)
    if missing := no_such_columns(text.name, wanted=columns or (), present=layout.names):
        raise missing
    begin = layout.first_row
    for table in _fast_parts(text._replace(size=scan.size), layout, scan.quotes > 0, columns, rows):
        if any(_is_odd(column, scan.quotes > 0, layout, limits=limits) for column in table.columns):
            raise NotClean
        asides = Asides(text.name, 0)
        yield without_empty_rows(table, asides=asides, notes=layout.notes, first_row=begin, is_part=True)
        begin += table.num_rows


def _fast_parts(
    text: Text, layout: Layout, quoted: bool, columns: Sequence[str] | None, rows: int
) -> Iterator[pa.Table]:
    """Gather Arrow's batches until there are enough rows."""
    try:
        with watched(text.open(), size=text.size) as file:
            file.seek(layout.begins)
            batches: list[pa.RecordBatch] = []
            with pa_csv.open_csv(file, **_options(layout, quoted=quoted, columns=columns)) as reader:
                for batch in reader:
                    batches.append(batch)
                    if sum(one.num_rows for one in batches) >= rows:
                        yield pa.Table.from_batches(batches)
                        batches = []
            if batches:
                yield pa.Table.from_batches(batches)
    except (pa.ArrowException, UnicodeDecodeError) as fault:
        raise NotClean from fault


def _options(layout: Layout, *, quoted: bool, columns: Sequence[str] | None) -> dict[str, Any]:
    names = list(layout.names)
    codec = "utf8" if layout.encoding.codec == "utf-8" else layout.encoding.codec
    return {
        "read_options": pa_csv.ReadOptions(column_names=names, encoding=codec, block_size=BLOCK),
        "parse_options": pa_csv.ParseOptions(
            delimiter=layout.delimiter, newlines_in_values=quoted, ignore_empty_lines=False
        ),
        "convert_options": pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            include_columns=list(columns or ()),
        ),
    }


def _is_odd(column: pa.ChunkedArray, quoted: bool, layout: Layout, *, limits: Limits) -> bool:
    """Notice a value over the limit, or one that swallowed rows through a quotation mark left open."""
    if (pc.max(pc.binary_length(column)).as_py() or 0) > limits.cell_bytes:
        return True
    if not quoted:
        return False
    with_lines = column.filter(pc.match_substring_regex(column, r"[\r\n]"))
    if not len(with_lines):
        return False
    marks = pc.max(pc.count_substring(with_lines, layout.delimiter)).as_py() or 0
    return marks >= len(layout.names) - 1
