"""Train a model as `our_link` does, and write it for the command to link with."""

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.measure import Clock
from benchmarks.plan import training_of
from wraparound.matching.columns.looks import looks_of
from wraparound.matching.columns.store import stored
from wraparound.matching.model import Rule
from wraparound.matching.model.splink import read_splink, write_splink
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.training.certain import blocks_of_all, with_certain
from wraparound.matching.training.train import trained


def main(*arguments: str) -> None:
    """Learn from one file, and say from how many records."""
    file, model, out = arguments
    clock = Clock()
    untrained, steps = read_splink(model), training_of(Path(model))
    table = pq.read_table(file)
    store = stored(
        table,
        names=list(untrained.columns()),
        by=untrained.rules[0].columns,
        ids=table.column(str(untrained.kept["unique_id_column_name"])).combine_chunks(),
        looks=looks_of(untrained.comparisons),
        letters=untrained.letters,
    )
    permits = Permits.of(store.source, forbidden=store.forbidden, across_only=False)
    blocks = blocks_of_all(list(map(Rule, steps.certain)), store=store)
    taught = trained(untrained, store=store, permits=permits, rules=list(map(Rule, steps.learn_from))).model
    taught = with_certain(taught, blocks=blocks, recall=steps.recall, store=store, permits=permits)
    Path(out).write_text(json.dumps(write_splink(taught), indent=1) + "\n")
    clock.tell(records=len(store))


if __name__ == "__main__":
    main(*sys.argv[1:])
