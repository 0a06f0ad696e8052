"""What an earlier run left in a folder: whose each record was, and every person id ever used."""

from pathlib import Path

import pyarrow as pa

from wraparound.matching.pipeline.persons import REGISTER, Previous, keys_of
from wraparound.matching.tables import read_table
from wraparound.matching.tables.refusals import no_such_columns

CLUSTERS, REGISTERED = "clusters.csv", "persons.csv"


def past_of(*, out: Path | None, previous: Path | None) -> Previous:
    """Read the past from `previous`, or else from the folder to be written; the ids of both are never used again."""
    folder = previous or out
    if folder is None or (previous is None and not (folder / CLUSTERS).exists()):
        return Previous.none()
    source, record, person = clusters_in(folder / CLUSTERS)
    keys = keys_of(source, ids=record)
    folders = dict.fromkeys([folder, *([out] if out else [])])
    registers = [_register(one / REGISTERED) for one in folders if (one / REGISTERED).exists()]
    return Previous(keys, person, _distinct(registers))


def clusters_in(path: Path) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Read a result of linking: each record's source, id and person; raises CannotRead if it is none."""
    names = ["source", "record", "person"]
    table = _read(path, names=names)
    source, record, person = (table.column(name).combine_chunks() for name in names)
    return source, record, person


def _register(path: Path) -> pa.Table:
    return _read(path, names=REGISTER.names).select(REGISTER.names).cast(REGISTER)


def _read(path: Path, *, names: list[str]) -> pa.Table:
    loaded = read_table(path)
    if missing := no_such_columns(loaded.file, wanted=names, present=loaded.table.column_names):
        raise missing
    return loaded.table.combine_chunks()


def _distinct(registers: list[pa.Table]) -> pa.Table:
    """Put registers together; the first that knows an id has the say."""
    whole = REGISTER.empty_table()
    for register in registers:
        known = set(whole.column("person").to_pylist())
        fresh = [name not in known for name in register.column("person").to_pylist()]
        whole = pa.concat_tables([whole, register.filter(pa.array(fresh, pa.bool_()))])
    return whole
