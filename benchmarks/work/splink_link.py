"""Link files with Splink 5 on DuckDB: read Parquet, train as Splink recommends, predict, cluster, write Parquet."""

import logging
import sys
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker, block_on

from benchmarks.measure import Clock
from benchmarks.plan import MATCH_PROBABILITY, RANDOM_PAIRS, training_of


def main(*arguments: str) -> None:
    """Do it all, and say how many pairs were kept. Several files are given with a comma between."""
    files, model, out = arguments
    logging.disable(logging.WARNING)
    duckdb.sql("SELECT 1 AS one").df()  # duckdb imports pandas only when first used
    clock = Clock()
    linker, connection = opened(files, model=Path(model))
    train(linker, model=Path(model))
    clock.mark("training")
    pairs = linker.inference.predict(threshold_match_probability=MATCH_PROBABILITY)
    clock.mark("comparing")
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=MATCH_PROBABILITY
    )
    clusters.to_parquet(out, overwrite=True)
    clock.mark("clustering")
    kept = connection.sql(f"SELECT count(*) FROM {pairs.physical_name}").fetchall()[0][0]
    clock.tell(pairs_kept=kept)


def opened(files: str, *, model: Path) -> tuple[Linker, duckdb.DuckDBPyConnection]:
    """Let Splink see the files and the model."""
    connection = duckdb.connect()
    api = DuckDBAPI(connection)
    tables = []
    for number, file in enumerate(files.split(",")):
        connection.execute(f"CREATE VIEW records{number} AS SELECT * FROM read_parquet('{file}')")
        tables.append(api.register(f"records{number}"))
    return Linker(tables, model), connection


def train(linker: Linker, *, model: Path) -> None:
    """Train by Splink's own steps: the prior from certain rules, u from random pairs, m by rules that differ."""
    steps = training_of(model)
    certain = [block_on(*columns) for columns in steps.certain]
    linker.training.estimate_probability_two_random_records_match(certain, recall=steps.recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    for columns in steps.learn_from:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))


if __name__ == "__main__":
    main(*sys.argv[1:])
