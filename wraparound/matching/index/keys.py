"""The keys that lead to records: which columns they are made of, and each record's hashes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numba import njit

from wraparound.matching.columns.store import Store
from wraparound.matching.compare.levels import code_at, span, value_of
from wraparound.matching.compare.memory import int64_at, put_int64, uint64_at
from wraparound.matching.index.block import HASHED, KEY_COLUMNS, KEY_FIRST, KEY_SALT, KEYS, rows_at
from wraparound.matching.index.letters import mixed, salted
from wraparound.matching.model import Comparison, Model, Op

MOST = 16  # combinations of one record's values under one key
MOST_KEYS = 64
ROOM = MOST * MOST_KEYS
VARIED = 12  # different values of a column that is a key, unless
SHORT = 1000.0  # records share a value on average, at most
NARROW = 8.0  # records that a key of two columns brings on average, at most
USUAL = 0.4  # share of records that must have a column for it to be joined with others


@dataclass(frozen=True)
class Column:
    """How a column narrows: the records that a value brings on average, the share that has it, its different values."""

    name: str
    brings: float
    present: float
    values: int

    @property
    def is_key(self) -> bool:
        """Say whether a column leads to few enough records to be looked up by."""
        return self.values >= VARIED or self.brings <= SHORT


def families_of(model: Model, *, store: Store) -> list[list[Column]]:
    """Give each comparison's columns whose sameness it looks for, finest first."""
    found = []
    for comparison in model.comparisons:
        columns = (column_of(name, store=store) for name in sought(comparison))
        found.append(sorted(columns, key=lambda column: column.brings))
    return [columns for columns in found if columns]


def sought(comparison: Comparison) -> list[str]:
    """Name the columns that a comparison looks to be the same, in the order of its levels."""
    tests = [test for level in comparison.levels for test in (level.test, *level.test.parts)]
    return list(dict.fromkeys(t.left for t in tests if t.op is Op.SAME and t.left == t.right))


def column_of(name: str, *, store: Store) -> Column:
    """Measure how a column narrows."""
    place = store.place[name]
    share = 2.0 ** store.values.log_frequency[store.base[place] : store.base[place + 1]]
    present = float(np.count_nonzero(store.rows.codes[:, place])) / max(len(store), 1)
    return Column(name, float(np.square(share).sum()) * len(store) * present, present, len(share))


def chosen_keys(model: Model, *, store: Store) -> tuple[tuple[str, ...], ...]:
    """Choose the keys: every telling column alone, and for each two fields the coarsest pair that is narrow enough.

    So a record is found by any one telling field, or by any two others: it may have all the rest wrong.
    """
    families = families_of(model, store=store)
    named = [column.name for columns in families for column in columns]
    keys: list[tuple[str, ...]] = [(column.name,) for columns in families for column in columns if column.is_key]
    joinable = [
        [column for column in columns if column.present >= USUAL and named.count(column.name) == 1]
        for columns in families
        if columns[0].is_key and columns[-1].brings > NARROW
    ]
    for one, other in combinations([columns for columns in joinable if columns], 2):
        keys.append(_coarsest(one, others=other, records=len(store)))
    return tuple(dict.fromkeys(keys))[:MOST_KEYS]


def _coarsest(columns: Sequence[Column], *, others: Sequence[Column], records: int) -> tuple[str, str]:
    """Choose one column of each field so that together they are narrow, yet as forgiving as that allows."""
    brings = {(a.name, b.name): a.brings * b.brings / max(records, 1) for a, b in product(columns, others)}
    narrow = {pair: count for pair, count in brings.items() if count <= NARROW}
    return max(narrow, key=lambda pair: narrow[pair]) if narrow else min(brings, key=lambda pair: brings[pair])


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _combinations(rows, columns, row, first, last):
    """Count the combinations of a record's values under a key."""
    count = np.int64(1)
    for k in range(first, last):
        code = code_at(rows, row, int64_at(columns, k))
        begin, end = span(rows, code)
        count *= 0 if code == 0 else end - begin
    return min(count, MOST)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def keys_of(block, row, out):
    """Write the hash of each of a record's keys, and which key it is, to out; give how many."""
    rows, hashed = rows_at(block), int64_at(block, HASHED)
    firsts, columns = int64_at(block, KEY_FIRST), int64_at(block, KEY_COLUMNS)
    found = 0
    for key in range(int64_at(block, KEYS)):
        first, last = int64_at(firsts, key), int64_at(firsts, key + 1)
        for combination in range(_combinations(rows, columns, row, first, last)):
            h, rest = np.uint64(0), combination
            for k in range(first, last):
                code = code_at(rows, row, int64_at(columns, k))
                begin, end = span(rows, code)
                value = value_of(rows, code, begin + rest % (end - begin))
                rest //= end - begin
                h = mixed(h * np.uint64(0x9E3779B97F4A7C15) + uint64_at(hashed, value))
            put_int64(out, 2 * found, np.int64(salted(h, KEY_SALT + key)))
            put_int64(out, 2 * found + 1, key)
            found += 1
    return found
