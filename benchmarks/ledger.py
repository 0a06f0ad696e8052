"""Write in the ledger on SQLite, one action and one entry at a time, and walk its chain as verify_ledger does."""

from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told

ENTRIES = 10_000


def main() -> None:
    """Measure entries a second and the walk for each million lines."""
    row = asked("ledger", records=200_000, runs=1)
    ours = run("our_ledger", FILES / "ledger", min(ENTRIES, row.records), row.records).said
    lines = [
        f"{ours['a_second']:,.0f} entries a second, each an action and a transaction of its own",
        f"  {figure(ours['walk_per_million'])} to verify a million lines, measured on {ours['lines']:,}",
    ]
    goals = {"at least 1,000 entries a second": ours["a_second"] >= 1_000}
    told(row, goals=goals, figures={"ours": ours}, lines=lines)


if __name__ == "__main__":
    main()
