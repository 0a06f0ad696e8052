"""Which of the prepared columns are coded, and in what order."""

from collections.abc import Sequence

import pyarrow as pa

from wraparound.matching.columns.derive import needs
from wraparound.matching.fields import FieldSet
from wraparound.matching.model import BY_ID, Model


def names_coded(
    fields: FieldSet, *, model: Model | None = None, by_id: bool = False
) -> tuple[list[str], tuple[str, ...]]:
    """Name the columns to code, and those of them by which records are ordered.

    `by_id` puts the record whose id is less on the left where that matters, which in prepared fields it never does: a
    date whose day and month are exchanged is so whichever record is asked first.
    """
    wanted = model or Model(tuple(fields.comparisons), ())
    blocking = [name for names in fields.blocking.values() for name in names]
    asked = [name for rule in wanted.rules for name in rule.columns]  # what is blocked on is told at sight, so first
    names = dict.fromkeys([*asked, *blocking, *wanted.columns(), *fields.guards, *fields.stand_ins])
    names = names if by_id else {name: None for name in names if name != BY_ID}
    first = tuple(of_field[0] for of_field in list(fields.blocking.values())[:2])
    return list(names), wanted.rules[0].columns if wanted.rules else first


def table_coded(fields: FieldSet, *, names: Sequence[str], records: int) -> pa.Table:
    """Give the prepared columns that coding the named ones reads; what is not there is missing."""
    read = dict.fromkeys(base for name in names for base in needs(name))
    nothing = pa.nulls(records, pa.string())
    return pa.table({base: fields.columns.get(base, nothing) for base in read})
