"""A collective look at each component: which of its records are one person, judged together and not pair by pair.

Two groups of records are joined only if, taken together, they are likelier one person than not. Pairs that nobody
compared are compared here, so a chain holds only if its ends do. What must not be together never is: two verified and
different numbers, two records of a source that holds each person once, and whatever a person has said is different.
What a person has said is the same is joined first.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from wraparound.matching.clusters.components import Groups
from wraparound.matching.clusters.proof import NEVER, Proof, allowed
from wraparound.matching.columns.sharing import FEW, THREADS, threads_for
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.scoring.kernels import EngineAt, Permits, against_all, permitted, weigh

FAR = 12.0  # bits: one pair says no more than this, for or against, when groups are judged
CONTRARY = -7.0  # bits: from here on two records speak plainly against their being one person
BLEND = 0.5  # how much the strongest link counts beside the mean of all, when two groups are judged


class Said(NamedTuple):
    """What people have said of pairs of records: key left << 32 | right, sorted; 1 the same, -1 different."""

    key: Array  # int64[answers]
    answer: Array  # int8[answers]


class Judgement(NamedTuple):
    """By what groups of records are judged: the engine, what is permitted, what proof is asked, what people said."""

    engine: EngineAt
    permits: Permits
    proof: Proof
    said: Said
    least: float


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def said_of(i, j, said):
    """Give what people have said of two records: 1 the same, -1 different, 0 nothing."""
    if len(said.key) == 0:
        return 0
    key = (np.int64(i) << 32) | np.int64(j)
    at = np.searchsorted(said.key, key)
    return np.int64(said.answer[at]) if at < len(said.key) and said.key[at] == key else 0


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _weighed(members, by, room, must):
    """Weigh all pairs of a component's records; mark in `must` those that people have said are the same."""
    n = len(members)
    weights = np.zeros((n, n))
    for x in range(n):
        for y in range(x + 1, n):
            i, j = np.int64(min(members[x], members[y])), np.int64(max(members[x], members[y]))
            answer = said_of(i, j, by.said)
            if answer > 0:
                weight = FAR
                must[x, y] = True
            elif answer < 0 or not permitted(i, j, by.permits):
                weight = NEVER
            else:
                odds = weigh(i, j, by.engine, room, -np.inf)
                weight = allowed(i, j, odds, against_all(odds), by.engine, by.proof)
                weight = weight if weight == NEVER else max(min(weight, FAR), -FAR)
            weights[x, y] = weights[y, x] = weight
    return weights


class _Merging(NamedTuple):
    """Groups on their way to being joined: who belongs where, and what each two groups say together."""

    group: Array
    alive: Array
    size: Array
    total: Array
    most: Array
    score: Array


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _merge(x, y, m):
    """Join group y to group x."""
    m.group[m.group == y] = x
    m.alive[y] = False
    m.size[x] += m.size[y]
    for z in range(len(m.alive)):
        if m.alive[z] and z != x:
            m.total[x, z] += m.total[y, z]
            m.most[x, z] = max(m.most[x, z], m.most[y, z])
            mean = m.total[x, z] / (m.size[x] * m.size[z])
            m.score[x, z] = NEVER if m.total[x, z] < NEVER / 2 else BLEND * m.most[x, z] + (1.0 - BLEND) * mean
            m.total[z, x], m.most[z, x], m.score[z, x] = m.total[x, z], m.most[x, z], m.score[x, z]


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _best(score, alive):
    """Find the two groups that most want to be joined."""
    top, at_x, at_y = -np.inf, -1, -1
    for x in range(len(alive)):
        if alive[x]:
            for y in range(x + 1, len(alive)):
                if alive[y] and score[x, y] > top:
                    top, at_x, at_y = score[x, y], x, y
    return top, at_x, at_y


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _joined_up(weights, must, least):
    """Join what must be, then groups from the strongest link down, while together they say at least `least` bits."""
    n = len(weights)
    m = _Merging(np.arange(n), np.ones(n, np.bool_), np.ones(n), weights.copy(), weights.copy(), weights.copy())
    for x in range(n):
        for y in range(x + 1, n):
            if must[x, y] and m.group[x] != m.group[y]:
                _merge(min(m.group[x], m.group[y]), max(m.group[x], m.group[y]), m)
    while True:
        top, x, y = _best(m.score, m.alive)
        if top < least:
            return m.group
        _merge(x, y, m)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _resolve(groups, begin, end, by, room, label):
    for g in range(begin, end):
        of_group = groups.members[groups.starts[g] : groups.starts[g + 1]]
        must = np.zeros((len(of_group), len(of_group)), np.bool_)
        group = _joined_up(_weighed(of_group, by, room, must), must, by.least)
        for x in range(len(of_group)):
            label[of_group[x]] = of_group[group[x]]


def resolved(groups: Groups, *, records: int, by: Judgement) -> Array:
    """Give each record the label (its least record) of the person it is believed to be.

    Cost: every pair inside each group is weighed; see `components.within` for how wide a group may be.
    """
    label = np.arange(records, dtype=np.int32)
    cost = np.cumsum(np.square(np.diff(groups.starts)))
    runs = 8 * THREADS if records > FEW else 1
    cuts = np.searchsorted(cost, np.linspace(0, cost[-1] if len(cost) else 0, runs + 1)[1:-1])
    edges = np.unique(np.concatenate([[0], cuts, [len(groups.starts) - 1]]))
    rooms = [working_room() for _ in edges[1:]]
    with threads_for(records) as pool:
        jobs = [
            pool.submit(_resolve, groups, begin, end, by, address(room), label)
            for begin, end, room in zip(edges[:-1], edges[1:], rooms, strict=True)
        ]
        for job in jobs:
            job.result()
    return label


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _fits(ones, others, by, room):
    """Weigh two persons' records together; NEVER where any two may not be joined.

    Nor are persons of several records each, where any two of them speak plainly against it: a father and a son of one
    name, each known to agencies that do not know the other.
    """
    most, total, counted, several = -np.inf, 0.0, 0, len(ones) > 1 and len(others) > 1
    for i in ones:
        for j in others:
            x, y = np.int64(min(i, j)), np.int64(max(i, j))
            if said_of(x, y, by.said) < 0 or not permitted(x, y, by.permits):
                return NEVER
            odds = weigh(x, y, by.engine, room, -np.inf)
            weight = against_all(odds)
            may = allowed(x, y, odds, max(weight, by.proof.likely), by.engine, by.proof)
            if may == NEVER or (several and weight < CONTRARY):
                return NEVER
            if may >= by.proof.likely:  # what only the household says is no sign of either
                most = max(most, min(weight, FAR))
                total += max(min(weight, FAR), -FAR)
                counted += 1
    return BLEND * most + (1.0 - BLEND) * total / counted if counted else NEVER


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _all_fit(members, one, other, by, room, out):
    for k in range(len(out)):
        ones, others = members[one[0, k] : one[1, k]], members[other[0, k] : other[1, k]]
        out[k] = _fits(ones, others, by, room)


def fit_of(one: Array, *, other: Array, person: Array, by: Judgement) -> Array:
    """Weigh persons each against another (both labels in `person`, int32[k]), in bits, as `resolved` judges two groups.

    Cost: one weighing for each two of their records.
    """
    members = np.argsort(person, kind="stable").astype(np.int32)
    sorted_labels = person[members]
    one, other = (
        np.stack([np.searchsorted(sorted_labels, x, side=s) for s in ("left", "right")]) for x in (one, other)
    )
    out, room = np.zeros(one.shape[1]), working_room()
    _all_fit(members, one, other, by, address(room), out)
    return out
