"""Records on disk as codes: each value of a column is coded once for the whole table, and its text kept once.

A part is first written with codes of its own; when all are there, the codes of the whole table take their place. Values
are told apart by the hash of their content, and have their codes in the order in which they first came.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import pyarrow as pa
from numba import njit

from wraparound.matching.columns.cells import in_order_of
from wraparound.matching.columns.encode import Encoded, split_lists
from wraparound.matching.columns.letters import bytes_of
from wraparound.matching.columns.looks import Looks
from wraparound.matching.columns.sharing import threads_for
from wraparound.matching.columns.store import Sources, Store, stored_cells
from wraparound.matching.compare.memory import Array, bits, lowest
from wraparound.matching.model import BY_ID, Letters
from wraparound.matching.pipeline.parts.spool import ids_in, write_numbers

WINDOW = 1 << 23  # bytes of a file that are looked at at a time, so that they are few in memory


def codes_of(store: Store) -> dict[str, pa.Array]:
    """Give each column's codes, from 1 within the column, 0 where there is no value; lists where some hold several."""
    return {name: _column(store, place, int(store.base[place]) - 1) for name, place in store.place.items()}


def _column(store: Store, place: int, before: int) -> pa.Array:
    codes = store.rows.codes[:, place]
    if (codes >= 0).all():
        return pa.array(np.where(codes > 0, codes - before, 0).astype(np.int32))
    starts, several = store.rows.list_start, store.rows.list_codes
    lists = np.maximum(-codes - 1, 0)
    counts = np.where(codes < 0, np.diff(starts, append=starts[-1])[lists], 1)
    ends = np.cumsum(counts)
    flat = np.repeat(codes, counts)
    within = np.repeat(np.where(codes < 0, starts[lists], 0) - (ends - counts), counts) + np.arange(len(flat))
    many = flat < 0
    flat[many] = several[within[many]]
    flat[flat > 0] -= before
    offsets = np.concatenate([[0], ends]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(flat.astype(np.int32)))


def recoded(column: pa.ChunkedArray, *, onto: Array) -> pa.Array:
    """Give codes those that they are onto (0 is 0)."""
    whole = pa.concat_arrays(column.chunks)
    if not pa.types.is_list(whole.type):
        return pa.array(onto[whole.to_numpy()])
    return pa.ListArray.from_arrays(whole.offsets, pa.array(onto[whole.values.to_numpy()]))


def lone(column: pa.ChunkedArray) -> Array:
    """Give the code of each record that has one alone, int32[k]; 0 of those that have none, or several."""
    whole = pa.concat_arrays(column.chunks)
    if not pa.types.is_list(whole.type):
        return whole.to_numpy()
    begins, counts = whole.offsets.to_numpy()[:-1], whole.value_lengths().to_numpy()
    codes = np.zeros(len(whole), np.int32)
    codes[counts == 1] = whole.values.to_numpy()[begins[counts == 1]]
    return codes


class Texts:
    """The texts of one column's values on disk, in the order of their codes."""

    def __init__(self, path: Path) -> None:
        """Say where they lie."""
        self._data, self._ends = (path.with_name(f"{path.name}-{what}") for what in ("text", "ends"))

    def add(self, texts: pa.Array, *, before: int = 0) -> int:
        """Put texts behind those that are there, which have so many bytes; give how many there are then."""
        offsets, raw = bytes_of(texts)
        write_numbers(self._data, values=raw[offsets[0] : offsets[-1]], mode="ab")
        write_numbers(self._ends, values=offsets[1:].astype(np.int64) - int(offsets[0]) + before, mode="ab")
        return before + int(offsets[-1]) - int(offsets[0])

    def at(self, places: Array) -> pa.Array:
        """Give some texts by their places, which are in order."""
        ends = picked(self._ends, kind=np.dtype(np.int64), at=places)
        begins = picked(self._ends, kind=np.dtype(np.int64), at=np.maximum(places - 1, 0))
        begins[places == 0] = 0
        offsets = np.concatenate([[0], np.cumsum(ends - begins)]).astype(np.int32)
        out = np.empty(offsets[-1], np.uint8)
        for some, first, window in _windows(self._data, begins, ends):
            _copied(window, begins[some] - first, offsets[some], ends[some] - begins[some], out)
        return pa.StringArray.from_buffers(len(places), pa.py_buffer(offsets), pa.py_buffer(out))

    def parts(self, sizes: Sequence[int]) -> Iterator[pa.Array]:
        """Give texts again as they were added, by how many were added at a time."""
        begin = 0
        for first, last in zip(accumulate(sizes, initial=0), accumulate(sizes), strict=False):
            ends = np.fromfile(self._ends, np.int64, last - first, offset=8 * first)
            end = int(ends[-1]) if len(ends) else begin
            offsets = np.concatenate([[0], ends - begin]).astype(np.int32)
            data = np.fromfile(self._data, np.uint8, end - begin, offset=begin)
            yield pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(data))
            begin = end

    def clear(self) -> None:
        """Take the files away."""
        self._data.unlink()
        self._ends.unlink()


def picked(path: Path, *, kind: np.dtype, at: Array) -> Array:
    """Read some numbers of a file, by their places, which are in order."""
    out = np.empty(len(at), kind)
    begins = at * kind.itemsize
    for some, first, window in _windows(path, begins, begins + kind.itemsize):
        out[some] = window.view(kind)[(begins[some] - first) // kind.itemsize]
    return out


def _windows(path: Path, begins: Array, ends: Array) -> Iterator[tuple[slice, int, Array]]:
    """See a file a window at a time: which of the runs wanted (in order) lie in it, where it begins, and its bytes."""
    done = 0
    while done < len(begins):
        first = int(begins[done]) // 8 * 8
        last = max(int(np.searchsorted(ends, first + WINDOW, "right")), done + 1)
        size = int(ends[last - 1]) - first
        window = np.memmap(path, np.uint8, "r", first, (size,)) if size else np.zeros(0, np.uint8)
        yield slice(done, last), first, np.asarray(window)
        done = last


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _copied(window, begins, into, lengths, out):
    """Copy runs of bytes to where they go."""
    for k in range(len(begins)):
        for b in range(lengths[k]):
            out[into[k] + b] = window[begins[k] + b]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _numbered(codes, several):
    """Write over codes their numbers, from 1, among those there are in their order; give the codes by their numbers.

    A bit for each code that could be says which there are; those before it are counted a word at a time.
    """
    there = np.zeros((max(_largest(codes), _largest(several)) >> 6) + 1, np.uint64)
    for some in (codes, several):
        for code in some:
            if code > 0:
                there[code >> 6] |= np.uint64(1) << np.uint64(code & 63)
    before = np.zeros(len(there) + 1, np.int64)
    for word in range(len(there)):
        before[word + 1] = before[word] + bits(there[word])
    for some in (codes, several):
        for k in range(len(some)):
            if some[k] > 0:
                word, lower = some[k] >> 6, (np.uint64(1) << np.uint64(some[k] & 63)) - np.uint64(1)
                some[k] = before[word] + bits(there[word] & lower) + 1
    known, used = np.empty(before[-1], np.int64), 0
    for word in range(len(there)):
        left = there[word]
        while left:
            known[used] = word * 64 + lowest(left)
            left &= left - np.uint64(1)
            used += 1
    return known


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _largest(codes):
    largest = 0
    for code in codes:
        largest = max(largest, code)
    return largest


@dataclass(frozen=True)
class Codes:
    """Some records' codes in some columns, as a coded table is made of them."""

    table: pa.Table
    names: tuple[str, ...]
    texts: Mapping[str, Texts]

    def store(self, *, sources: Sources | None, looks: Looks, letters: Letters) -> tuple[Store, dict[str, Array]]:
        """Make a coded table of these records alone, in the order given; tell too the places of each column's texts."""
        places: dict[str, Array] = {}
        with threads_for(len(self.table)) as pool:
            cells = list(pool.map(lambda name: self._cell(name, places), self.names))
        return stored_cells(cells, names=self.names, sources=sources, looks=looks, letters=letters), places

    def _cell(self, name: str, places: dict[str, Array]) -> Encoded:
        if name == BY_ID:
            return in_order_of(ids_in(self.table), rows=len(self.table))
        column = pa.concat_arrays(self.table.column(name).chunks)
        if pa.types.is_list(column.type):
            starts = column.offsets.to_numpy().astype(np.int64)
            codes, list_start, list_codes = split_lists(starts, column.values.to_numpy())
        else:
            codes, list_start, list_codes = column.to_numpy().copy(), np.zeros(1, np.int64), np.zeros(0, np.int32)
        known = _numbered(codes, list_codes)
        places[name] = known - 1
        return Encoded(codes, self.texts[name].at(places[name]), list_start, list_codes)
