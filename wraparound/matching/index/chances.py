"""How likely somebody who is in the index has not been met yet: what says when looking on is not worth it.

A search meets records by keys. The model says how often two records of one person are the same in a column, and the
index how many records have it. A key followed to its end has shown every record that is the same in all its columns, so
what is left is the chance that the person's record is not. Fields are taken as independent, and what a record lacks as
not the same.
"""

from collections.abc import Sequence

import numpy as np
from numba import njit

from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array, float64_at, int64_at, put_int64
from wraparound.matching.index.block import ALONE, FAMILIES, JOINT, put_float64
from wraparound.matching.index.keys import column_of, sought
from wraparound.matching.model import Comparison, Model, Op

KEY_ROW = 5  # numbers noted of a key of a query: hash, which, begin, end, state
TAKEN, LEFT_OUT = 1, 2
MOST = 60  # comparisons that are thought of
JOINS = 16  # keys of several comparisons that are thought of together
TOGETHER = 6  # comparisons of such keys


def chances_of(model: Model, *, keys: Sequence[Sequence[str]], store: Store) -> dict[str, Array]:
    """Give what `chance_unmet` reads: each key's comparisons, and how often records of one person agree there.

    "families" has each key's set of comparisons as bits, "alone" the chance that a key of one comparison is the same,
    "joint", for each comparison, that its finest column of those that keys join with others is.
    """
    named = {name for key in keys for name in key}
    of: dict[str, int] = dict.fromkeys(named, 0)
    agrees: dict[str, float] = {}
    joint = np.zeros(max(len(model.comparisons), 1), np.float64)
    for place, comparison in enumerate(model.comparisons[:MOST]):
        chances = _agreeing(comparison, store=store)
        agrees |= chances
        of |= {name: of[name] | 1 << place for name in chances if name in of}
        joint[place] = next(iter(chances.values()), 0.0)
    for place in range(min(len(model.comparisons), MOST)):
        joined = [agrees[name] for key in keys if len(key) > 1 for name in key if of[name] == 1 << place]
        joint[place] = min(joined, default=joint[place])
    families = [int(np.bitwise_or.reduce([of[name] for name in key])) for key in keys]
    alone = [min(agrees.get(name, 0.0) for name in key) for key in keys]
    return {"families": np.array(families or [0], np.int64), "alone": np.array(alone or [0.0]), "joint": joint}


def _agreeing(comparison: Comparison, *, store: Store) -> dict[str, float]:
    """Give the chance that a person's records are the same in each column that a comparison looks for.

    Whoever is the same in a column is the same in the coarser ones, which are made of it.
    """
    columns = {name: column_of(name, store=store) for name in sought(comparison)}
    levels = [level for level in comparison.levels if level.test.op is Op.SAME and not level.is_null and level.m]
    said = {level.test.left: level.m or 0.0 for level in levels if level.test.left == level.test.right}
    return {
        name: min(sum(m for finer, m in said.items() if columns[finer].brings <= column.brings), 1.0) * column.present
        for name, column in columns.items()
    }


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _unfinished(keys, count, upto):
    """Give the set of keys that have an entry which is not followed to its end."""
    found = np.uint64(0)
    for k in range(count):
        key = keys + 8 * KEY_ROW * k
        if k >= upto or int64_at(key, 4) != TAKEN:
            found |= np.uint64(1) << np.uint64(int64_at(key, 1))
    return found


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _note_alone(block, keys, upto, unfinished, room):
    """Note, for each comparison, the chance that what was followed of it alone is the same; give which those are."""
    settled = np.int64(0)
    for k in range(MOST):
        put_float64(room, k, 0.0)
    for k in range(upto):
        which = int64_at(keys + 8 * KEY_ROW * k, 1)
        families = int64_at(int64_at(block, FAMILIES), which)
        if families == 0 or families & (families - 1) or unfinished >> np.uint64(which) & np.uint64(1):
            continue
        family = np.int64(0)
        while families >> family != 1:
            family += 1
        put_float64(room, family, max(float64_at(room, family), float64_at(int64_at(block, ALONE), which)))
        settled |= families
    return settled


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _note_joins(block, keys, upto, unfinished, settled, room):
    """Note the sets of comparisons that followed keys join, none of which is settled alone; give how many."""
    joins, together = 0, np.int64(0)
    for k in range(upto):
        which = int64_at(keys + 8 * KEY_ROW * k, 1)
        families = int64_at(int64_at(block, FAMILIES), which)
        if families & settled or families & (families - 1) == 0 or unfinished >> np.uint64(which) & np.uint64(1):
            continue
        if joins < JOINS and _size(together | families) <= TOGETHER:
            put_int64(room, MOST + joins, families)
            joins, together = joins + 1, together | families
    return joins


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _size(families):
    count = 0
    while families:
        families &= families - 1
        count += 1
    return count


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _chance_of(block, together, alike):
    """Give the chance that of the joined comparisons exactly some are the same."""
    chance, joint, c = 1.0, int64_at(block, JOINT), np.int64(0)
    while together >> c:
        if together >> c & 1:
            each = float64_at(joint, c)
            chance *= each if alike >> c & 1 else 1.0 - each
        c += 1
    return chance


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _chance_joined(block, joins, room):
    """Give the chance that no join is the same in all its comparisons, over all the ways in which some are the same."""
    together, alike, unmet = np.int64(0), np.int64(0), 0.0
    for k in range(joins):
        together |= int64_at(room, MOST + k)
    while True:
        met = False
        for k in range(joins):
            met |= int64_at(room, MOST + k) & alike == int64_at(room, MOST + k)
        unmet += 0.0 if met else _chance_of(block, together, alike)
        alike = (alike - together) & together
        if alike == 0:
            return unmet


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def chance_unmet(block, keys, count, upto, room):
    """Give the chance that the person's record, if there is one, is led to by no key followed so far.

    `keys` are a query's, of which those before `upto` have been followed unless they were left out.
    """
    unfinished = _unfinished(keys, count, upto)
    settled, chance, c = _note_alone(block, keys, upto, unfinished, room), 1.0, np.int64(0)
    while settled >> c:
        chance *= 1.0 - float64_at(room, c)
        c += 1
    return chance * _chance_joined(block, _note_joins(block, keys, upto, unfinished, settled, room), room)
