"""A snapshot made ready to be asked: a place to write queries in, machines for whole and partial ones, reasons."""

import math

import numpy as np
from numba import types

from wraparound.matching.compare.memory import Array, address
from wraparound.matching.compare.strings import working_room
from wraparound.matching.index import own
from wraparound.matching.index.applying import apply
from wraparound.matching.index.asking import LONGEST, Asking
from wraparound.matching.index.chances import KEY_ROW, LEFT_OUT
from wraparound.matching.index.coding import NOTED
from wraparound.matching.index.grading import grade
from wraparound.matching.index.hits import Found, LeftOut, Reason
from wraparound.matching.index.keys import ROOM
from wraparound.matching.index.machine import Machine, gap_of, machine_of, without_gaps
from wraparound.matching.index.own import AT_ONCE, MET_BITS
from wraparound.matching.index.reading.values import read
from wraparound.matching.index.searching import search
from wraparound.matching.index.sharing import Shared, Tally, find_runs, key_of_each, keys_said, tally_shared, tell_most
from wraparound.matching.index.snapshot import ASIDE, Snapshot
from wraparound.matching.index.weighing import NOTE
from wraparound.matching.model import Comparison

MOST_HITS = 1000
SLOTS = {
    own.BYTES: "bytes",
    own.ROOM: "room",
    own.FOUND: "found",
    own.KEYED: "keyed",
    own.NOTES: "notes",
    own.MET: "met",
}
SLOTS |= {own.ROWS_FOUND: "rows", own.WEIGHTS_FOUND: "weights", own.QUEUE: "queue"}


class Searcher:
    """Looks queries up in one snapshot, one at a time."""

    def __init__(self, snapshot: Snapshot, *, asking: Asking) -> None:
        self.snapshot, self.asking = snapshot, asking
        self.store = snapshot.store()
        self.gaps = [tuple(map(asking.set_of, gap_of(one))) for one in snapshot.about.model.comparisons]
        self.made: dict[tuple[int, ...], Machine] = {}
        self.machines: dict[int, Machine] = {}
        self.tally: Tally | None = None
        self.arrays: dict[str, Array] = {
            "bytes": np.zeros(LONGEST + 1, np.uint8),
            "room": working_room(),
            "found": np.zeros(max(NOTED, 2 * ROOM), np.int64),
            "keyed": np.zeros(KEY_ROW * ROOM, np.int64),
            "notes": np.zeros(NOTE * (len(snapshot.about.model.comparisons) + 1), np.int64),
            "met": np.zeros(1 << MET_BITS, np.int64),
            "queue": np.zeros(AT_ONCE, np.int64),
            "rows": np.zeros(MOST_HITS, np.int64),
            "weights": np.zeros(MOST_HITS, np.float64),
        }
        self.own = np.zeros(own.SIZE, np.int64)
        self.missed = self.own[own.MISSED : own.MISSED + 1].view(np.float64)
        for slot, name in SLOTS.items():
            self.own[slot] = address(self.arrays[name])
        self.own[own.HOME : own.HOME + 5] = _aside(snapshot)
        self.places = snapshot.place, address(self.own)
        self.bytes, self.noted = self.arrays["bytes"].data, self.own.data
        self.rows, self.weights, self.keyed = (
            self.arrays[name].data.cast("B") for name in ("rows", "weights", "keyed")
        )
        self._begin_list()

    def _begin_list(self) -> None:
        """Say where the first list of a query begins."""
        home = self.own[own.HOME : own.HOME + 5]
        self.snapshot.arrays["list_start"][home[1]] = home[2]

    def find(self, said: bytes, *, present: int, limit: int, missed: float) -> Found:
        """Find the records likeliest to be who the query's bytes tell of."""
        machine = self.machines.get(present) or self._machine(present)
        length = len(said)
        self.bytes[:length] = said
        self.missed[0] = missed
        end = 8 * search(self.places[0], machine.place, self.places[1], length, limit)
        rows, weights = self.rows[:end].tobytes(), self.weights[:end].tobytes()
        keys = self.keyed[: 8 * KEY_ROW * self.noted[own.WITH_KEYS]].tobytes()
        return Found(Asked(self, said, present), rows=rows, weights=weights, keys=keys)

    def sharing(self, asked: Shared, *, most: int) -> list[tuple[str, float]]:
        """Give the keys of the records that share most with a query, best first, and the log2 odds for each."""
        if self.tally is None:
            self.tally = Tally(self)
        odds = math.log2(max(self.snapshot.used, 1))
        told = [(self.snapshot.label(row)[0], bits - odds) for row, bits in self.tally.most_shared(asked, most=most)]
        return sorted(told, key=lambda one: (-one[1], one[0]))

    def nothing(self) -> Found:
        """Say that nothing has what was asked for."""
        return Found(Asked(self, b"", 0), rows=b"", weights=b"", keys=b"")

    def _machine(self, present: int) -> Machine:
        """Give the machine for queries that say these columns; those that lack no main column share one."""
        lacks = tuple(0 if present & asked else present & others for asked, others in self.gaps)
        if lacks not in self.made:
            fitted = without_gaps(self.snapshot.about.model, present=self.asking.columns_of(present))
            self.made[lacks] = machine_of(fitted, store=self.store)
        self.machines[present] = self.made[lacks]
        return self.made[lacks]


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


class Asked:
    """A query as it was asked of a snapshot, kept so that reasons can be given later."""

    __slots__ = ("present", "said", "searcher")

    def __init__(self, searcher: Searcher, said: bytes, present: int) -> None:
        self.searcher, self.said, self.present = searcher, said, present

    def left_out(self, keys: bytes) -> tuple[LeftOut, ...]:
        """Say which keys' records were not all looked at, from what was noted of each key."""
        names, noted = self.snapshot.about.keys, np.frombuffer(keys, np.int64).reshape(-1, KEY_ROW)
        left = [(names[int(key[1])], int(key[3] - key[2])) for key in noted if key[4] == LEFT_OUT]
        return tuple(LeftOut(columns, records) for columns, records in left)

    @property
    def snapshot(self) -> Snapshot:
        """Give the snapshot it was asked of."""
        return self.searcher.snapshot

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """Say what each comparison finds between the query and a record."""
        self.searcher.find(self.said, present=self.present, limit=1, missed=1.0)
        query = int(self.searcher.own[own.QUERY])
        machine, snapshot = self.searcher.machines[self.present], self.snapshot
        model = without_gaps(snapshot.about.model, present=self.searcher.asking.columns_of(self.present))
        graded = np.zeros(2 * len(model.comparisons), np.float64)
        grade(snapshot.place, machine.place, self.searcher.places[1], row, address(graded))
        found = []
        for comparison, (level, bits) in zip(model.comparisons, graded.reshape(-1, 2).tolist(), strict=True):
            reached = comparison.levels[int(level)]
            if not reached.is_null:
                column = next(reached.test.columns(), "") or _main(comparison)
                texts = (snapshot.texts(query, column=column), snapshot.texts(row, column=column))
                found.append(Reason(comparison.description or comparison.name, reached.label, bits, *texts))
        return tuple(found)


def _main(comparison: Comparison) -> str:
    """Name the column that a comparison is mainly about: the first that a graded level reads."""
    return next(column for level in comparison.levels[1:] for column in level.test.columns())


def load_kernels() -> None:
    """Have what a search and a change run loaded, or compiled the first time, before the first of them waits for it."""
    for kernel in (read, search, apply, keys_said, key_of_each, find_runs, tally_shared, tell_most):
        kernel.compile((types.int64,) * kernel.py_func.__code__.co_argcount)
