"""Linking one file with our engine and with Splink 5 on DuckDB, turn by turn, and saying how they compare."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from benchmarks.accuracy import accuracy
from benchmarks.measure import beside, run, typical
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import GIB, Asked, figure, times

ENGINES = {"ours": "our_link", "splink": "splink_link"}


def linked(row: Asked, *, rules: str) -> dict[str, dict[str, Any]]:
    """Link with both engines, and give each one's figures with the accuracy of its clusters."""
    file, settings = one_table(row.records), model(rules)
    outs = {name: FILES / f"clusters-{row.name}-{name}.parquet" for name in ENGINES}
    works = {name: partial(run, work, file, settings, outs[name]) for name, work in ENGINES.items()}
    taken = beside(works, runs=min(row.runs, row.peer_runs))
    for _ in range(row.runs - row.peer_runs):
        taken["ours"].append(works["ours"]())
    return {name: typical(taken[name]) | accuracy(outs[name], records=file) for name in ENGINES}


def lines(row: Asked, *, figures: Mapping[str, Mapping[str, Any]], rules: str) -> Sequence[str]:
    """Say how the two compare, in three lines."""
    ours, theirs = figures["ours"], figures["splink"]
    said = [f"{row.records:,} records, {rules} rules: {ours['said']['pairs_compared']:,} pairs compared"]
    for name, one in figures.items():
        said.append(
            f"  {name:<7} {figure(one['seconds']):>9} wall {figure(one['cpu']):>9} CPU {one['peak'] / GIB:6.2f} GiB"
            f"  F1 {one['f1']:.5f} (with start and imports {figure(one['whole_seconds'])})"
        )
    wall, cpu = times(theirs["seconds"], faster=ours["seconds"]), times(theirs["cpu"], faster=ours["cpu"])
    return [*said, f"  {wall} faster in wall time, {cpu} in CPU time"]


def goals(figures: Mapping[str, Mapping[str, Any]], *, faster: float) -> dict[str, bool]:
    """Say which of the goals of linking beside Splink were reached."""
    ours, theirs = figures["ours"], figures["splink"]
    return {
        f"at least {faster:g} × faster in wall time": theirs["seconds"] >= faster * ours["seconds"],
        f"at least {faster:g} × faster in CPU time": theirs["cpu"] >= faster * ours["cpu"],
        "F1 not lower": ours["f1"] >= theirs["f1"],
        "memory not higher": ours["peak"] <= theirs["peak"],
    }
