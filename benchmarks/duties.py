"""Open a hundred thousand duties, then ask for pages of what an agency owes and what a changed rule would move.

On SQLite and PostgreSQL, each page as a browser asks for it: signed in, filtered, sorted, far down. All the duties are
of one rule, so a change to it looks at every one; some were paused, some are about children, of whom some are hidden.
"""

from benchmarks.databases import each_database
from benchmarks.measure import run
from benchmarks.plan import FILES
from benchmarks.rows import asked, figure, told

PAGE, CHANGE = 0.1, 2.0  # seconds


def main() -> None:
    """Measure pages and a changed rule on each database."""
    row = asked("duties", records=100_000, runs=200)
    figures, goals, lines = {}, {}, []
    for database in each_database(FILES / "duties"):
        said = run("our_duties", database.data, database.url, row.records, row.runs).said
        figures[database.name] = said
        goals[f"a page of what an agency owes, p95 within 100 ms on {database.name}"] = said["page_p95"] <= PAGE
        goals[f"a changed rule shows what it moves within 2 s on {database.name}"] = said["change_most"] <= CHANGE
        shown, adopted = figure(said["change_most"]), figure(said["adopt"])
        lines += [
            f"{database.name}: {said['open']:,} open, {said['of_largest']:,} of them one agency's",
            f"  {figure(said['page_p50'])} a page of what an agency owes, p95 {figure(said['page_p95'])}",
            f"  {shown} at most to show the {said['moved']:,} that a changed rule moves, {adopted} to adopt it",
        ]
    told(row, goals=goals, figures=figures, lines=lines)


if __name__ == "__main__":
    main()
