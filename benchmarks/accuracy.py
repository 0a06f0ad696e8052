"""How right clusters are: pairs of records, twins, and people of each naming tradition."""

from pathlib import Path
from typing import NamedTuple

import duckdb


class Named(NamedTuple):
    """What the columns of a file of clusters are called."""

    record: str
    cluster: str


BY_SPLINK = Named("record_id", "cluster_id")
BY_US = Named("record", "person")

_PAIRS = "sum(n * (n - 1) / 2)::BIGINT"


def accuracy(clusters: Path, *, records: Path, named: Named = BY_SPLINK) -> dict[str, float]:
    """Give pairwise precision, recall and F1 of clusters of records, against the persons they are of."""
    with _joined(clusters, records=records, named=named) as database:
        found, true, both = (
            database.sql(f"SELECT {_PAIRS} FROM (SELECT count(*) n FROM both_sides GROUP BY {by})").fetchall()[0][0]
            for by in ("cluster", "person_id", "cluster, person_id")
        )
    precision, recall = both / max(found, 1), both / max(true, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * both / max(found + true, 1)}


def twins_joined(clusters: Path, *, records: Path, named: Named = BY_SPLINK) -> dict[str, float]:
    """Count the pairs of twins, both with records, and those of them that have records in one cluster."""
    with _joined(clusters, records=records, named=named) as database:
        pairs, wrong = database.sql(
            """WITH twins AS (SELECT DISTINCT twin_group, person_id FROM both_sides WHERE twin_group IS NOT NULL),
               pairs AS (SELECT l.person_id one, r.person_id other FROM twins l JOIN twins r USING (twin_group)
                         WHERE l.person_id < r.person_id),
               wrong AS (SELECT DISTINCT l.person_id one, r.person_id other FROM both_sides l JOIN both_sides r
                         USING (twin_group, cluster) WHERE l.person_id < r.person_id)
               SELECT (SELECT count(*) FROM pairs), (SELECT count(*) FROM wrong)"""
        ).fetchall()[0]
    return {"pairs_of_twins": pairs, "wrongly_joined": wrong, "share": wrong / max(pairs, 1)}


def recall_by(column: str, *, clusters: Path, records: Path, named: Named = BY_SPLINK) -> dict[str, dict[str, float]]:
    """Give the recall of pairs of one person's records for each group of persons, with how many pairs that is of."""
    with _joined(clusters, records=records, named=named) as database:
        rows = database.sql(
            f"""WITH persons AS (SELECT person_id, any_value("{column}") AS grp, count(*) n FROM both_sides GROUP BY 1),
                parts AS (SELECT person_id, cluster, count(*) n FROM both_sides GROUP BY 1, 2),
                found AS (SELECT person_id, {_PAIRS} AS pairs FROM parts GROUP BY 1)
                SELECT grp, {_PAIRS}, sum(pairs)::BIGINT
                FROM persons JOIN found USING (person_id) GROUP BY 1 ORDER BY 1"""
        ).fetchall()
    return {group: {"pairs": true, "recall": found / true} for group, true, found in rows if true}


def _joined(clusters: Path, *, records: Path, named: Named) -> duckdb.DuckDBPyConnection:
    """Open a database that holds each record's cluster and person side by side."""
    database = duckdb.connect()
    files = clusters / "*.parquet" if clusters.is_dir() else clusters
    database.execute(
        f"""CREATE TABLE both_sides AS SELECT c."{named.cluster}" AS cluster, r.*
            FROM '{files}' c JOIN '{records}' r ON c."{named.record}" = r.record_id"""
    )
    return database
