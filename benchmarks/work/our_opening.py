"""Open an index as the first process after a change does: what is not compiled yet is compiled."""

import sys
import time
from pathlib import Path

from benchmarks.measure import Clock, as_installed
from wraparound.matching.index import open_index


def main(*arguments: str) -> None:
    """Tell how long opening took."""
    as_installed()
    clock = Clock()
    began = time.perf_counter()
    open_index(Path(arguments[0]), write=True).close()
    clock.tell(opened=time.perf_counter() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
