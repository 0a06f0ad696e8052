"""Build an index of a file with the command that people use."""

import sys

from benchmarks.measure import Clock
from wraparound.matching.commands import main as command


def main(*arguments: str) -> None:
    """Link the file and write its index."""
    file, folder = arguments
    clock = Clock()
    code = command(["find", folder, "--build", file, "--quiet"])
    if code:
        sys.exit(code)
    clock.tell()


if __name__ == "__main__":
    main(*sys.argv[1:])
