"""Records as their agencies wrote them: found by name, read field by field."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.pipeline.link import Linked

BEFORE = {
    "known_as": "known as ",
    "previous_surname": "before: ",
    "previous_postcode": "before: ",
    "expected_birth_date": "expected ",
}


class CannotFind(LookupError):  # noqa: N818 – refusals are named by what cannot be done
    """Says that no record has the name given, and what a name looks like."""


@dataclass(frozen=True)
class Records:
    """Reads what the records of a linking say, by their canonical number."""

    linked: Linked

    @cached_property
    def keys(self) -> pa.Array:
        """Give each given row's name: its source and its id there."""
        return self.linked.gathered.keys

    def key(self, record: int) -> str:
        """Give a record's name, source/id."""
        row = self._row(record)
        gathered = self.linked.gathered
        return f"{gathered.source[row].as_py()}/{gathered.ids[row].as_py()}"

    def source(self, record: int) -> str:
        """Give the source that a record is from."""
        return str(self.linked.gathered.source[self._row(record)].as_py())

    def id(self, record: int) -> str:
        """Give a record's own id in its source."""
        return str(self.linked.gathered.ids[self._row(record)].as_py())

    def number(self, key: str) -> int:
        """Find a record by its name, source/id; raises CannotFind."""
        row = pc.index(self.keys, pa.scalar(key, self.keys.type)).as_py()
        if row < 0:
            sources = ", ".join(sorted(map(str, self.linked.gathered.source.dictionary.to_pylist())))
            raise CannotFind(
                f"There is no record called {key}. A record is called by its source and its id there, source/id; "
                f"the sources are {sources}."
            )
        return int(np.flatnonzero(self.linked.store.order == row)[0])

    def written(self, record: int, *, field: str, place: int | None = None) -> tuple[str, ...]:
        """Give what a record says of a field, as its agency wrote it, former and everyday names marked as such."""
        columns = self.linked.gathered.given.get(field, ())
        chosen = columns if place is None else columns[place : place + 1]
        found = [column[self._row(record)].as_py() for column in chosen]
        texts = [str(value).strip() for value in found if value is not None]
        return tuple(BEFORE.get(field, "") + text for text in dict.fromkeys(texts) if text)

    def _row(self, record: int) -> int:
        return int(self.linked.store.order[record])


def record_called(linked: Linked, *, key: str) -> int:
    """Find a record's canonical number by its name, source/id; raises CannotFind where there is none."""
    return Records(linked).number(key)
