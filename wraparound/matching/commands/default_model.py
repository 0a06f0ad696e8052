"""Learns the model that comes with the engine again, from one table whose columns are called by their fields.

python -m wraparound.sample --one-table children.parquet --records 300000 --seed 1
python -m wraparound.matching.commands.default_model children.parquet
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wraparound.matching.explain.model_report import model_report
from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.model.splink import write_splink
from wraparound.matching.pipeline.defaults import DEFAULT, WIDE
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.link import Linked, link
from wraparound.matching.tables import Outputs, read_table
from wraparound.matching.words import Field

ABOUT = """# The model that comes with the engine

Learnt from {records:,} records of an invented population, without any truth, by these two commands:

    python -m wraparound.sample --one-table children.parquet --records {records} --seed 1
    python -m wraparound.matching.commands.default_model children.parquet

It is used where nothing else was asked for, a table has fewer than 2,000 records, and it knows every field there. How
common each name, date, home or number is, and how common one person's pairs are, is counted in the table at hand. Its
*m* are as good as the invented population is like yours: with 2,000 records or more, let the engine learn from them.

"""


def main(argv: Sequence[str]) -> int:
    """Learn from the table named and write the model and its report beside the engine's own."""
    linked = _learnt(Path(argv[0]))
    model = replace(linked.model, rules=WIDE)
    with Outputs(DEFAULT.parent) as out:
        out.write_text(DEFAULT.name, text=json.dumps(write_splink(model), indent=1) + "\n")
        said = ABOUT.format(records=len(linked.store)) + model_report(model, sessions=linked.sessions)
        out.write_text(DEFAULT.with_suffix(".md").name, text=said)
    return 0


def _learnt(path: Path) -> Linked:
    """Learn from a table in which a column called as a field is that field, and any other is nothing."""
    table = read_table(path).table
    columns = uses((name, ColumnUse(Field(name))) for name in table.column_names if name in set(Field))
    return link([Input(table, Mapping(path.stem, id="record_id", columns=columns), path.name)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
