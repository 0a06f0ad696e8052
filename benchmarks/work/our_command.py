"""Link a file with the command that people use, learning from the file alone, and say where the clusters are."""

import contextlib
import io
import json
import sys

from benchmarks.measure import Clock
from wraparound.matching.commands import main as command


def main(*arguments: str) -> None:
    """Run `wraparound-match link FILE… --out DIR --json`, with whatever other options; commas part the files."""
    files, out, *options = arguments
    clock = Clock()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = command(["link", *files.split(","), "--out", out, "--json", "--quiet", *options])
    if code:
        sys.exit(code)
    said = json.loads(printed.getvalue())
    clock.tell(**{key: said.get(key) for key in ("records", "pairs", "clusters", "review")})


if __name__ == "__main__":
    main(*sys.argv[1:])
