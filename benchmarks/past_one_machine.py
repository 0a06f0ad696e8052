"""What linking on Spark costs on one machine, so that one knows from which size it pays to have several."""

from benchmarks.measure import run
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import asked, figure, times, told


def main() -> None:
    """Train with Splink, compare records here and on Spark with that model, and say what each took."""
    row = asked("past_one_machine", records=100_000, runs=1)
    file, trained = one_table(row.records), FILES / "past-one-machine.json"
    run("splink_weights", file, model("narrow"), trained, FILES / "past-one-machine.parquet")
    here = run("our_weights", file, trained, "characters", FILES / "past-one-machine-ours.parquet")
    there = run("our_spark", file, trained, FILES / "past-one-machine-pairs")
    starting, comparing = there.said["parts"]["starting"], there.said["parts"]["comparing"]
    lines = [
        f"{row.records:,} records compared with one trained model",
        f"  here   {figure(here.seconds)}",
        f"  Spark  {figure(starting)} to start, {figure(comparing)} to compare and write pairs",
        f"  Spark on this one machine takes {times(comparing, faster=here.seconds)} as long, its start aside",
    ]
    figures = {"here": here.seconds, "starting": starting, "comparing": comparing}
    told(row, goals={}, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
