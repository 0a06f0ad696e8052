"""Weigh every pair that a Splink model's rules bring, with that model as it is, texts measured by the letters named."""

import sys
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import Clock
from wraparound.matching.columns.derive import needs
from wraparound.matching.columns.store import stored
from wraparound.matching.model import Letters
from wraparound.matching.model.splink import completed, read_splink
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.score import Bringing, scored

ALL = -1e6  # bits: nothing is left out


def main(*arguments: str) -> None:
    """Write all pairs with their weights."""
    file, model, letters, out = arguments
    clock = Clock()
    settings = replace(completed(read_splink(model)), letters=Letters(letters))
    named = str(settings.kept["unique_id_column_name"])
    columns = dict.fromkeys(base for key in settings.columns() for base in needs(key))
    table = pq.ParquetFile(file).read(columns=[named, *columns])
    ids = table.column(named).combine_chunks()
    by, letters = settings.rules[0].columns, settings.letters
    store = stored(table, names=list(settings.columns()), by=by, ids=ids, letters=letters)
    permits = Permits(np.zeros(len(store), np.int16), np.zeros(1, np.bool_), False)
    pairs = scored(settings, store=store, permits=permits, least=ALL, bringing=Bringing(10**9)).pairs
    keys = ids.take(pa.array(store.order))
    sides = {"left": keys.take(pa.array(pairs.left)), "right": keys.take(pa.array(pairs.right))}
    pq.write_table(pa.table(sides | {"weight": pairs.odds[:, 0]}), out)
    clock.tell(pairs=len(pairs))


if __name__ == "__main__":
    main(*sys.argv[1:])
