"""A collective look at each component: which of its records are one person, judged together and not pair by pair.

Two groups of records are joined only if, taken together, they are likelier one person than not. Pairs that nobody
compared are compared here, so a chain holds only if its ends do. What must not be together never is: two verified and
different numbers, answers given by people, two records of a source that holds each person once.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.clusters.components import Groups
from wraparound.matching.columns.store import THREADS
from wraparound.matching.compare.levels import code_at
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.scoring.kernels import EngineAt, Permits, against_all, permitted, weigh

FAR = 12.0  # bits: one pair says no more than this, for or against, when groups are judged
NEVER = -1e9
BLEND = 0.5  # how much the strongest link counts beside the mean of all, when two groups are judged


@njit(cache=True, nogil=True)
def clash(i, j, rows, guards):
    """Say whether two records carry verified numbers of one kind that differ."""
    for guard in guards:
        a, b = code_at(rows, i, guard), code_at(rows, j, guard)
        if a > 0 and b > 0 and a != b:
            return True
    return False


class Judgement(NamedTuple):
    """By what groups of records are judged: the engine, what is permitted, guards against joining, the least bits."""

    engine: EngineAt
    permits: Permits
    guards: Array  # int64[guards], columns
    least: float = 0.0
    blend: float = BLEND


@njit(cache=True, nogil=True)
def _weighed(members, by, room):
    """Weigh all pairs of a component's records."""
    n = len(members)
    weights = np.zeros((n, n))
    for x in range(n):
        for y in range(x + 1, n):
            i, j = np.int64(min(members[x], members[y])), np.int64(max(members[x], members[y]))
            weight = max(min(against_all(weigh(i, j, by.engine, room, -np.inf)), FAR), -FAR)
            if clash(i, j, by.engine.rows, by.guards) or not permitted(i, j, by.permits):
                weight = NEVER
            weights[x, y] = weights[y, x] = weight
    return weights


@njit(cache=True, nogil=True)
def _best(score, alive):
    """Find the two groups that most want to be joined."""
    top, at_x, at_y = -np.inf, -1, -1
    for x in range(len(alive)):
        if alive[x]:
            for y in range(x + 1, len(alive)):
                if alive[y] and score[x, y] > top:
                    top, at_x, at_y = score[x, y], x, y
    return top, at_x, at_y


@njit(cache=True, nogil=True)
def _joined_up(weights, least, blend):
    """Join groups from the strongest link down, while what they say together is at least `least` bits."""
    n = len(weights)
    group, alive, size = np.arange(n), np.ones(n, np.bool_), np.ones(n)
    total, most = weights.copy(), weights.copy()
    score = weights.copy()
    while True:
        top, x, y = _best(score, alive)
        if top < least:
            return group
        group[group == y] = x
        alive[y] = False
        size[x] += size[y]
        for z in range(n):
            if alive[z] and z != x:
                total[x, z] += total[y, z]
                total[z, x] = total[x, z]
                most[x, z] = most[z, x] = max(most[x, z], most[y, z])
                score[x, z] = blend * most[x, z] + (1.0 - blend) * total[x, z] / (size[x] * size[z])
                if total[x, z] < NEVER / 2:
                    score[x, z] = NEVER
                score[z, x] = score[x, z]


@njit(cache=True, nogil=True)
def _resolve(groups, begin, end, by, room, label):
    for g in range(begin, end):
        of_group = groups.members[groups.starts[g] : groups.starts[g + 1]]
        group = _joined_up(_weighed(of_group, by, room), by.least, by.blend)
        for x in range(len(of_group)):
            label[of_group[x]] = of_group[group[x]]


def resolved(groups: Groups, *, records: int, by: Judgement) -> Array:
    """Give each record the label (its least record) of the person it is believed to be."""
    label = np.arange(records, dtype=np.int32)
    cost = np.cumsum(np.square(np.diff(groups.starts)))
    cuts = np.searchsorted(cost, np.linspace(0, cost[-1] if len(cost) else 0, 8 * THREADS + 1)[1:-1])
    edges = np.unique(np.concatenate([[0], cuts, [len(groups.starts) - 1]]))
    rooms = [working_room() for _ in edges[1:]]
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [
            pool.submit(_resolve, groups, begin, end, by, address(room), label)
            for begin, end, room in zip(edges[:-1], edges[1:], rooms, strict=True)
        ]
        for job in jobs:
            job.result()
    return label
