"""What values the whole table has and how often, counted part by part; their codes and texts are kept on disk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from wraparound.matching.columns.looks import Looks
from wraparound.matching.columns.store import Sources, Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Letters
from wraparound.matching.pipeline.parts.coded import Codes, Texts, picked, recoded
from wraparound.matching.pipeline.parts.spool import write_numbers

COUNTED = np.dtype([("hash", "u8"), ("count", "u4")])


class Laying(NamedTuple):
    """How some records are laid out as a coded table."""

    sources: Sources | None = None
    looks: Looks = Looks(frozenset(), frozenset())  # a key is of whole values
    letters: Letters = Letters.CHARACTERS
    weighed: Collection[str] = ()  # the columns whose values' rarity counts


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
    _bytes: dict[str, int] = field(default_factory=dict)  # of the texts of all parts so far
    _sizes: dict[str, list[int]] = field(default_factory=dict)  # values of each part

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
        """Count the values of one part, and keep their texts."""
        codes, values = store.rows.codes[:, : len(store.names)], int(store.base[-1])
        counts = np.bincount(codes[codes > 0], minlength=values)
        counts += np.bincount(store.rows.list_codes, minlength=values)
        self.records += len(store)
        for place, (name, begin, end) in enumerate(zip(store.names, store.base, store.base[1:], strict=False)):
            self.held[name] = self.known(name) + store.known(name)
            if end > begin and np.isnan(store.values.number[begin:end]).all():
                self.worded.add(name)
            told = np.empty(end - begin, COUNTED)
            told["hash"], told["count"] = store.values.hashed[begin:end], counts[begin:end]
            write_numbers(self._file(name, "counted"), values=told, mode="ab")
            self._bytes[name] = Texts(self._file(name, "given")).add(
                store.distinct[place], before=self._bytes.get(name, 0)
            )
            self._sizes.setdefault(name, []).append(int(end - begin))

    def settle(self) -> None:
        """Put the parts' counts together, one column after another, and give each value its code."""
        for name in self.names:
            told = np.fromfile(self._file(name, "counted"), COUNTED)
            order = np.argsort(told["hash"], kind="stable")
            fresh = np.ones(len(told), np.bool_)
            fresh[1:] = told["hash"][order[1:]] != told["hash"][order[:-1]]
            first = order[fresh]  # where each value came first
            counts = (
                np.add.reduceat(told["count"][order].astype(np.int64), np.flatnonzero(fresh)) if len(told) else first
            )
            log_share = np.log2(np.maximum(counts, 1) / max(int(counts.sum()), 1))
            self.chances[name] = float(np.square(np.sort(2.0**log_share)).sum())
            by_place, code = np.argsort(first), np.empty(len(first), np.int32)
            code[by_place] = np.arange(1, len(first) + 1, dtype=np.int32)
            onto = np.empty(len(told), np.int32)
            onto[order] = code[np.cumsum(fresh) - 1]
            write_numbers(self._file(name, "share"), values=log_share[by_place])
            write_numbers(self._file(name, "onto"), values=onto)
            self._file(name, "counted").unlink()
            self._keep_texts(name, first)

    def _keep_texts(self, name: str, first: Array) -> None:
        """Keep each value's text where it came first."""
        given, kept, before, begin = Texts(self._file(name, "given")), self.texts(name), 0, 0
        keep = np.zeros(sum(self._sizes.get(name, [])), np.bool_)
        keep[first] = True
        for texts in given.parts(self._sizes.get(name, [])):
            before = kept.add(texts.filter(pa.array(keep[begin : begin + len(texts)])), before=before)
            begin += len(texts)
        if self._sizes.get(name):
            given.clear()

    def texts(self, name: str) -> Texts:
        """Give the texts of a column's values, by their codes."""
        return Texts(self._file(name, "kept"))

    def recoded(self, table: pa.Table, *, part: int) -> pa.Table:
        """Give a part's codes those of the whole table."""
        for place, name in enumerate(table.column_names):
            if name in self._sizes:
                before, size = sum(self._sizes[name][:part]), self._sizes[name][part]
                onto = np.fromfile(self._file(name, "onto"), np.int32, size, offset=4 * before)
                codes = recoded(table.column(name), onto=np.concatenate([np.zeros(1, np.int32), onto]))
                table = table.set_column(place, name, codes)
        return table

    def store(self, table: pa.Table, *, names: Sequence[str], laying: Laying) -> Store:
        """Make a coded table of some records by their codes, in the order given; what is not weighed has no rarity."""
        codes = Codes(table, tuple(names), {name: self.texts(name) for name in self.names})
        store, places = codes.store(sources=laying.sources, looks=laying.looks, letters=laying.letters)
        frequency, number = store.values.log_frequency.copy(), store.values.number.copy()
        for name, begin, end in zip(store.names, store.base, store.base[1:], strict=False):
            if name in laying.weighed:
                frequency[begin:end] = picked(self._file(name, "share"), kind=np.dtype(np.float64), at=places[name])
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
