"""A snapshot made ready to be asked: its own place to write queries in, machines for whole and partial queries, reasons."""


from dataclasses import dataclass

import numpy as np

from wraparound.matching.compare.levels import level_of
from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.index import block as slots
from wraparound.matching.index import searching as own
from wraparound.matching.index.asking import LONGEST, Asking
from wraparound.matching.index.coding import NOTED
from wraparound.matching.index.hits import Found, Hit, LeftOut, Reason
from wraparound.matching.index.keys import ROOM
from wraparound.matching.index.searching import KEY_ROW, LEFT_OUT, MET_BITS, search
from wraparound.matching.index.snapshot import ASIDE, Snapshot
from wraparound.matching.index.weighing import NOTE, SUMS, Machine, MachineAt, machine_of, without_gaps
from wraparound.matching.model import Model
from wraparound.matching.scoring.kernels import adjustment

MOST_HITS = 1000
SLOTS = {own.BYTES: "bytes", own.ROOM: "room", own.FOUND: "found", own.KEYED: "keyed", own.NOTES: "notes", own.MET: "met"}
SLOTS |= {own.ROWS_FOUND: "rows", own.WEIGHTS_FOUND: "weights"}


class Searcher:
    """Looks queries up in one snapshot, one at a time."""

    def __init__(self, snapshot: Snapshot, *, asking: Asking) -> None:
        self.snapshot, self.asking = snapshot, asking
        self.store = snapshot.store()
        self.machines: dict[int, Machine] = {}
        self.arrays: dict[str, Array] = {
            "bytes": np.zeros(LONGEST + 1, np.uint8),
            "room": working_room(),
            "found": np.zeros(max(NOTED, 2 * ROOM), np.int64),
            "keyed": np.zeros(KEY_ROW * ROOM, np.int64),
            "notes": np.zeros(SUMS + NOTE * (len(snapshot.about.model.comparisons) + 1), np.int64),
            "met": np.zeros(1 << MET_BITS, np.int64),
            "rows": np.zeros(MOST_HITS, np.int64),
            "weights": np.zeros(MOST_HITS, np.float64),
        }
        self.own = np.zeros(own.OWN, np.int64)
        for slot, name in SLOTS.items():
            self.own[slot] = address(self.arrays[name])
        self.own[own.HOME : own.HOME + 5] = _aside(snapshot)
        self.places = snapshot.place, address(self.own)
        self.bytes = memoryview(self.arrays["bytes"])
        self._begin_list()

    def _begin_list(self) -> None:
        """Say where the first list of a query begins."""
        home = self.own[own.HOME : own.HOME + 5]
        self.snapshot.arrays["list_start"][home[1]] = home[2]

    def find(self, said: bytes, *, present: int, limit: int) -> Found:
        """Find the records likeliest to be who the query's bytes tell of."""
        machine = self.machines.get(present) or self._machine(present)
        length = len(said)
        self.bytes[:length] = said
        count = search(self.places[0], machine.place, self.places[1], length, limit)
        asked = Asked(self, said, present)
        rows, weights = self.arrays["rows"][:count].tolist(), self.arrays["weights"][:count].tolist()
        hits = [Hit(asked, row, weight) for row, weight in zip(rows, weights, strict=True)]
        left = self._left_out() if self.own[own.LEFT] else ()
        return Found(hits, looked_at=int(self.own[own.LOOKED]), left_out=left)

    def _machine(self, present: int) -> Machine:
        """Make a machine for queries that say these columns; those that lack no main column share one."""
        model = self.snapshot.about.model
        fitted = without_gaps(model, self.asking.columns_of(present))
        if fitted == model and present:
            made = self.machines.get(0) or machine_of(model, self.store)
            self.machines[0] = made
        else:
            made = machine_of(fitted, self.store)
        self.machines[present] = made
        return made

    def _left_out(self) -> tuple[LeftOut, ...]:
        keys = self.arrays["keyed"][: KEY_ROW * int(self.own[own.WITH_KEYS])].reshape(-1, KEY_ROW)
        left = [(self.snapshot.about.keys[int(key[1])], int(key[3] - key[2])) for key in keys if key[4] == LEFT_OUT]
        return tuple(LeftOut(columns, records) for columns, records in left)


def _aside(snapshot: Snapshot) -> list[int]:
    """Give the record, list, list entry, value and character that queries are written from."""
    capacity, wide, per = snapshot.capacity, len(snapshot.about.columns), 2
    return [
        capacity["codes"] // wide - per,
        capacity["list_start"] - 4 * ASIDE,
        capacity["list_codes"] - 16 * ASIDE,
        capacity["hashed"] - 20 * ASIDE,
        capacity["chars"] - 200 * ASIDE,
    ]


@dataclass(frozen=True)
class Asked:
    """A query as it was asked of a snapshot, kept so that reasons can be given later."""

    searcher: Searcher
    said: bytes
    present: int

    @property
    def snapshot(self) -> Snapshot:
        """Give the snapshot it was asked of."""
        return self.searcher.snapshot

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """Say what each comparison finds between the query and a record."""
        self.searcher.find(self.said, present=self.present, limit=1)
        query = int(self.searcher.own[own.QUERY])
        machine, snapshot = self.searcher.machines[self.present], self.snapshot
        model = without_gaps(snapshot.about.model, self.searcher.asking.columns_of(self.present))
        levels = _levels(model, machine, self.searcher, row=row, query=query)
        found = []
        for comparison, (level, bits) in zip(model.comparisons, levels, strict=True):
            if not comparison.levels[level].is_null:
                column = next(iter(comparison.levels[level].test.columns()), "") or _main(comparison.name, model)
                texts = (snapshot.texts(query, column), snapshot.texts(row, column))
                found.append(Reason(comparison.description or comparison.name, comparison.levels[level].label, bits, *texts))
        return tuple(found)


def _main(name: str, model: Model) -> str:
    """Name the column that a comparison is mainly about."""
    comparison = next(c for c in model.comparisons if c.name == name)
    return next(column for level in comparison.levels for column in level.test.columns())


def _levels(model: Model, machine: Machine, searcher: Searcher, *, row: int, query: int) -> list[tuple[int, float]]:
    """Grade a record against the query: the level and the bits of each comparison."""
    rows, values = slots.rows_at(searcher.places[0]), slots.values_at(searcher.places[0])
    room, program, weights = int(searcher.own[own.ROOM]), machine.program.at(), machine.weights.at()
    graded = []
    for c, _ in enumerate(model.comparisons):
        level = int(level_of(c, row, query, rows, values, program, room))
        entry = int(machine.weights.base[c]) + level
        extra = adjustment(entry, row, query, MachineAt(rows, values, program, weights))
        graded.append((level, float(machine.weights.bits[entry, 0] + extra)))
    return graded


