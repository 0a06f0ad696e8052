"""The same trained model in both engines: whether the same pairs weigh the same, and where they do not, why."""

from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measure import run
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import asked, told

SAME = 1e-6  # bits
SHARE = 0.9997
TEXTS = ("given_names", "surname", "address", "postcode", "birth_date", "sex", "nhs_number", "upn")


def main() -> None:
    """Let Splink train and weigh, weigh with its model, and compare pair by pair."""
    row = asked("same_model", records=1_000_000, runs=1)
    file, trained = one_table(row.records), FILES / "same-model.json"
    theirs, ours = FILES / "same-model-splink.parquet", FILES / "same-model-ours.parquet"
    run("splink_weights", file, model("narrow"), trained, theirs)
    run("our_weights", file, trained, ours)
    figures = compared(ours, theirs=theirs, records=file)
    share = figures["same"] / max(figures["pairs"], 1)
    odd = figures["pairs"] - figures["same"] - figures["letters"]
    lines = [
        f"{figures['pairs']:,} pairs of {row.records:,} records weighed with one model that Splink trained",
        f"  the same weight to a millionth of a bit: {share:.4%}",
        f"  different, all with letters outside ASCII, whose bytes DuckDB measures: {figures['letters']:,}",
        f"  different for another reason: {odd:,}; brought by one engine only: {figures['only_one']:,}",
    ]
    reached = {
        f"weights equal on at least {SHARE:.2%} of pairs": share >= SHARE,
        "each difference explained": odd == 0 and figures["only_one"] == 0,
    }
    told(row, goals=reached, figures=figures, lines=lines)


def compared(ours: Path, *, theirs: Path, records: Path) -> dict[str, Any]:
    """Count pairs that both weighed, alike and not, those with letters outside ASCII, and those of one only."""
    foreign = " OR ".join(f"regexp_matches(\"{text}\", '[^\\x00-\\x7F]')" for text in TEXTS)
    with duckdb.connect() as database:
        database.execute(
            f"""CREATE TABLE side_by_side AS SELECT o.weight AS ours, t.match_weight AS theirs,
                    coalesce(o.one, t.record_id_l) AS one, coalesce(o.other, t.record_id_r) AS other
                FROM (SELECT least("left", "right") AS one, greatest("left", "right") AS other, weight FROM '{ours}') o
                FULL JOIN '{theirs}' t ON t.record_id_l = o.one AND t.record_id_r = o.other"""
        )
        database.execute(f"CREATE TABLE letters AS SELECT record_id FROM '{records}' WHERE {foreign}")
        counts = database.sql(
            f"""SELECT count(*) FILTER (ours IS NOT NULL AND theirs IS NOT NULL),
                    count(*) FILTER (abs(ours - theirs) <= {SAME}),
                    count(*) FILTER (abs(ours - theirs) > {SAME}
                        AND (one IN (FROM letters) OR other IN (FROM letters))),
                    count(*) FILTER (ours IS NULL OR theirs IS NULL),
                    max(abs(ours - theirs))
                FROM side_by_side"""
        ).fetchall()[0]
    return dict(zip(("pairs", "same", "letters", "only_one", "largest_difference"), counts, strict=True))


if __name__ == "__main__":
    main()
