"""Lays the files that a command is given on disk, part by part, and sets aside what cannot be linked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.commands.apart import File, keys_in, with_own_sources
from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Misused
from wraparound.matching.commands.laid_files import PLACE, Beside, LaidFile, TakenInParts
from wraparound.matching.commands.records import ROW, columns_wanted, mapped, notes_of, paths_of
from wraparound.matching.commands.telling import Telling
from wraparound.matching.commands.told import UNBOUNDED, UNPACKED
from wraparound.matching.compare.memory import Array
from wraparound.matching.mapping import Maps, read_map
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.parts import Spool, rows_read
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.tables import Limits, Loaded, NotClean, SetAside, read_in_parts, read_table
from wraparound.matching.tables.keeping import check_rows
from wraparound.matching.tables.loaded import Asides
from wraparound.matching.tables.refusals import printable

LOOKED_AT = 40_000  # rows, spread over a file, by which its columns are understood
SHOWN = 2_000  # rows of them that are kept, for what else wants to see some
GONE = "it has no id", "each row should have one"
TWICE = "an earlier row has the same id", "each id should be given once"
ELSEWHERE = "an earlier file has the same id in the same source", "each id should be given once in a source"


def taken_in_parts(asked: Asked, *, columns: Sequence[str], folder: Path, tell: Telling) -> TakenInParts:
    """Lay the files asked for on disk, settle their maps, and set aside what has no id of its own."""
    maps, memory = read_map(asked.map) if asked.map else Maps(), asked.memory or UNBOUNDED
    laid = []
    for k, path in enumerate(paths_of(asked, maps=maps)):
        tell(f"reading {path.name}", 0.05)
        wanted = columns_wanted(path, maps=maps, columns=columns, identity=asked.id)
        loaded, spool = _laid(path, folder / f"file {k}", wanted, memory)
        laid.append((mapped(path, loaded=loaded, maps=maps, columns=columns, identity=asked.id), spool))
    named = with_own_sources([file for file, _ in laid])
    files = tuple(_with_rows(file, spool) for file, (_, spool) in zip(named, laid, strict=True))
    guessed = {k for k, file in enumerate(named) if maps.for_file(file.path.name) is None and not asked.id}
    told = _without_repeats(files, guessed)
    beside = [name for name in columns if any(name in one.file.loaded.table.column_names for one in files)]
    return TakenInParts(
        inputs=tuple(Input(one.file.loaded.table, one.file.mapping, one.file.path.name) for one in files),
        maps={one.file.path.name: one.file.told for one in files},
        set_aside=(*(aside for one in files for aside in one.file.loaded.set_aside), *told),
        set_aside_count=sum(one.file.loaded.set_aside_count + int((~one.good).sum()) for one in files),
        notes=tuple(note for one in files for note in notes_of(one.file)),
        kept_out=Beside(files, tuple(beside)),
        files=files,
    )


def _laid(path: Path, folder: Path, columns: Sequence[str] | None, memory: int) -> tuple[Loaded, Spool]:
    """Lay one file on disk; give some rows spread over it, with the account of all of them."""
    rows = rows_read(memory)
    try:
        return _put(read_in_parts(path, rows=rows, whole_bytes=memory // UNPACKED, columns=columns), folder)
    except NotClean:
        rmtree(folder, ignore_errors=True)
        return _put(_cut(read_table(path, columns=columns), rows), folder)


def _cut(loaded: Loaded, rows: int) -> Iterator[Loaded]:
    """Give a table that was read as a whole part by part, its account with the first."""
    numbers = np.array([loaded.row_number(k) for k in range(loaded.table.num_rows)], np.int64)
    for begin in range(0, loaded.table.num_rows, rows):
        part = replace(loaded, table=loaded.table.slice(begin, rows), row_numbers=numbers[begin : begin + rows])
        yield part if begin == 0 else replace(part, set_aside=(), set_aside_count=0, empty_rows=0)


def _put(parts: Iterable[Loaded], folder: Path) -> tuple[Loaded, Spool]:
    spool, account = Spool(folder), []
    for one in parts:
        numbers = one.row_numbers
        if numbers is None:
            numbers = np.arange(one.table.num_rows, dtype=np.int64) + one.first_row
        if one.table.num_rows:
            spool.put(one.table.append_column(PLACE, pa.array(numbers)))
        account.append(replace(one, table=one.table.schema.empty_table(), row_numbers=None))
    first, kept = account[0], Limits().set_aside_kept
    asides = Asides(first.file, kept, [aside for one in account for aside in one.set_aside][:kept])
    asides.count, asides.empty = sum(one.set_aside_count for one in account), sum(one.empty_rows for one in account)
    check_rows(asides, kept=len(spool))
    said = f"{asides.empty:,} rows with no values at all were left out"
    notes = (*first.notes, said) if asides.empty and said not in first.notes else first.notes
    whole = replace(
        first, set_aside=tuple(asides.rows), set_aside_count=asides.count, empty_rows=asides.empty, notes=notes
    )
    return replace(whole, table=_spread(spool)), spool


def _spread(spool: Spool) -> pa.Table:
    """Give rows from all over a file: all of them where they are few."""
    step = -(-len(spool) // LOOKED_AT)
    some = [part if step == 1 else _some(part, np.arange(0, len(part), step)) for part in spool]
    return pa.concat_tables(some).drop_columns([PLACE]).unify_dictionaries()


def _some(part: pa.Table, rows: Array) -> pa.Table:
    """Take a few rows, and of what their columns may hold only what these do."""
    taken = part.take(pa.array(rows))
    columns = [
        column.cast(column.type.value_type).dictionary_encode() if pa.types.is_dictionary(column.type) else column
        for column in taken.columns
    ]
    return pa.table(columns, names=taken.column_names)


def _with_rows(file: File, spool: Spool) -> LaidFile:
    """Let row numbers serve where no column is the id, and keep only a few of the rows that were looked at."""
    few = file.loaded.table.take(pa.array(np.arange(min(SHOWN, file.loaded.table.num_rows))))
    mapping = file.mapping if file.mapping.id else replace(file.mapping, id=ROW)
    if mapping.id == ROW:
        few = few.append_column(ROW, pa.array([str(k) for k in range(len(few))]))
    return LaidFile(
        replace(file, loaded=replace(file.loaded, table=few), mapping=mapping), spool, np.ones(len(spool), np.bool_)
    )


def _without_repeats(files: Sequence[LaidFile], guessed: set[int]) -> list[SetAside]:
    """Set aside rows whose id is missing, or was given already in their source; 128 bits tell ids apart."""
    hashes = [_hashes(table, one) for one in files for table in one.tables()]
    first, second, missing = (np.concatenate(column) for column in zip(*hashes, strict=True))
    del hashes
    again, earlier = _given_again(first, second, ~missing)
    told: list[SetAside] = []
    begin = 0
    for k, one in enumerate(files):
        end = begin + len(one.spool)
        here, twice = (again >= begin) & (again < end), np.zeros(len(one.spool), np.bool_)
        one.good = ~missing[begin:end]
        one.good[again[here] - begin] = False
        if not one.good.all():
            if k in guessed and one.file.mapping.id != ROW:
                raise Misused(_not_an_id(one))
            twice[again[here & (earlier >= begin)] - begin] = True
            told += _told(one, twice, missing[begin:end], Limits().set_aside_kept - len(told))
        begin = end
    return told


def _given_again(first: Array, second: Array, known: Array) -> tuple[Array, Array]:
    """Give the rows of whose id an earlier row has the same hashes, and that row of each."""
    order = np.sort(first)
    some = np.flatnonzero(np.isin(first, order[1:][order[1:] == order[:-1]]) & known)
    some = some[np.lexsort((some, second[some], first[some]))]
    again = (first[some][1:] == first[some][:-1]) & (second[some][1:] == second[some][:-1])
    return some[1:][again], some[:-1][again]


def _hashes(table: pa.Table, one: LaidFile) -> tuple[Array, Array, Array]:
    keys = keys_in(Input(table, one.file.mapping, "")).combine_chunks()
    source, ids = (keys.column(name).combine_chunks() for name in ("source", "id"))
    text = keys_of(source, ids=pc.fill_null(ids, ""))
    return content_hashes_of(text), content_hashes_of(text, seed=1), ids.is_null().to_numpy(zero_copy_only=False)


def _told(one: LaidFile, twice: Array, missing: Array, most: int) -> list[SetAside]:
    """Say of the first rows set aside what is wrong with them."""
    told: list[SetAside] = []
    begin, name = 0, str(one.file.mapping.id)
    for table in one.spool:
        for row in np.flatnonzero(~one.good[begin : begin + len(table)])[: max(most - len(told), 0)].tolist():
            said = GONE if missing[begin + row] else TWICE if twice[begin + row] else ELSEWHERE
            value = table.column(name)[row].as_py() if name in table.column_names else None
            shown = "" if value is None else printable(str(value), limit=80)
            told.append(SetAside(one.file.loaded.file, table.column(PLACE)[row].as_py(), name, shown, *said))
        begin += len(table)
    return told


def _not_an_id(one: LaidFile) -> str:
    name, file = printable(str(one.file.mapping.id)), printable(one.file.path.name)
    return (
        f'{file}: "{name}" looks like the id of its rows, but is not filled and different in all of them; name the '
        "column that is with --id, or in a map (--map)."
    )
