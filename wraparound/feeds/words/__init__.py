"""What a feed is like, how far a load has come, and what a map of columns says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wraparound.feeds.words.shapes import Period, Recognised, Shape, ShapeColumn, ShapeFile, Values
from wraparound.kernel.word import Word

__all__ = [
    "TRANSITIONS",
    "Aside",
    "ColumnMap",
    "Fault",
    "Holds",
    "LoadState",
    "Period",
    "Recognised",
    "Shape",
    "ShapeColumn",
    "ShapeFile",
    "Use",
    "Values",
]


class Holds(Word):
    """Whether a file holds everyone or only what has changed."""

    EVERYONE = "everyone", "everyone whom the agency helps: who is missing has ended"
    CHANGES = "changes", "only records that are new or have changed"


class LoadState(Word):
    """How far a load has come."""

    RECEIVED = "received", "waiting its turn"
    READING = "reading", "being read"
    WAITING = "waiting", "waiting for the other file of its set"
    HELD = "held", "held for you to look at"
    FILED = "filed", "filed, waiting to be linked"
    DONE = "done", "done"
    REFUSED = "refused", "could not be used"


TRANSITIONS: dict[LoadState, frozenset[LoadState]] = {
    LoadState.RECEIVED: frozenset({LoadState.READING, LoadState.REFUSED}),
    LoadState.READING: frozenset(
        {LoadState.READING, LoadState.WAITING, LoadState.HELD, LoadState.FILED, LoadState.REFUSED}
    ),
    LoadState.WAITING: frozenset({LoadState.DONE, LoadState.REFUSED}),
    LoadState.HELD: frozenset({LoadState.FILED}),
    LoadState.FILED: frozenset({LoadState.DONE}),
    LoadState.DONE: frozenset({LoadState.FILED}),
    LoadState.REFUSED: frozenset(),
}


@dataclass(frozen=True)
class Use:
    """What one column is: a field of the engine, of an agency's part or of a family; for a yes-or-no, what means yes.

    `of` is whose it is: the column that names a relative, or any name that the columns of a further part share.
    `relation` is how those named in a column all stand to the child.
    """

    field: str
    true_when: tuple[str, ...] = ()
    of: str = ""
    relation: str = ""


@dataclass(frozen=True)
class ColumnMap:
    """What each column of a feed's files is; `id` is the column of the agency's own reference.

    `duplicates` is "forbidden" where one person has one record in the feed at most. `shape` is the code of the shape
    that the feed's files have, or nothing where their columns are the agency's own.
    """

    id: str
    columns: Mapping[str, Use]
    date_order: str = "dmy"
    duplicates: str = "allowed"
    shape: str = ""


@dataclass(frozen=True)
class Fault:
    """Why a row has to wait: the column, what it holds, what is wrong with it and what would be right."""

    column: str
    value: str
    reason: str
    right: str


@dataclass(frozen=True)
class Aside:
    """A row that waits to be mended, with its number in the file and all it says; of an element, its line too."""

    row: int
    fault: Fault
    values: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None
