"""Shares work among threads: how many there are, and which rows each takes."""

from collections.abc import Callable
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


class AtOnce(Executor):
    """Does what it is given at once, in the thread that gives it."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Do a piece of work."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def cuts_of(rows: int, *, each: int = 1) -> list[tuple[int, int]]:
    """Cut so many rows into a run for each thread, or several where some take longer; a few are one run."""
    cuts = np.linspace(0, rows, (each * THREADS if rows > FEW else 1) + 1).astype(np.int64)
    return list(pairwise(cuts.tolist()))
