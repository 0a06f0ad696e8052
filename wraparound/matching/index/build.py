"""Building an index from what linking found, and putting it in force."""

from pathlib import Path

import pyarrow as pa

from wraparound.matching.columns.store import Store
from wraparound.matching.index.base_file import write_base
from wraparound.matching.index.building import arrays_of, contents_of
from wraparound.matching.index.folder import WriterLock, base_of, generation_of, put_in_force
from wraparound.matching.index.refusals import CannotOpen
from wraparound.matching.mapping import DateOrder
from wraparound.matching.model import Model
from wraparound.matching.pipeline.link import Linked


def build(linked: Linked, *, directory: Path, people: pa.Array | None = None, date_order: DateOrder = "dmy") -> None:
    """Write an index of linked records; `people` gives each record's person's id, in the order the records were given.

    Without it a person is called by the key of their first record.
    """
    order = pa.array(linked.store.order)
    keys = linked.gathered.keys.take(order)
    whose = keys.take(pa.array(linked.person)) if people is None else people.take(order)
    build_from(linked.store, model=linked.model, labels=(keys, whose), directory=directory, date_order=date_order)


def build_from(
    store: Store, *, model: Model, labels: tuple[pa.Array, pa.Array], directory: Path, date_order: DateOrder = "dmy"
) -> None:
    """Write an index of a coded table; labels are the keys and the persons of its records, in the table's order."""
    directory.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(directory)
    try:
        arrays, about = arrays_of(contents_of(store, model=model, labels=labels), model=model, date_order=date_order)
        generation = _next_generation(directory)
        write_base(base_of(directory, generation=generation), arrays=arrays, about=about)
        put_in_force(directory, generation=generation)
    finally:
        lock.release()


def _next_generation(directory: Path) -> int:
    try:
        return generation_of(directory) + 1
    except CannotOpen:
        return 1
