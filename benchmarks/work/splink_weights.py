"""Train Splink on a file, save its model, and write the weight of every pair that its rules bring."""

import logging
import sys
from pathlib import Path

from benchmarks.measure import Clock
from benchmarks.work.splink_link import opened, train


def main(*arguments: str) -> None:
    """Write the trained model and all pairs."""
    file, model, trained, out = arguments
    logging.disable(logging.WARNING)
    clock = Clock()
    linker, _ = opened(file, model=Path(model))
    train(linker, model=Path(model))
    linker.misc.save_model_to_json(trained, overwrite=True)
    clock.mark("training")
    linker.inference.predict().to_parquet(out, overwrite=True)
    clock.mark("comparing")
    clock.tell()


if __name__ == "__main__":
    main(*sys.argv[1:])
