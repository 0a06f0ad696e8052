"""A million records with wide rules, some 80 million pairs, from Parquet to clusters, beside Splink 5 on DuckDB."""

from benchmarks.linking import goals, lines, linked
from benchmarks.rows import asked, told


def main() -> None:
    """Measure and tell."""
    row = asked("link_wide_1m", records=1_000_000)
    figures = linked(row, rules="wide")
    told(row, goals=goals(figures, faster=18), figures=figures, lines=lines(row, figures=figures, rules="wide"))


if __name__ == "__main__":
    main()
