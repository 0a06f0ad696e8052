"""Seeded chance, in whole arrays: choosing by weight, falling on a few, spreading like names do."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Texts = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Rng = np.random.Generator


class Urn(NamedTuple):
    """Words to draw from, each with its share: `upto` holds the running sum of shares."""

    words: Texts
    upto: Floats

    def draw(self, rng: Rng, *, size: int) -> Texts:
        """Draw words with replacement, by their shares; shape (size,)."""
        drawn: Texts = self.words[np.searchsorted(self.upto, rng.random(size), side="right")]
        return drawn


def either(condition: Any, *, yes: Any, no: Any) -> Texts:
    """Take each text from `yes` where the condition holds, else from `no`; either may be one value, such as None."""
    chosen: Texts = np.where(condition, np.asarray(yes, dtype=object), np.asarray(no, dtype=object))
    return chosen


def present(values: Texts) -> Flags:
    """Say which texts are there and not None."""
    return np.asarray([value is not None for value in values.tolist()], dtype=bool)


def urn(words: list[str], *, weights: Floats) -> Urn:
    """Make an urn of words with these weights, which need not sum to one."""
    upto = np.cumsum(weights / max(float(weights.sum()), 1e-300))
    upto[-1:] = 1.0
    return Urn(texts(words), upto)


def texts(words: Any) -> Texts:
    """Give an array of Python strings (or None), one object each."""
    made = np.empty(len(words), dtype=object)
    made[:] = words
    return made


def falling(count: int, *, flat: float, steep: float) -> Floats:
    """Give the weights of ranks 1 to count as names are spread: (rank + flat) to the power −steep (Mandelbrot)."""
    return np.asarray((np.arange(1, count + 1) + flat) ** -steep, dtype=np.float64)


def happens(rng: Rng, *, chance: Any, size: int) -> Flags:
    """Say for each of `size` whether it happens, at one chance or at a chance of its own."""
    struck: Flags = rng.random(size) < chance
    return struck


def some(rng: Rng, *, chance: Any, size: int) -> Ints:
    """Give the positions of those of `size` to whom it happens."""
    return np.flatnonzero(happens(rng, chance=chance, size=size))


def picked(rng: Rng, *, weights: Any, size: int) -> Ints:
    """Pick one of the numbered options for each of `size`, by the options' weights."""
    shares = np.asarray(weights, dtype=float)
    upto = np.cumsum(shares / shares.sum())
    upto[-1] = 1.0
    return np.searchsorted(upto, rng.random(size), side="right").astype(np.int64)


def top(score: Floats, *, among: Flags, count: float) -> Flags:
    """Mark the `count` highest scores among those allowed."""
    ranked = np.flatnonzero(among)
    marked = np.zeros(len(score), dtype=bool)
    marked[ranked[np.argsort(-score[ranked], kind="stable")[: round(count)]]] = True
    return marked
