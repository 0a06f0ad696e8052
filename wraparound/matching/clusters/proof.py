"""What a link must show to join two records without a person: some proof of one's own, and no contradiction."""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.clusters.singles import MOST
from wraparound.matching.compare.levels import code_at
from wraparound.matching.compare.memory import Array, address, float64_at
from wraparound.matching.compare.strings import working_room
from wraparound.matching.scoring.kernels import EngineAt, weigh

OWN = 3.0  # bits that a stand-in's link needs from fields that relatives do not share
NEVER = -1e9
JUST_BELOW = 1e-6


class Proof(NamedTuple):
    """The columns that bear on what may join: verified numbers, and whether a name or a date only stands in for one."""

    guards: Array  # int64[guards]
    stand_ins: Array  # int64[0 or more]: columns that hold a value where the record's own is unknown
    likely: float


class Settled(NamedTuple):
    """Pairs after proof was asked: what they weigh, and which may not join without a person."""

    weight: Array  # float64[k]
    barred: Array  # bool[k]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def clash(i, j, rows, guards):
    """Say whether two records carry verified numbers of one kind that differ."""
    for guard in guards:
        a, b = code_at(rows, i, guard), code_at(rows, j, guard)
        if a > 0 and b > 0 and a != b:
            return True
    return False


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def own_bits(odds, engine):
    """Give the bits that come from fields a twin would not share."""
    prior = engine.weights.prior
    return odds.person - odds.twins - (float64_at(prior, 0) - float64_at(prior, 2))


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def allowed(i, j, odds, weight, engine, proof):
    """Give the weight that two records' link may have: NEVER where verified numbers differ.

    A record called Baby, Unknown or Twin 1, or with a date that only stands in, is not joined on what its household
    shares: such a link is left for a person.
    """
    if clash(i, j, engine.rows, proof.guards):
        return NEVER
    for column in proof.stand_ins:
        stands_in = code_at(engine.rows, i, column) != 0 or code_at(engine.rows, j, column) != 0
        if stands_in and own_bits(odds, engine) < OWN:
            return min(weight, proof.likely - JUST_BELOW)
    return weight


@njit(cache=True, nogil=True, no_cfunc_wrapper=True, _nrt=False)
def _settle(left, right, weight, barred, engine, proof, room):
    for k in range(len(left)):
        if weight[k] >= proof.likely - MOST:
            i, j = np.int64(left[k]), np.int64(right[k])
            odds = weigh(i, j, engine, room, -np.inf)
            barred[k] = allowed(i, j, odds, proof.likely, engine, proof) < proof.likely
            if barred[k]:
                weight[k] = min(weight[k], proof.likely - JUST_BELOW)


def settled(left: Array, *, right: Array, weight: Array, engine: EngineAt, proof: Proof) -> Settled:
    """Ask proof of pairs that could join two records: what may not join without a person is left to review."""
    weight, barred = weight.copy(), np.zeros(len(weight), np.bool_)
    if len(proof.guards) or len(proof.stand_ins):
        room = working_room()
        _settle(left, right, weight, barred, engine, proof, address(room))
    return Settled(weight, barred)
