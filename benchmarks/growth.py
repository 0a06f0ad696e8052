"""How time and memory grow with the number of records, from a hundred thousand to ten million."""

from functools import partial
from math import log

from benchmarks.measure import beside, run, typical
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import GIB, asked, figure, told

STEPS = (100, 50, 10, 1)  # each a part of the largest
NEAR_LINEAR = 1.15  # the power of the number of records that time may grow with


def main() -> None:
    """Measure every size, and fit the power that time grows with."""
    row = asked("growth", records=10_000_000, runs=3)
    figures, lines = {}, ["records, wall, CPU, memory with narrow rules"]
    for part in STEPS:
        size = row.records // part
        file, out = one_table(size), FILES / "clusters-growth.parquet"
        work = partial(run, "our_link", file, model("narrow"), out)
        one = typical(beside({"ours": work}, runs=row.runs, warm=part == STEPS[0])["ours"])
        figures[str(size)] = one
        lines.append(f"  {size:>12,} {figure(one['seconds']):>9} {figure(one['cpu']):>9} {one['peak'] / GIB:6.2f} GiB")
    first, last = (figures[str(row.records // part)]["seconds"] for part in STEPS[-2:])
    power = log(last / first) / log(STEPS[-2] / STEPS[-1])
    lines.append(f"  over the last factor of ten, time grows as the number of records to the power {power:.2f}")
    told(
        row,
        goals={f"near linear: a power of at most {NEAR_LINEAR}": power <= NEAR_LINEAR},
        figures=figures,
        lines=lines,
    )


if __name__ == "__main__":
    main()
