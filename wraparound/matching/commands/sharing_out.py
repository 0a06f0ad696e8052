"""Lets processes that compile beside one another share the work: what one is compiling, others wait for and take."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from io import TextIOBase
from pathlib import Path
from time import sleep
from typing import Any

from numba.core.caching import NullCache
from numba.core.compiler_lock import global_compiler_lock
from numba.core.dispatcher import Dispatcher

PAUSE, LOOKS = 0.02, 15_000  # seconds between looks, and looks after which a kernel is compiled whoever is at it
held: set[str] = set()  # by this process, which compiles one kernel inside another


def share_out_compiling() -> None:
    """Have this process compile a kernel only where no other is at it.

    A kernel is waited for while those that call it are held, and no kernel calls one that calls it, save itself: so no
    two processes wait for one another.
    """
    alone = Dispatcher.compile

    def compile_or_take(kernel: Any, sig: Any) -> Any:
        if isinstance(kernel._cache, NullCache):  # nobody could take it
            return alone(kernel, sig)
        with global_compiler_lock, _held(f"{kernel.py_func.__module__}.{kernel.py_func.__qualname__}{sig}"):
            return alone(kernel, sig)

    Dispatcher.compile = compile_or_take  # type: ignore[method-assign, assignment]


@contextmanager
def _held(kernel: str) -> Iterator[None]:
    """Hold a kernel, as soon as no other process does; it ends with the process, however that ends."""
    if kernel in held:
        yield
        return
    name = blake2b(kernel.encode(), digest_size=12).hexdigest()
    with (Path(os.environ["NUMBA_CACHE_DIR"]) / f"{name}.lock").open("a") as lock:
        _wait_for(lock)
        held.add(kernel)
        try:
            yield
        finally:
            held.discard(kernel)


def _wait_for(lock: TextIOBase) -> None:
    for _ in range(LOOKS):
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sleep(PAUSE)
    return None
