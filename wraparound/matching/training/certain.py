"""How common one person's pairs are, by rules that are nearly always right: the first step of training as in Splink.

The pairs that such rules bring together, each counted once, are taken for a known share of one person's pairs.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, replace

import numpy as np
from numba import njit

from wraparound.matching.blocking.blocks import Blocks, blocks_of
from wraparound.matching.columns.sharing import THREADS
from wraparound.matching.columns.store import Store
from wraparound.matching.model import Alternatives, Model, Rule
from wraparound.matching.scoring.kernels import Permits, permitted
from wraparound.matching.scoring.passes import ask_ahead
from wraparound.matching.scoring.programs import program_of
from wraparound.matching.scoring.score import cover_of
from wraparound.matching.scoring.sight import met_before, seen
from wraparound.matching.training.grading import Machine

MOST = 0.5  # of all pairs: more than this are never taken to be of one person beforehand


def blocks_of_all(rules: Sequence[Rule], *, store: Store) -> dict[Rule, Blocks]:
    """Gather the blocks of some rules; comparing can take them over."""
    return {rule: blocks_of(rule, store=store) for rule in rules}


def with_certain(
    model: Model, *, blocks: Mapping[Rule, Blocks], recall: float, store: Store, permits: Permits
) -> Model:
    """Give a trained model the prior that rules which are nearly always right let one expect.

    `recall` is the share of one person's pairs that the rules together are thought to bring. One person's pairs, kept
    carefully and carelessly, are then as many as that; the shares of all explanations stay in proportion.
    """
    pairs = pairs_of(blocks, store=store, permits=permits)
    if not pairs:
        return model
    now = model.prior + model.alternatives.careless
    shares = np.array([model.prior, *astuple(model.alternatives)]) / now
    shares *= min(pairs / recall / (len(store) * (len(store) - 1) / 2), MOST / shares.sum())
    prior, *others = (float(share) for share in shares)
    return replace(model, prior=prior, alternatives=Alternatives(*others))


def pairs_of(blocks: Mapping[Rule, Blocks], *, store: Store, permits: Permits) -> int:
    """Count the pairs that any of some rules brings together. Cost: a look at each pair but those of the first rule."""
    nothing = Model((), tuple(blocks))
    cover, program = cover_of(nothing, store=store), program_of(nothing, store=store)
    at = Machine(store.rows.at(), store.values.at(), program.at())
    with ThreadPoolExecutor(THREADS) as pool:
        met = [
            pool.submit(_met, of_rule.order, of_rule.starts, rule, at, cover, permits)
            for rule, of_rule in enumerate(blocks.values())
        ]
        return sum(int(one.result()) for one in met)


@njit(cache=True, nogil=True, no_cfunc_wrapper=True)
def _met(order, starts, rule, at, cover, permits):
    """Count the pairs inside a rule's blocks that no earlier rule brings."""
    met = 0
    for block in range(len(starts) - 1):
        for x in range(starts[block], starts[block + 1]):
            ask_ahead(order, x, at.rows)
            for y in range(x + 1, starts[block + 1]):
                i, j = np.int64(min(order[x], order[y])), np.int64(max(order[x], order[y]))
                if i != j and permitted(i, j, permits):
                    met += rule == 0 or not met_before(i, j, rule, seen(i, j, at.rows), at, cover)
    return met
