"""Look new records up in an index, one after another, then put them in."""

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks.measure import Clock, as_installed
from wraparound.matching.index import Index, Record, open_index

WARM = 200
LEFT_OUT = {"record_id", "source", "nhs_number_verified", "upn_verified"}


def main(*arguments: str) -> None:
    """Tell how long each search took, how often the right person came first, and how fast records are put."""
    folder, new, truth, most = arguments
    as_installed()
    clock = Clock()
    began = time.perf_counter()
    index = open_index(Path(folder), write=True)
    opened = time.perf_counter() - began
    rows = pq.ParquetFile(new).read().to_pylist()
    queries = [{name: value for name, value in row.items() if name not in LEFT_OUT and value} for row in rows]
    person = dict(zip(*pq.ParquetFile(truth).read().to_pydict().values(), strict=True))
    held = {person[key.rpartition("/")[2]] for key in person.keys() - {row["record_id"] for row in rows}}
    took, right = _looked_up(index, rows=rows[: int(most)], queries=queries[: int(most)], person=person)
    findable = [place for place, row in enumerate(rows[: int(most)]) if person[row["record_id"]] in held]
    puts = _put(index, rows=rows, queries=queries)
    index.close()
    clock.tell(
        opened=opened,
        asked=len(took),
        findable=len(findable),
        median=float(np.median(took)),
        p95=float(np.percentile(took, 95)),
        right=float(np.mean([right[place] for place in findable])),
        puts=puts,
    )


def _looked_up(
    index: Index, *, rows: list[dict[str, Any]], queries: list[dict[str, Any]], person: dict[str, str]
) -> tuple[list[float], list[bool]]:
    """Time each search from the query to the best hits, and say whether the first is of the right person."""
    for query in queries[:WARM]:
        index.find(query)
    took, right = [], []
    for row, query in zip(rows, queries, strict=True):
        began = time.perf_counter()
        found = index.find(query)
        took.append(time.perf_counter() - began)
        first = next(iter(found), None)
        right.append(first is not None and person[first.key.rpartition("/")[2]] == person[row["record_id"]])
    return took, right


def _put(index: Index, *, rows: list[dict[str, Any]], queries: list[dict[str, Any]]) -> float:
    """Put every new record, and give how many a second, each batch on the disk before it is acknowledged."""
    records = [Record(f"{row['source']}/{row['record_id']}", query) for row, query in zip(rows, queries, strict=True)]
    index.put(records[:WARM])
    records = records[WARM:]
    began = time.perf_counter()
    index.put(records)
    return len(records) / (time.perf_counter() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
