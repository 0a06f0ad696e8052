"""What an earlier run left in a folder: whose each record was, and every person id ever used."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from wraparound.matching.commands.told import Read, told_in_parts
from wraparound.matching.pipeline.persons import PERSON, REGISTER, Previous, keys_of
from wraparound.matching.pipeline.told import Told
from wraparound.matching.tables import read_table
from wraparound.matching.tables.refusals import no_such_columns

CLUSTERS, REGISTERED = "clusters.csv", "persons.csv"
SOURCE, RECORD = "source", "record"


def past_of(*, out: Path | None, previous: Path | None) -> Previous:
    """Read the past from `previous`, or else from the folder to be written; the ids of both are never used again."""
    folder = _folder(out, previous)
    if folder is None:
        return Previous.none()
    source, record, person = clusters_in(folder / CLUSTERS)
    return Previous(keys_of(source, ids=record), person, _registers(folder, out))


def past_in_parts(*, out: Path | None, previous: Path | None, memory: int) -> tuple[Told, pa.Table]:
    """Read the past as `past_of` does, part by part: whose each record was, and the register."""
    folder = _folder(out, previous)
    if folder is None:
        return Told([PERSON]).settle(), REGISTER.empty_table()
    path = folder / CLUSTERS

    def choose(present: Sequence[str]) -> Read:
        if missing := no_such_columns(path.name, wanted=[SOURCE, RECORD, PERSON], present=present):
            raise missing
        return Read((SOURCE, RECORD), (PERSON,))

    return told_in_parts(path, choose=choose, memory=memory)[0], _registers(folder, out)


def _folder(out: Path | None, previous: Path | None) -> Path | None:
    folder = previous or out
    return None if folder is None or (previous is None and not (folder / CLUSTERS).exists()) else folder


def _registers(folder: Path, out: Path | None) -> pa.Table:
    folders = dict.fromkeys([folder, *([out] if out else [])])
    return _distinct([_register(one / REGISTERED) for one in folders if (one / REGISTERED).exists()])


def clusters_in(path: Path) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Read a result of linking: each record's source, id and person; raises CannotRead if it is none."""
    names = [SOURCE, RECORD, PERSON]
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
