"""Parts numbers by their first bits, so that each part is small enough to stay near while it is put in order."""

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np
from numba import njit

from wraparound.matching.compare.memory import Array

PART = 15  # bits of the number of keys that are put in order at a time

Runs = Sequence[tuple[Array, Array]]
"""Keys, uint64[k], and the record of each, int32[k]; each run is parted by a thread of its own."""


def parting(keys: int) -> int:
    """Say by how many of their first bits so many keys are to be parted."""
    return max(keys.bit_length() - PART, 0)


def parted(runs: Runs, *, bits: int, pool: Executor) -> tuple[Array, Array, Array]:
    """Part keys by their first bits, those of a part in the order given; give where each part begins as well.

    Cost: two looks at each key, the second of which puts it where it goes.
    """
    counts = np.array(list(pool.map(lambda run: _counted(run[0], bits), runs)), np.int64)
    ends = np.cumsum(counts.T).reshape(counts.T.shape)  # part after part, and in it run after run
    begins = np.ascontiguousarray((ends - counts.T).T)
    keys, records = np.empty(int(counts.sum()), np.uint64), np.empty(int(counts.sum()), np.int32)
    list(pool.map(lambda run, at: _put(*run, bits, at, keys, records), runs, begins))
    return keys, records, np.concatenate([[0], ends[:, -1]])


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _counted(keys, bits):
    counts = np.zeros(1 << bits, np.int64)
    shift = np.uint64(64 - bits)
    for key in keys:
        counts[key >> shift] += 1
    return counts


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _put(keys, records, bits, at, out_keys, out_records):
    """Put a run's keys and records where their parts begin, one after another."""
    shift = np.uint64(64 - bits)
    for k in range(len(keys)):
        part = keys[k] >> shift
        place = at[part]
        out_keys[place], out_records[place] = keys[k], records[k]
        at[part] = place + 1
