"""A file that is larger than the memory allowed still links, and as well as with all the memory it wants."""

from benchmarks.accuracy import BY_US, accuracy
from benchmarks.measure import run
from benchmarks.plan import FILES, one_table
from benchmarks.rows import GIB, asked, figure, told

ALLOWED = 2 * GIB


def main() -> None:
    """Link ten million records in two gibibytes."""
    row = asked("more_than_memory", records=10_000_000, runs=1)
    file, out = one_table(row.records), FILES / "more-than-memory"
    done = run("our_command", file, out, "--truth", "person_id", "--memory", f"{ALLOWED // GIB}G")
    right = accuracy(out / "clusters.csv", records=file, named=BY_US)
    line = (
        f"{row.records:,} records, {ALLOWED / GIB:g} GiB allowed: {figure(done.seconds)} wall, {figure(done.cpu)} CPU,"
        f" {done.peak / GIB:.2f} GiB used, F1 {right['f1']:.5f}"
    )
    figures = right | {"seconds": done.seconds, "cpu": done.cpu, "peak": done.peak, "allowed": ALLOWED}
    told(row, goals={"within the memory allowed": done.peak <= ALLOWED}, figures=figures, lines=[line])


if __name__ == "__main__":
    main()
