"""What both engines are given to do: files, models, and the steps of training."""

import subprocess
import sys
from dataclasses import dataclass
from math import log2
from pathlib import Path

HERE = Path(__file__).parent
FILES = HERE.parent / "build" / "benchmarks"
MODELS = HERE / "models"
SEED = 1

MATCH_PROBABILITY = 0.999  # from which a pair is kept and clustered
MATCH_WEIGHT = log2(MATCH_PROBABILITY / (1 - MATCH_PROBABILITY))  # the same in bits: ten
RANDOM_PAIRS = 1e6  # that u is learnt from


@dataclass(frozen=True)
class Training:
    """Splink's own steps: rules that are nearly always right give the prior, at a recall that one has to guess.

    m is then learnt from pairs that agree on some columns, by rules that leave each comparison free at least once.
    """

    certain: tuple[tuple[str, ...], ...]
    recall: float
    learn_from: tuple[tuple[str, ...], ...]


POPULATION = Training(
    certain=(("nhs_number",), ("upn",), ("given_names", "surname", "birth_date")),
    recall=0.8,
    learn_from=(("given_names", "surname"), ("birth_date", "postcode")),
)
FEBRL = Training(
    certain=(("soc_sec_id",), ("given_name", "surname", "date_of_birth")),
    recall=0.9,
    learn_from=(("given_name", "surname"), ("date_of_birth",), ("soc_sec_id",)),
)


def training_of(model: Path) -> Training:
    """Give the steps of training a model."""
    return FEBRL if model.name.startswith("febrl") else POPULATION


def one_table(records: int) -> Path:
    """Give the invented population as one Parquet file of so many records, made if it is not there yet."""
    file = FILES / f"records-{records}-seed{SEED}.parquet"
    if not file.exists():
        FILES.mkdir(parents=True, exist_ok=True)
        made = file.with_suffix(".part")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "wraparound.sample",
                "--one-table",
                made,
                "--records",
                str(records),
                "--seed",
                str(SEED),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        made.rename(file)
    return file


def model(name: str) -> Path:
    """Give the file of an untrained model."""
    return MODELS / f"{name}.json"
