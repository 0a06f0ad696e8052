"""Blocks that depend on what records say and on nothing else, so that a record meets the same others in any table.

Which keys too many records share is found once (`cut_of`) and kept. Records meet under such a key only if they agree
on one further column as well, and not even then where that is shared by too many, too.
"""

from typing import NamedTuple

import numpy as np

from wraparound.matching.blocking.blocks import joined, met
from wraparound.matching.blocking.bounds import Bounded, refinements
from wraparound.matching.blocking.keys import keys_under
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model

ODD = np.uint64(0xD6E8FEB86659FD93)
TURN = 0x9E3779B97F4A7C15


class Keys(NamedTuple):
    """The keys by which records meet, uint64[k], the record of each, int32[k], and what was cut."""

    key: Array
    record: Array
    plain: int  # how many come first of keys that are not cut; the others ask for a further column as well
    wide: Array  # uint64[…]: keys that too many share, once for each record
    wide_record: Array  # int32[…]


def keys_met(model: Model, *, store: Store, cut: Array, rule: int) -> Keys:
    """Give the keys by which records meet others under a model's rule, told which keys are cut (sorted)."""
    keys, records = keys_under(model.rules[rule], store=store, by_content=True)
    keys = _salted(keys, turn=rule + 1)
    wide = _among(keys, cut)
    if not wide.any():
        return Keys(keys, records, len(keys), keys[:0], records[:0])
    key, record = _parts(model, store=store, rule=rule, keys=keys[wide], records=records[wide])
    free = ~_among(key, cut)
    parts = np.concatenate([keys[~wide], key[free]]), np.concatenate([records[~wide], record[free]])
    return Keys(*parts, int(np.count_nonzero(~wide)), keys[wide], records[wide])


def lasting_blocks(model: Model, *, store: Store, cut: Array, rule: int) -> Bounded:
    """Gather the records that meet under a model's rule."""
    found = keys_met(model, store=store, cut=cut, rule=rule)
    plain, parts = (met(found.key[run], records=found.record[run]) for run in np.s_[: found.plain, found.plain :])
    sizes = np.unique(found.wide, return_counts=True)[1]
    left_out = int((sizes * (sizes - 1) // 2).sum()) - int(parts.pairs.sum())
    largest = max(int(sizes.max(initial=0)), int(plain.sizes.max(initial=0)))
    return Bounded(joined([plain, parts]), np.unique(found.wide_record), len(sizes), largest, max(left_out, 0))


def cut_of(model: Model, *, store: Store, widest: int) -> Array:
    """Find the keys that more records share than are to be compared with one another, uint64[…], sorted.

    Cost: two sorts of the records a rule, more where there are wide blocks.
    """
    cut = [np.zeros(0, np.uint64)]
    for rule in range(len(model.rules)):
        keys, records = keys_under(model.rules[rule], store=store, by_content=True)
        keys = _salted(keys, turn=rule + 1)
        wide = _shared_by_more(keys, widest)
        cut.append(wide)
        if len(wide):
            held = _among(keys, wide)
            parts, _ = _parts(model, store=store, rule=rule, keys=keys[held], records=records[held])
            cut.append(_shared_by_more(parts, widest))
    return np.unique(np.concatenate(cut))


def _among(keys: Array, some: Array) -> Array:
    """Say of each key whether it is among some, which are sorted."""
    if not len(some):
        return np.zeros(len(keys), np.bool_)
    return some[np.minimum(np.searchsorted(some, keys), len(some) - 1)] == keys


def _parts(model: Model, *, store: Store, rule: int, keys: Array, records: Array) -> tuple[Array, Array]:
    """Give, for each further column, the keys of those that have one value in it."""
    found = [(keys[:0], records[:0])]
    for turn, column in enumerate(refinements(model, rule=model.rules[rule]), start=1):
        code = store.rows.codes[records, store.place[column]]
        one = code > 0
        found.append((_salted(keys[one] ^ store.values.hashed[code[one]], turn=-turn), records[one]))
    key, record = (np.concatenate(column) for column in zip(*found, strict=True))
    return key, record


def _salted(keys: Array, *, turn: int) -> Array:
    """Let equal keys of different rules or columns be different."""
    mixed = (keys ^ np.uint64(turn * TURN % 2**64)) * ODD
    return mixed ^ (mixed >> np.uint64(32))


def _shared_by_more(keys: Array, most: int) -> Array:
    found, counts = np.unique(keys, return_counts=True)
    return found[counts > most]
