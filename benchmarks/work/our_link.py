"""Link the same file with our engine: the same comparisons and rules, from Parquet to Parquet, trained."""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import Clock
from benchmarks.plan import MATCH_WEIGHT, training_of
from wraparound.matching.clusters.components import joined
from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.store import stored
from wraparound.matching.model import Rule
from wraparound.matching.model.splink import read_splink
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.score import scored
from wraparound.matching.training.train import trained


def main(*arguments: str) -> None:
    """Do it all, and say how many pairs were compared and kept."""
    file, model, out = arguments
    clock = Clock()
    untrained = read_splink(model)
    named = str(untrained.kept["unique_id_column_name"])
    columns = dict.fromkeys(base for key in untrained.columns() for base in needs(key))
    table = pq.ParquetFile(file).read(columns=[named, *columns])
    ids = table.column(named).combine_chunks()
    by, letters = untrained.rules[0].columns, untrained.letters
    store = stored(table, names=list(untrained.columns()), by=by, ids=ids, letters=letters)
    clock.mark("reading")
    permits = Permits(store.source, store.forbidden, False)
    rules = [Rule(columns) for columns in training_of(Path(model)).learn_from]
    taught = trained(untrained, store=store, permits=permits, rules=rules).model
    clock.mark("training")
    found = scored(taught, store=store, permits=permits, least=MATCH_WEIGHT, widest=10**9)
    clock.mark("comparing")
    person = joined(len(store), found.pairs.left, found.pairs.right, np.ones(len(found.pairs), np.bool_))
    keys = ids.take(pa.array(store.order))
    pq.write_table(pa.table({"cluster_id": keys.take(pa.array(person)), named: keys}), out)
    clock.mark("clustering")
    compared = sum(rule.compared for rule in found.rules)
    clock.tell(pairs_compared=compared, pairs_kept=len(found.pairs))


if __name__ == "__main__":
    main(*sys.argv[1:])
