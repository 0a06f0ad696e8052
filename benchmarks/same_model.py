"""The same trained model in both engines: whether the same pairs weigh the same, and where they do not, why."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measure import run
from benchmarks.plan import FILES, model, one_table
from benchmarks.rows import asked, told
from wraparound.matching.model import Letters
from wraparound.matching.model.splink import read_splink

SAME = 1e-6  # bits
SHARE = 0.9997
MEANS = {
    Letters.BYTES: "as DuckDB does: é is two letters",
    Letters.CHARACTERS: "as people write and as our own models do: é is one letter",
}
TEXTS = ("given_names", "surname", "address", "postcode", "birth_date", "sex", "nhs_number", "upn")


def main() -> None:
    """Let Splink train and weigh, weigh with its model by bytes and by characters, and compare pair by pair."""
    row = asked("same_model", records=1_000_000, runs=1)
    file, trained = one_table(row.records), FILES / "same-model.json"
    theirs = FILES / "same-model-splink.parquet"
    run("splink_weights", file, model("narrow"), trained, theirs)
    figures: dict[str, Any] = {"unsaid": read_splink(trained).letters.value}
    lines = [
        f"{row.records:,} records weighed with one model that Splink trained, pair by pair beside Splink on DuckDB"
    ]
    for letters in Letters:
        ours = FILES / f"same-model-{letters}.parquet"
        run("our_weights", file, trained, letters.value, ours)
        figures[letters.value] = compared(ours, theirs=theirs, records=file)
        lines += _lines(letters, figures[letters.value])
    lines += [f"A model of Splink's that does not say otherwise is measured by {figures['unsaid']}."]
    told(row, goals=_goals(figures), figures=figures, lines=lines)


def _lines(letters: Letters, found: Mapping[str, Any]) -> list[str]:
    odd = found["pairs"] - found["same"] - found["letters"]
    return [
        f"Measured by {letters}, {MEANS[letters]}:",
        f"  {found['pairs']:,} pairs; the same weight to a millionth of a bit: {share_of(found):.4%}",
        f"  different, with a letter outside ASCII in one of the two records: {found['letters']:,}",
        f"  different for another reason: {odd:,}; brought by one engine only: {found['only_one']:,}",
        f"  the largest difference: {found['largest_difference']:.3g} bits",
    ]


def _goals(figures: Mapping[str, Any]) -> dict[str, bool]:
    """Hold the goal against the same measure as the peer's; the other measure's differences need their reason only."""
    alike, others = figures[Letters.BYTES], figures[Letters.CHARACTERS]
    return {
        f"by bytes, as DuckDB measures: weights equal on at least {SHARE:.2%} of pairs": share_of(alike) >= SHARE,
        "by bytes: no weight differs, and no pair is brought by one engine only": alike["same"] == alike["pairs"]
        and alike["only_one"] == 0,
        "by characters: each difference has a letter outside ASCII": others["same"] + others["letters"]
        == others["pairs"]
        and others["only_one"] == 0,
        "a model of Splink's is measured as Splink measures": figures["unsaid"] == Letters.BYTES,
    }


def share_of(found: Mapping[str, Any]) -> float:
    """Give the share of pairs that weigh the same."""
    return float(found["same"] / max(found["pairs"], 1))


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
