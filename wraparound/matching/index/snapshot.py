"""An index in memory as kernels see it: arrays with room behind each, and one block that says where they lie."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import Rows, Values
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.index import block as slots
from wraparound.matching.index.base_file import Written, check_arrays, read_header
from wraparound.matching.index.block import ARRAYS, CHANCES, HELD, NAMES, PLAN
from wraparound.matching.index.reserved import Reserved
from wraparound.matching.index.saved_model import model_from_data
from wraparound.matching.mapping import DateOrder
from wraparound.matching.model import Model

LEAST_ROOM = 1 << 17  # records that can be added to any index before it must be written anew
# For each record that there is room for, so many of each (asked of the system only when they are written).
ROOM = {
    "codes": 1, "list_start": 4, "list_codes": 16, "cards": 40, "chars": 200, "number": 20, "hashed": 20,
    "log_frequency": 20, "labels": 1, "label_bytes": 80, "directory": 0, "entries": 0,
}  # fmt: skip
LINKS = 128  # entries that each record added has room for
ASIDE = 4096  # records, and for each of them the same room, kept for queries at the end


@dataclass(frozen=True)
class About:
    """What an index is of: its columns, keys and plan, and the model its records are weighed by."""

    columns: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    base: Array  # int64[columns + 1]: the codes of each column's values in the file
    numeric: Array  # int64[columns]
    words: Array  # int64[columns]
    rarest: Array  # float64[columns]
    chances: dict[str, Array]  # of `chances.chances_of`
    date_order: DateOrder
    model: Model

    @classmethod
    def read(cls, data: dict[str, Any]) -> "About":
        """Read it from a file's header."""
        return cls(
            columns=tuple(data["columns"]),
            keys=tuple(map(tuple, data["keys"])),
            base=np.array(data["base"], np.int64),
            numeric=np.array(data["numeric"], np.int64),
            words=np.array(data["words"], np.int64),
            rarest=np.array(data["rarest"], np.float64),
            chances={name: np.array(data["chances"][name], PLAN[name]) for name in CHANCES},
            date_order=data["date_order"],
            model=model_from_data(data["model"]),
        )

    @property
    def plan(self) -> dict[str, Array]:
        """Give the arrays by which kernels know the keys and columns."""
        place = {name: k for k, name in enumerate(self.columns)}
        first = np.cumsum([0] + [len(key) for key in self.keys])
        columns = np.array([place[name] for key in self.keys for name in key] or [0], np.int64)
        return {
            "key_first": first.astype(np.int64),
            "key_columns": columns,
            "numeric": self.numeric,
            "words": self.words,
            "rarest": self.rarest,
            **self.chances,
        }


def empty_block(about: About, *, arrays: dict[str, Array]) -> Array:
    """Make the block for arrays; how much of them is in use is still to be said."""
    block = np.zeros(slots.SIZE, np.int64)
    for slot, name in enumerate(NAMES):
        block[slot] = address(arrays[name]) if name in arrays else 0
    block[slots.WIDTH], block[slots.KEYS] = len(about.columns), len(about.keys)
    return block


@dataclass(frozen=True)
class Snapshot:
    """One file of an index and what was added to it since, for as long as somebody looks at it."""

    about: About
    arrays: dict[str, Array]
    block: Array
    capacity: dict[str, int]
    records: int  # in the file
    held: list[Reserved] = field(repr=False)

    @property
    def place(self) -> int:
        """Give the address of the block."""
        return address(self.block)

    @property
    def used(self) -> int:
        """Count the records ever written, those gone included."""
        return int(self.block[slots.ROW])

    def store(self) -> Store:
        """Give the file's records as the engine's coded table."""
        return store_of(self.about, arrays=self.arrays)

    def label(self, row: int) -> tuple[str, str]:
        """Give a record's key and its person."""
        packed = int(self.arrays["labels"][row])
        at, key, person = packed >> 24, packed >> 12 & 4095, packed & 4095
        raw = self.arrays["label_bytes"][at : at + key + person].tobytes()
        return raw[:key].decode(), raw[key:].decode()

    def texts(self, row: int, *, column: str) -> tuple[str, ...]:
        """Give the values of a record's cell as they are compared, in the order of the alphabet."""
        code = int(self.arrays["codes"][row * len(self.about.columns) + self.about.columns.index(column)])
        if code == 0:
            return ()
        start, listed = self.arrays["list_start"], self.arrays["list_codes"]
        several = listed[start[-code - 1] : start[-code]] if code < 0 else [code]
        return tuple(sorted(self.text(int(c)) for c in several))

    def text(self, code: int) -> str:
        """Give a value as it is compared."""
        card = int(self.arrays["cards"][2 * code])
        units = self.arrays["chars"][card >> 9 : (card >> 9) + (card & 511)]
        return units.tobytes().decode("utf-16-le", "replace")


class MappedStore(Store):
    """An index's arrays as the engine's coded table, which has no texts but their characters."""

    @cached_property
    def lengths(self) -> Array:
        """Give the mean length of each column's distinct values, in characters."""
        lengths = (self.values.cards[:, 0] & np.uint64(511)).astype(np.float64)
        return np.array([lengths[b:e].mean() if e > b else 0.0 for b, e in zip(self.base, self.base[1:], strict=False)])


def store_of(about: About, *, arrays: dict[str, Array]) -> Store:
    """Show an index's arrays as the engine's coded table."""
    width, values = len(about.columns), int(about.base[-1])
    rows = Rows(arrays["codes"].reshape(-1, width), arrays["list_start"], arrays["list_codes"])
    cards = arrays["cards"].reshape(-1, 2)[:values]
    known = Values(cards, arrays["chars"], *(arrays[name][:values] for name in ("number", "hashed", "log_frequency")))
    none = np.zeros(0, np.int32)
    return MappedStore(about.columns, rows, known, about.base, none, (), none.astype(np.int16), np.zeros(1, np.bool_))


def opened(path: Path, *, check: bool, resident: bool, meanwhile: Callable[[], None]) -> Snapshot:
    """Map a file into memory with room behind each array; raises CannotOpen where it cannot be used.

    `meanwhile` is done while the file is being read.
    """
    written = read_header(path)
    about = About.read(written.about)
    records = written.counts["labels"]
    room = max(records, LEAST_ROOM)
    capacity = {name: written.counts[name] + (room + ASIDE) * ROOM[name] * _wide(name, about) for name in ARRAYS}
    capacity |= {"heads": 1 << _head_bits(room), "links": 2 * LINKS * room, "gone": (records + room + ASIDE) // 64 + 1}
    held = {name: Reserved(capacity[name] * kind.itemsize) for name, kind in (ARRAYS | HELD).items()}
    with path.open("rb") as file, ThreadPoolExecutor(1) as aside:
        reading = aside.submit(_bring, held, file.fileno(), written, resident)
        meanwhile()
        reading.result()
    arrays = {name: held[name].array(kind, count=capacity[name]) for name, kind in (ARRAYS | HELD).items()}
    if check:
        check_arrays(path, written=written, arrays=arrays)
    arrays |= {name: np.ascontiguousarray(array, PLAN[name]) for name, array in about.plan.items()}
    return Snapshot(about, arrays, _filled(about, arrays, written, room), capacity, records, list(held.values()))


def _bring(held: dict[str, Reserved], file: int, written: Written, resident: bool) -> None:
    """Bring every array of an open file to where it is held."""
    for name, kind in ARRAYS.items():
        bring = held[name].read if resident else held[name].show
        bring(file, offset=written.offsets[name], length=written.counts[name] * kind.itemsize)


def _wide(name: str, about: About) -> int:
    return len(about.columns) if name == "codes" else 1


def _head_bits(room: int) -> int:
    return max(16, (room * 8 - 1).bit_length())


def _filled(about: About, arrays: dict[str, Array], written: Written, room: int) -> Array:
    """Make the block, with everything in use that the file holds."""
    block, counts = empty_block(about, arrays=arrays), written.counts
    block[slots.DIRECTORY_BITS] = (counts["directory"] - 1).bit_length() - 1 if counts["directory"] > 2 else 1
    block[slots.HEAD_BITS] = _head_bits(room)
    block[slots.BASE_ROWS] = block[slots.ROW] = counts["labels"]
    block[slots.LIST], block[slots.LISTED] = counts["list_start"] - 1, counts["list_codes"]
    block[slots.VALUE], block[slots.CHAR] = counts["hashed"], counts["chars"]
    block[slots.LABEL_BYTE] = counts["label_bytes"]
    return block
