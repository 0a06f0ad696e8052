"""How right the clusters of the invented population are: F1, twins, naming traditions; beside Splink at its best."""

import json
from typing import Any

from benchmarks.accuracy import BY_US, accuracy, recall_by, twins_joined
from benchmarks.measure import run
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import asked, told

WEIGHTS = (6, 8, 10, 12, 14, 16, 20)
FEWEST = 200  # pairs of one person's records that a group must have for its recall to be a figure


def main() -> None:
    """Measure and tell. Splink's threshold is the one that is best by the truth, which ours never sees."""
    row = asked("sample_accuracy", records=1_000_000, runs=1)
    file = one_table(row.records)
    ours = run("our_command", file, FILES / "sample", "--truth", "person_id")
    found = FILES / "sample" / "clusters.csv"
    figures: dict[str, Any] = accuracy(found, records=file, named=BY_US) | {
        "twins": twins_joined(found, records=file, named=BY_US),
        "traditions": recall_by("naming_tradition", clusters=found, records=file, named=BY_US),
        "seconds": ours.seconds,
        "said": ours.said,
    }
    theirs = run("splink_thresholds", file, model("narrow"), FILES / "sample.parquet", json.dumps(WEIGHTS))
    at = {weight: accuracy(path, records=file) for weight, path in theirs.said["clusters"].items()}
    best = max(at, key=lambda weight: at[weight]["f1"])
    figures["splink"] = {"at": at, "best": best, "twins": twins_joined(theirs.said["clusters"][best], records=file)}
    told(row, goals=_goals(figures), figures=figures, lines=_lines(row.records, figures=figures))


def gap(traditions: dict[str, dict[str, float]]) -> float:
    """Give the difference between the best and the worst recall of groups that are large enough to tell."""
    recalls = [one["recall"] for one in traditions.values() if one["pairs"] >= FEWEST]
    return max(recalls) - min(recalls) if recalls else 0.0


def _goals(figures: dict[str, Any]) -> dict[str, bool]:
    splink = figures["splink"]
    return {
        "cluster F1 at least 0.98": figures["f1"] >= 0.98,
        "precision at least 0.995": figures["precision"] >= 0.995,
        "F1 higher than Splink's": figures["f1"] > splink["at"][splink["best"]]["f1"],
        "at most 5 % of twins wrongly joined": figures["twins"]["share"] <= 0.05,
        "recall of naming traditions within 1 point": gap(figures["traditions"]) <= 0.01,
    }


def _lines(records: int, *, figures: dict[str, Any]) -> list[str]:
    splink = figures["splink"]
    theirs = splink["at"][splink["best"]]
    said = [f"{records:,} invented records, learnt from themselves alone"]
    for name, one, twins in (
        ("ours", figures, figures["twins"]),
        (f"splink at {splink['best']} bits, its best", theirs, splink["twins"]),
    ):
        said.append(
            f"  {name:<27} F1 {one['f1']:.5f}  precision {one['precision']:.5f}  recall {one['recall']:.5f}"
            f"  twins joined {twins['wrongly_joined']:,} of {twins['pairs_of_twins']:,} ({twins['share']:.1%})"
        )
    worst = sorted(figures["traditions"].items(), key=lambda item: item[1]["recall"])
    told_of = ", ".join(f"{name} {one['recall']:.4f}" for name, one in worst if one["pairs"] >= FEWEST)
    return [*said, f"  recall by naming tradition: {told_of}; gap {gap(figures['traditions']):.4f}"]


if __name__ == "__main__":
    main()
