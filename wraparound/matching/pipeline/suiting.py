"""A model learnt elsewhere made to suit the table at hand, however small: how common people and values are there."""

from dataclasses import astuple, replace

import numpy as np

from wraparound.matching.columns.store import Store
from wraparound.matching.model import Alternatives, Comparison, Model, Shares

KNOWN = 500.0  # values of a column that the model's own count of coincidences is taken to stand for
MOST = 0.5  # of all pairs: more than this are never taken to be of one person or one home beforehand


def suited(model: Model, *, store: Store, learnt_from: int) -> tuple[Model, Store]:
    """Give a model learnt from a table of so many records, and a coded table, made to suit one another.

    A record has as many others of its person or its home in a small table as in a large one, so their share of all
    pairs grows as the table shrinks. And two of two records with a name do not make it a common name: each column's
    counts are taken together with KNOWN values that coincide as often as they did where the model was learnt.
    """
    values = {place: _values(store, place=place) for place in store.place.values()}
    frequency = store.values.log_frequency.copy()
    for column, chance in chances(model).items():
        place = store.place[column]
        run, count = slice(store.base[place], store.base[place + 1]), values[place]
        frequency[run] = np.log2((np.exp2(frequency[run]) * count + KNOWN * chance) / (count + KNOWN))
    comparisons = tuple(_rarest(one, values=values, store=store) for one in model.comparisons)
    better = replace(_scaled(model, by=learnt_from / max(len(store), 2)), comparisons=comparisons)
    return better, replace(store, values=store.values._replace(log_frequency=frequency))


def chances(model: Model) -> dict[str, float]:
    """Give, for each column whose frequencies are weighed, the chance of coincidence where the model was learnt."""
    weighed = [(one, level.tf_column) for one in model.comparisons for level in one.levels if level.tf_column]
    return {column: chance for one, column in weighed if (chance := one.exact_u(column)) is not None}


def _values(store: Store, *, place: int) -> float:
    """Count the records that have a value in a column."""
    return float(np.count_nonzero(store.rows.codes[:, place]))


def _scaled(model: Model, *, by: float) -> Model:
    """Multiply the share of every explanation besides strangers, as far as they leave room for strangers."""
    shares = np.array([model.prior, *astuple(model.alternatives)])
    shares *= min(by, MOST / shares.sum())
    prior, *others = (float(share) for share in shares)
    return replace(model, prior=prior, alternatives=Alternatives(*others))


def _rarest(comparison: Comparison, *, values: dict[int, float], store: Store) -> Comparison:
    """Let no number be rarer than it can be seen to be, or its standing in a relative's record would outweigh it."""
    if comparison.shares is not Shares.MISTAKEN:
        return comparison
    first = comparison.graded[0]
    level = comparison.levels[first]
    least = 1.0 / (values[store.place[level.tf_column]] + KNOWN) if level.tf_column else 0.0
    levels = (*comparison.levels[:first], replace(level, u=max(level.u or 0.0, least)), *comparison.levels[first + 1 :])
    return replace(comparison, levels=levels)
