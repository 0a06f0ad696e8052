"""Shares work among threads: how many there are, and which rows each takes."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count
from typing import Any, TypeVar

import numpy as np

THREADS = cpu_count() or 1
FEW = 2_000  # rows that are dealt with sooner than threads are started
T = TypeVar("T")


def threads_for(rows: int) -> Executor:
    """Give threads to share the work on so many rows; for a few rows, none."""
    return ThreadPoolExecutor(THREADS) if rows > FEW else AtOnce()


class Done(Future[T]):
    """What was done at once: nobody waits for it, so it has none of what it takes to wait."""

    def __init__(self, made: T) -> None:
        """Keep what was made."""
        self.made = made

    def result(self, timeout: float | None = None) -> T:  # noqa: ARG002 – as every future
        """Give what was made."""
        return self.made


class AtOnce(Executor):
    """Does what it is given at once, in the thread that gives it."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Do a piece of work."""
        return Done(fn(*args, **kwargs))

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,  # noqa: ARG002 – as every executor
        chunksize: int = 1,  # noqa: ARG002
    ) -> Iterator[T]:
        """Do a piece of work for each."""
        return iter([fn(*each) for each in zip(*iterables, strict=False)])


def cuts_of(rows: int, *, each: int = 1) -> list[tuple[int, int]]:
    """Cut so many rows into a run for each thread, or several where some take longer; a few are one run."""
    if rows <= FEW:
        return [(0, rows)]
    cuts = np.linspace(0, rows, each * THREADS + 1).astype(np.int64)
    return list(pairwise(cuts.tolist()))
