"""Fill the front door with two thousand open contacts, then ask for its board as browsers do, on each database."""

from benchmarks.databases import each_database
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told

PAGE, QUERIES = 0.2, 20  # seconds, and statements of one page


def main() -> None:
    """Measure the board on each database."""
    row = asked("board", records=2_000, runs=200)
    figures, goals, lines = {}, {}, []
    for database in each_database(FILES / "board"):
        said = run("our_board", database.data, database.url, row.records, row.runs).said
        figures[database.name] = said
        goals[f"the board, p95 within 200 ms on {database.name}"] = said["p95"] <= PAGE
        goals[f"the board in at most {QUERIES} queries on {database.name}"] = said["queries"] <= QUERIES
        lines += [
            f"{database.name}: {said['open']:,} open contacts, {said['queries']} queries a page at most",
            f"  the board and its lists: {figure(said['p50'])} in the middle, p95 {figure(said['p95'])}",
            f"  whether anything has changed: {figure(said['live_p95'])} at p95",
        ]
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
