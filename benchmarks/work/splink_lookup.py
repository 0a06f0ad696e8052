"""Look new records up with Splink's predict_between, one after another, with a model trained on the records."""

import logging
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
from splink import DuckDBAPI, Linker

from benchmarks.measure import Clock
from benchmarks.plan import MATCH_PROBABILITY
from benchmarks.work.splink_link import train

WARM = 2


def main(*arguments: str) -> None:
    """Tell how long each prediction of one new record against all took."""
    file, new, model, most = arguments
    logging.disable(logging.WARNING)
    clock = Clock()
    connection = duckdb.connect()
    api = DuckDBAPI(connection)
    connection.execute(f"CREATE TABLE records AS SELECT * FROM '{file}'")
    records = api.register("records")
    linker = Linker(records, Path(model))
    train(linker, model=Path(model))
    for column in ("given_names", "surname", "address"):
        linker.table_management.compute_tf_table(column)
    took = []
    for place in range(int(most) + WARM):
        connection.execute(f"CREATE TABLE new{place} AS SELECT * FROM '{new}' LIMIT 1 OFFSET {place}")
        one = api.register(f"new{place}")
        began = time.perf_counter()
        pairs = linker.inference.predict_between(records, one, threshold_match_probability=MATCH_PROBABILITY)
        pairs.as_record_list()
        took.append(time.perf_counter() - began)
    took = took[WARM:]
    clock.tell(asked=len(took), median=float(np.median(took)), p95=float(np.percentile(took, 95)))


if __name__ == "__main__":
    main(*sys.argv[1:])
