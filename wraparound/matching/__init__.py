"""The matching engine: finds the same child in everyone's records, and says why."""

import os
from hashlib import blake2b
from pathlib import Path

HERE = Path(__file__).parent


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
