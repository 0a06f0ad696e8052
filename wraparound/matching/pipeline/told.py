"""What a table tells of records by their source and id, taken in part by part; 128 bits tell their names apart."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from wraparound.matching.columns.distinct import Distinct
from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.compare.memory import Array


class Told:
    """Some columns of text about records; grows by `add`, and can be asked after `settle`."""

    def __init__(self, columns: Sequence[str]) -> None:
        """Begin with nothing told."""
        self._distinct = {name: Distinct() for name in columns}
        self._codes: dict[str, list[Array]] = {name: [np.zeros(0, np.int32)] for name in columns}
        self._hashes = [np.zeros((2, 0), np.uint64)]
        self._order = np.zeros(0, np.int32)

    def add(self, keys: pa.Array, *, columns: Mapping[str, pa.Array]) -> None:
        """Take in what is told of some records, by the keys they are known by."""
        self._hashes.append(_hashes(keys))
        for name, found in self._distinct.items():
            codes = np.empty(len(keys), np.int32)
            found.codes_of(as_text(columns[name]), out=codes)
            self._codes[name].append(codes)

    def settle(self) -> "Told":
        """Sort by hash; of what is told twice, the first counts."""
        hashes = np.concatenate(self._hashes, axis=1)
        self._order = np.argsort(hashes[0], kind="stable").astype(np.int32)
        self._hashes = [hashes[:, self._order]]
        self._codes = {name: [np.concatenate(codes)] for name, codes in self._codes.items()}
        return self

    def places(self, keys: pa.Array) -> Array:
        """Find records by their keys: int64[k], -1 where nothing is told of one."""
        (hashes,), wanted = self._hashes, _hashes(keys)
        if not len(self._order):
            return np.full(len(keys), -1, np.int64)
        at = np.minimum(np.searchsorted(hashes[0], wanted[0]), len(self._order) - 1)
        return np.where((hashes[:, at] == wanted).all(axis=0), self._order[at], -1)

    def codes(self, name: str, *, at: Array) -> Array:
        """Give the codes of a column's values at such places, int[k]; -1 where there is nothing."""
        (codes,) = self._codes[name]
        return np.where(at >= 0, codes[at] - 1, -1) if len(codes) else np.full(len(at), -1)

    def values(self, name: str) -> pa.Array:
        """Give a column's different values, in the order of their codes."""
        return self._distinct[name].values()


def _hashes(keys: pa.Array) -> Array:
    return np.stack([content_hashes_of(as_text(keys), seed=seed) for seed in (0, 1)])
