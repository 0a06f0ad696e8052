"""The model that comes with the engine: for children's records in England, where a table is too small to learn from.

It was learnt from an invented population (see model/default.md); `python -m wraparound.matching.commands.default_model`
learns it again. It weighs evidence; how common each value is, is always counted in the table at hand, and so is how
common one person's pairs are.
"""

from functools import lru_cache
from pathlib import Path

from wraparound.matching import model as beside
from wraparound.matching.fields import FieldSet
from wraparound.matching.model import Model, Rule
from wraparound.matching.model.splink import completed, read_splink
from wraparound.matching.pipeline.fitting import can_read

DEFAULT = Path(beside.__file__).with_name("default.json")
LEARNT_FROM = 300_000  # records
ENOUGH = 3  # comparisons that a table must allow: with fewer, a model from elsewhere says little of it

WIDE = tuple(
    Rule(columns)
    for columns in (
        ("name_pair",),
        ("birth_date",),
        ("postcode",),
        ("nhs_number",),
        ("upn",),
        ("phone",),
        ("surname_sound",),
        ("given_sound",),
        ("birth_month", "initial"),
        ("birthday", "initial"),
    )
)
"""Blocking rules for tables of up to some thousands of records, where one agreement is cheap enough to ask for."""


@lru_cache(maxsize=1)
def default_model() -> Model:
    """Give the model that comes with the engine."""
    return completed(read_splink(DEFAULT))


def is_for(model: Model, *, fields: FieldSet) -> bool:
    """Say whether a model knows all that a table offers to compare, and can read enough of it."""
    known = {one.name for one in model.comparisons if can_read(one, columns=fields.columns)}
    return len(known) >= ENOUGH and known >= {one.name for one in fields.comparisons}
