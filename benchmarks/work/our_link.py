"""Link the same file with our engine: the same comparisons and rules, from Parquet to Parquet, trained.

The clusters are a folder of Parquet files, one for each core; what the peer writes is also written by all cores.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot  # noqa: F401 – imported by the engine when a model is read

from benchmarks.measure import Clock
from benchmarks.plan import MATCH_WEIGHT, Training, training_of
from wraparound.matching.blocking.blocks import Blocks
from wraparound.matching.clusters.components import join, settle
from wraparound.matching.columns.looks import looks_of
from wraparound.matching.columns.sharing import THREADS, cuts_of
from wraparound.matching.columns.store import Store, stored
from wraparound.matching.columns.streamed import ParquetColumns
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.compare.memory import Array
from wraparound.matching.model import Model, Rule
from wraparound.matching.model.splink import read_splink
from wraparound.matching.pipeline.holding import keep_for_later
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.score import Bringing, scored_in_parts
from wraparound.matching.training.certain import blocks_of_all, with_certain
from wraparound.matching.training.train import trained

ROWS = 1 << 20  # written at a time


def main(*arguments: str) -> None:
    """Do it all, and say how many pairs were compared and kept."""
    file, model, out = arguments[0], arguments[1], emptied(Path(arguments[2]))
    content_hashes_of(pa.array([""]))  # numba and pyarrow import much of themselves only when first used
    keep_for_later()
    clock = Clock()
    untrained = read_splink(model)
    named = str(untrained.kept["unique_id_column_name"])
    table, names = ParquetColumns(Path(file)), list(untrained.columns())
    by, letters, looks = untrained.rules[0].columns, untrained.letters, looks_of(untrained.comparisons)
    beside = ThreadPoolExecutor(THREADS)
    reading = beside.submit(lambda: pa.concat_arrays(list(table.column(named))))
    store = stored(table, names=names, by=by, ids=reading.result, looks=looks, letters=letters)
    clock.mark("reading")
    permits = Permits.of(store.source, forbidden=store.forbidden, across_only=False)
    taught, blocks = learnt(untrained, steps=training_of(Path(model)), store=store, permits=permits)
    clock.mark("training")
    bringing = Bringing(10**9, blocks)
    found, reports = scored_in_parts(taught, store=store, permits=permits, least=MATCH_WEIGHT, bringing=bringing)
    clock.mark("comparing")
    runs = cuts_of(len(store))
    keys = [beside.submit(reading.result().take, pa.array(store.order[slice(*run)])) for run in runs]
    person = np.arange(len(store), dtype=np.int32)
    for pairs in found:
        join(person, pairs.left, pairs.right, np.ones(len(pairs), np.bool_))
    settle(person)
    keys = pa.concat_arrays([some.result() for some in keys])
    list(beside.map(lambda run: write(person, run=run, keys=keys, named=named, out=out), runs))
    clock.mark("clustering")
    clock.tell(pairs_compared=sum(rule.compared for rule in reports), pairs_kept=sum(map(len, found)))


def learnt(model: Model, *, steps: Training, store: Store, permits: Permits) -> tuple[Model, dict[Rule, Blocks]]:
    """Train a model, and give the blocks of the rules that are nearly always right, which comparing takes over."""
    blocks = blocks_of_all(list(map(Rule, steps.certain)), store=store)
    taught = trained(model, store=store, permits=permits, rules=list(map(Rule, steps.learn_from))).model
    return with_certain(taught, blocks=blocks, recall=steps.recall, store=store, permits=permits), blocks


def emptied(out: Path) -> Path:
    """Make a folder for the clusters, and take away what an earlier run left there."""
    if out.is_file():
        out.unlink()
    out.mkdir(exist_ok=True)
    for old in out.glob("*.parquet"):
        old.unlink()
    return out


def write(person: Array, *, run: tuple[int, int], keys: pa.Array, named: str, out: Path) -> None:
    """Write who is who of a run of records; each thread writes a file of its own."""
    begin, end = run
    schema = pa.schema({"cluster_id": pa.string(), named: pa.string()})
    with pq.ParquetWriter(out / f"{begin}.parquet", schema, use_dictionary=False) as writer:
        for some in range(begin, end, ROWS):
            rows = slice(some, min(some + ROWS, end))
            writer.write_table(pa.table({"cluster_id": keys.take(pa.array(person[rows])), named: keys[rows]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
