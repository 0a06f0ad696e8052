"""Train Splink once, and cluster at several thresholds, so that its best may be taken."""

import json
import logging
import sys
from pathlib import Path

from benchmarks.measure import Clock
from benchmarks.work.splink_link import opened, train


def main(*arguments: str) -> None:
    """Write clusters to OUT with each match weight in its name."""
    files, model, out, weights = arguments
    logging.disable(logging.WARNING)
    clock = Clock()
    linker, _ = opened(files, model=Path(model))
    train(linker, model=Path(model))
    clock.mark("training")
    at = [float(weight) for weight in json.loads(weights)]
    pairs = linker.inference.predict(threshold_match_weight=min(at))
    clock.mark("comparing")
    written = {}
    for weight in at:
        file = Path(out).with_name(f"{Path(out).stem}-{weight:g}.parquet")
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_weight=weight)
        clusters.to_parquet(str(file), overwrite=True)
        written[f"{weight:g}"] = str(file)
    clock.mark("clustering")
    clock.tell(clusters=written)


if __name__ == "__main__":
    main(*sys.argv[1:])
