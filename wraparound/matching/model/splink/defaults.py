"""What Splink takes for an m or u that a model file leaves out."""

from dataclasses import replace

from wraparound.matching.model.levels import Comparison, Model

NOT_OBSERVED = "level not observed in training dataset"  # Splink's text in place of a probability
NOT_OBSERVED_PROBABILITY = 1e-6  # and what it scores such a level with

_EXACT_M = 0.95
_EXACT_WEIGHT, _BEST_OTHER_WEIGHT, _ELSE_WEIGHT = 10.0, 3.0, -5.0


def completed(model: Model) -> Model:
    """Fill every m and u that a model leaves out with the probability that Splink 5 then scores with.

    Splink leaves a level out of its file when no pair of the training data fell on it. The same values are also where
    its training starts: m is 0.95 on the first level and shared evenly below, and u is such that the weights run
    from 10 bits on the first level through 3 to -5 bits on the last.
    """
    return replace(model, comparisons=tuple(_completed(comparison) for comparison in model.comparisons))


def starting_values(number: int) -> list[tuple[float, float]]:
    """Give Splink's default m and u for a comparison of so many graded levels, the first level first."""
    others = max(number - 1, 1)
    ms = [_EXACT_M] + [(1 - _EXACT_M) / others] * (number - 1)
    step = (_BEST_OTHER_WEIGHT - _ELSE_WEIGHT) / max(others - 1, 1)
    weights = [_EXACT_WEIGHT] + [_ELSE_WEIGHT + step * place for place in reversed(range(number - 1))]
    return [(m, m / 2**weight) for m, weight in zip(ms, weights, strict=True)]


def _completed(comparison: Comparison) -> Comparison:
    levels = list(comparison.levels)
    defaults = starting_values(len(comparison.graded))
    for place, (m, u) in zip(comparison.graded, defaults, strict=True):
        level = levels[place]
        levels[place] = replace(level, m=m if level.m is None else level.m, u=u if level.u is None else level.u)
    return replace(comparison, levels=tuple(levels))
