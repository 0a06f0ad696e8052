"""How often each value occurs in the whole table, counted part by part and kept on disk."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.parts.spool import write_numbers

COUNTED = np.dtype([("hash", "u8"), ("count", "u4")])


@dataclass
class Census:
    """The counts of every column's values, by the hash of their content.

    Grows by `count`; `settle` puts the counts together, after which it can be asked.
    """

    folder: Path
    names: tuple[str, ...]
    records: int = 0
    held: dict[str, int] = field(default_factory=dict)  # records with a value
    chances: dict[str, float] = field(default_factory=dict)
    worded: set[str] = field(default_factory=set)  # columns of which some part holds what is no number

    def __post_init__(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def place(self) -> dict[str, int]:
        """Find a column by its name."""
        return {name: k for k, name in enumerate(self.names)}

    def __len__(self) -> int:
        """Count the records."""
        return self.records

    def known(self, column: str) -> int:
        """Count the records that have a value in a column."""
        return self.held.get(column, 0)

    def coincidence(self, column: str) -> float:
        """Give the chance that two values of a column, drawn with replacement, are the same."""
        return self.chances[column]

    def count(self, store: Store) -> None:
        """Count the values of one part."""
        codes, values = store.rows.codes[:, : len(store.names)], int(store.base[-1])
        counts = np.bincount(codes[codes > 0], minlength=values)
        counts += np.bincount(store.rows.list_codes, minlength=values)
        self.records += len(store)
        for name, begin, end in zip(store.names, store.base, store.base[1:], strict=False):
            self.held[name] = self.known(name) + store.known(name)
            if end > begin and np.isnan(store.values.number[begin:end]).all():
                self.worded.add(name)
            told = np.empty(end - begin, COUNTED)
            told["hash"], told["count"] = store.values.hashed[begin:end], counts[begin:end]
            write_numbers(self._file(name, "counted"), values=told, mode="ab")

    def settle(self) -> None:
        """Put the parts' counts together, one column after another."""
        for name in self.names:
            told = np.fromfile(self._file(name, "counted"), COUNTED)
            told = told[np.argsort(told["hash"])]
            first = np.flatnonzero(np.concatenate([[True], told["hash"][1:] != told["hash"][:-1]]))[: len(told)]
            counts = np.add.reduceat(told["count"].astype(np.int64), first) if len(told) else np.zeros(0, np.int64)
            log_share = np.log2(np.maximum(counts, 1) / max(int(counts.sum()), 1))
            self.chances[name] = float(np.square(np.sort(2.0**log_share)).sum())
            write_numbers(self._file(name, "hash"), values=told["hash"][first])
            write_numbers(self._file(name, "share"), values=log_share)
            self._file(name, "counted").unlink()

    def laid_on(self, store: Store, *, weighed: Collection[str]) -> Store:
        """Give a part's store the frequencies that its weighed columns' values have in the whole table."""
        frequency, number = store.values.log_frequency.copy(), store.values.number.copy()
        for name, begin, end in zip(store.names, store.base, store.base[1:], strict=False):
            if name in weighed:
                hashed = np.fromfile(self._file(name, "hash"), np.uint64)
                at = np.searchsorted(hashed, store.values.hashed[begin:end])
                frequency[begin:end] = np.fromfile(self._file(name, "share"))[at]
            if name in self.worded:
                number[begin:end] = np.nan
        return replace(store, values=store.values._replace(log_frequency=frequency, number=number))

    def _file(self, name: str, what: str) -> Path:
        return self.folder / f"{self.names.index(name):03}.{what}"


@dataclass
class Totals:
    """The sums by which fields are decided (`FieldSet.whole`), over all parts."""

    sums: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def counted(self, what: str, *, here: tuple[float, ...]) -> tuple[float, ...]:
        """Take in what one part sums up to, and let it decide by that for now."""
        before = self.sums.get(what, (0.0,) * len(here))
        self.sums[what] = tuple(a + b for a, b in zip(before, here, strict=True))
        return tuple(here)

    def settled(self, what: str, *, here: tuple[float, ...]) -> tuple[float, ...]:
        """Give what all parts sum up to."""
        return self.sums.get(what, here)


def as_hashes(store: Store, *, column: str) -> Array:
    """Give the hash of each record's one value in a column, 0 where it has none."""
    codes = store.rows.codes[:, store.place[column]]
    return np.where(codes > 0, store.values.hashed[np.maximum(codes, 0)], np.uint64(0))
