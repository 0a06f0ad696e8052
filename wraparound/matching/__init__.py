"""The matching engine: finds the same child in everyone's records, and says why."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

HERE = Path(__file__).parent
COMPILING = "WRAPAROUND_COMPILING"  # set in processes that compile the kernels for all others


def kernel_cache(home: Path) -> Path:
    """Name the folder for compiled kernels, one for each state of their sources.

    numba looks only at a kernel's own file, not at those it calls; a kernel kept from before a change elsewhere would
    go on as before, silently. So any change to any kernel begins a new folder.
    """
    state = blake2b(digest_size=8)
    for source in sorted(HERE.rglob("*.py")):
        text = source.read_bytes()
        if b"njit" in text or b"intrinsic" in text:
            state.update(text)
    return home / f"kernels-{state.hexdigest()}"


def _home() -> Path:
    """Keep compiled kernels beside the package where it may be written, else in the user's cache."""
    if os.access(HERE, os.W_OK):
        return HERE / "__pycache__"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "wraparound"


os.environ.setdefault("NUMBA_CACHE_DIR", str(kernel_cache(_home())))


@contextmanager
def being_compiled() -> Iterator[bool]:
    """Have the kernels compiled by one process at a time, for all others; say whether it is this one.

    Where another is at it, wait until it has them. It ends with the process, however that ends.
    """
    folder = Path(os.environ["NUMBA_CACHE_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "being-compiled.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            fcntl.flock(lock, fcntl.LOCK_SH)
            yield False
        else:
            yield True


def await_kernels() -> None:
    """Wait while another process compiles the kernels: to compile them here too would take as long, and disturb it."""
    lock = Path(os.environ["NUMBA_CACHE_DIR"]) / "being-compiled.lock"
    if COMPILING not in os.environ and lock.exists():
        with lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_SH)
