"""Compare a file's records on Spark with a trained model, from starting Spark to pairs written."""

import shutil
import sys
from pathlib import Path

from benchmarks.measure import Clock
from benchmarks.plan import MATCH_WEIGHT
from wraparound.matching.model.splink import read_splink
from wraparound.matching.spark import link_with_spark, spark_session


def main(*arguments: str) -> None:
    """Start Spark, have it read the file, and write pairs."""
    file, model, out = arguments
    shutil.rmtree(out, ignore_errors=True)
    settings = read_splink(model)
    named = str(settings.kept["unique_id_column_name"])
    clock = Clock()
    with spark_session(memory="4g") as session:
        clock.mark("starting")
        pairs = link_with_spark(Path(file), model=settings, session=session, id_column=named, least=MATCH_WEIGHT)
        pairs.write(out)
        clock.mark("comparing")
    clock.tell()


if __name__ == "__main__":
    main(*sys.argv[1:])
