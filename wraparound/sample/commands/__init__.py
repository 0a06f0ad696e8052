"""The command that writes an invented population to files."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from wraparound.sample.files.folder import write_folder, write_folder_with_returns
from wraparound.sample.files.one_table import write_one_table
from wraparound.sample.files.progress import Progress as Telling
from wraparound.sample.identifiers import FIRST_LA, LAST_LA
from wraparound.sample.records.population import ON, SIZES, Size

_SAYS = Console(stderr=True)


def main(argv: list[str] | None = None) -> int:
    """Write the invented population that the arguments ask for; 0 is done, 1 could not write, 2 not understood."""
    parser = _parser()
    asked = parser.parse_args(argv)
    if not asked.out and not asked.one_table:
        parser.error("say where to write: --out DIR for every source's file, or --one-table FILE.parquet")
    begun = time.perf_counter()
    try:
        with _progress(quiet=asked.json) as tell:
            counts = _write(asked, tell=tell)
    except OSError as problem:
        print(
            f"Could not write {problem.filename or asked.out or asked.one_table}: {problem.strerror}", file=sys.stderr
        )
        return 1
    _report(counts, seconds=time.perf_counter() - begun, machine=asked.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m wraparound.sample", description="Write an invented population.")
    parser.add_argument("--size", type=_children, default="small", help="small, medium, large, or a number of children")
    parser.add_argument("--records", type=_count, default=0, help="exactly so many records, instead of --size")
    parser.add_argument("--seed", type=int, default=1, help="the same seed and size give the same files (default 1)")
    parser.add_argument("--authority", type=_authority, default=FIRST_LA, help="code of the first they live in (101)")
    parser.add_argument(
        "--on", type=date.fromisoformat, default=ON, metavar="DATE", help=f"the day it is (default {ON})"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write each source's file, maps.toml, truth and people here"
    )
    parser.add_argument(
        "--returns",
        action="store_true",
        help="with --out: write the field's returns and extracts of the same records too",
    )
    parser.add_argument("--one-table", type=Path, metavar="FILE", help="write all records as one flat Parquet file")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON and nothing else")
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of one or more")
    return int(text)


def _authority(text: str) -> int:
    """Read the code of an authority; more people than it has room for live in the next ones too."""
    if not text.isdigit() or not FIRST_LA <= int(text) <= LAST_LA:
        raise argparse.ArgumentTypeError(f"{text} is not an invented authority; they are {FIRST_LA} to {LAST_LA}")
    return int(text)


def _children(text: str) -> int:
    return SIZES[text] if text in SIZES else _count(text)


def _write(asked: argparse.Namespace, *, tell: Telling) -> dict[str, int]:
    size = Size(0 if asked.records else asked.size, records=asked.records, area=asked.authority - FIRST_LA)
    counts: dict[str, int] = {}
    if asked.out:
        write = write_folder_with_returns if asked.returns else write_folder
        counts |= write(asked.out, size=size, seed=asked.seed, on=asked.on, progress=tell)
    if asked.one_table:
        counts[asked.one_table.name] = write_one_table(
            asked.one_table, size=size, seed=asked.seed, on=asked.on, progress=tell
        )
    return counts


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Telling]:
    with Progress(console=_SAYS, transient=True, disable=quiet) as shown:
        task = shown.add_task("Inventing people", total=None)

        def tell(done: int, *, total: int) -> None:
            shown.update(task, completed=done, total=total)

        yield tell


def _report(counts: dict[str, int], *, seconds: float, machine: bool) -> None:
    if machine:
        print(json.dumps({"rows": counts, "seconds": round(seconds, 2)}))
        return
    for name, count in counts.items():
        print(f"{name:24} {count:>12,} rows")
    print(f"Invented in {seconds:.1f} seconds. Nobody in these files exists.")
