"""The command that writes an invented population to files."""

import argparse
from pathlib import Path

from wraparound.sample.files.one_table import write_one_table


def main(argv: list[str] | None = None) -> int:
    """Write the invented population that the arguments ask for; give 0 when it is done."""
    parser = argparse.ArgumentParser(prog="python -m wraparound.sample", description=__doc__)
    parser.add_argument("--one-table", type=Path, metavar="FILE.parquet")
    parser.add_argument("--records", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    write_one_table(asked.one_table, records=asked.records or 100_000, seed=asked.seed)
    return 0
