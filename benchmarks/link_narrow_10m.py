"""Ten million records with narrow rules, from Parquet to trained to clusters, beside Splink 5 on DuckDB."""

from benchmarks.linking import goals, lines, linked
from benchmarks.rows import GIB, asked, told

MOST_SECONDS = 20
MOST_MEMORY = 6 * GIB


def main() -> None:
    """Measure and tell; Splink, which takes minutes, is run once unless told otherwise."""
    row = asked("link_narrow_10m", records=10_000_000, runs=3, peer_runs=1)
    figures = linked(row, rules="narrow")
    ours = figures["ours"]
    reached = goals(figures, faster=8) | {
        f"at most {MOST_SECONDS} s": ours["seconds"] <= MOST_SECONDS,
        f"at most {MOST_MEMORY // GIB} GiB": ours["peak"] <= MOST_MEMORY,
    }
    told(row, goals=reached, figures=figures, lines=lines(row, figures=figures, rules="narrow"))


if __name__ == "__main__":
    main()
