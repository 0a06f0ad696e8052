"""A million records with narrow rules, from Parquet to trained to clusters, beside Splink 5 on DuckDB."""

from benchmarks.linking import goals, lines, linked
from benchmarks.rows import asked, told


def main() -> None:
    """Measure and tell."""
    row = asked("link_narrow_1m", records=1_000_000)
    figures = linked(row, rules="narrow")
    told(row, goals=goals(figures, faster=6), figures=figures, lines=lines(row, figures=figures, rules="narrow"))


if __name__ == "__main__":
    main()
