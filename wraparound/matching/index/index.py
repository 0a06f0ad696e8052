"""An open index: asked by any part of what records say, changed record by record, written anew when it has grown."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Self

import numpy as np

from wraparound.matching.compare.memory import address
from wraparound.matching.index import block as slots
from wraparound.matching.index.applying import apply
from wraparound.matching.index.asking import Asking, Record, Said
from wraparound.matching.index.base_file import write_base
from wraparound.matching.index.beginnings import Beginnings
from wraparound.matching.index.building import arrays_of
from wraparound.matching.index.coding import NOTED
from wraparound.matching.index.compacting import contents_left
from wraparound.matching.index.folder import WriterLock, base_of, generation_of, log_of, put_in_force
from wraparound.matching.index.hits import Found
from wraparound.matching.index.in_part import UNLIKE_RECORDS, addresses_with, as_record
from wraparound.matching.index.keys import ROOM
from wraparound.matching.index.log import PUT, REMOVE, LogWriter, batches, name_bytes, operation, read_from
from wraparound.matching.index.refusals import CannotOpen, CannotPut
from wraparound.matching.index.searcher import MOST_HITS, Searcher, load_kernels
from wraparound.matching.index.sharing import Shared
from wraparound.matching.index.snapshot import ASIDE, opened

MISSED = 0.01  # chance at which a search ends without a sure answer


def open_index(
    directory: Path, *, write: bool = False, durable: bool = True, check: bool = True, resident: bool | None = None
) -> "Index":
    """Open an index; raises CannotOpen where there is none, it is another version's or damaged.

    One process may write. `durable` has every change on the disk before it is acknowledged (one fdatasync a call);
    without it a change survives the end of the process but not of the machine. `check` reads the whole file once.
    `resident` copies the file into memory of this process' own, in large pages, so that a search waits less for memory;
    otherwise it is mapped, and shared with whoever else has it open. Unless said, the writer's is resident.
    """
    stays = write if resident is None else resident
    return Index(Path(directory), write=write, durable=durable, check=check, resident=stays)


class Index:
    """An open index. Safe to use from several threads, which take turns."""

    def __init__(self, directory: Path, *, write: bool, durable: bool, check: bool, resident: bool) -> None:
        self.directory, self.durable, self.check, self.resident = directory, durable, check, resident
        self._turn = RLock()
        generation_of(directory)
        self._lock = WriterLock(directory) if write else None
        self._log: LogWriter | None = None
        try:
            self._load()
        except BaseException:
            self.close()
            raise

    def _load(self) -> None:
        """Open the generation in force and do what its log says; again if it gives way to the next meanwhile."""
        for tries in range(5):
            self.generation = generation_of(self.directory)
            try:
                self._snapshot = opened(
                    base_of(self.directory, generation=self.generation),
                    check=self.check,
                    resident=self.resident,
                    meanwhile=load_kernels,
                )
                self._end = self._gone = 0
                self._begin()
                self._catch_up()
                break
            except CannotOpen:
                if tries == 4 or generation_of(self.directory) == self.generation:
                    raise
        if self._lock:
            self._log = LogWriter(
                log_of(self.directory, generation=self.generation), end=self._end, durable=self.durable
            )

    def _begin(self) -> None:
        about = self._snapshot.about
        self._asking = Asking(about.columns, date_order=about.date_order)
        self._searcher = Searcher(self._snapshot, asking=self._asking)
        self._beginnings = Beginnings(self._snapshot)
        self._room = np.zeros(max(NOTED, 2 * ROOM), np.int64)

    def _catch_up(self) -> None:
        for entry, end in read_from(log_of(self.directory, generation=self.generation), offset=self._end):
            self._apply(entry)
            self._end = end

    def _apply(self, entry: bytes) -> None:
        raw = np.frombuffer(entry, np.uint8)
        self._gone += int(apply(self._snapshot.place, address(raw), len(raw), address(self._room)))

    def __len__(self) -> int:
        """Count the records there are."""
        return self._snapshot.used - self._gone

    def find(self, query: Said, *, on: date | None = None, limit: int = 10, missed: float = MISSED) -> Found:
        """Find the records that may be who is asked for, best first.

        A search without a sure answer goes on until the chance that it has missed somebody who is there, as the model
        knows it, is below `missed`: ask for less where a person waits and not a whole file.
        A query is any of the fields a record has, and `name` (a whole name in any order), `age` (with `on`),
        `identifier` (any number), `phone_ending`, `address_words`. Raises CannotFind where it says nothing.
        """
        with self._turn:
            if not query.keys().isdisjoint(UNLIKE_RECORDS):
                turned = as_record(query, snapshot=self._snapshot, on=on)
                if any(query.values()) and not any(turned.values()):
                    return self._searcher.nothing()
                query = turned
            said, present = self._asking.of_query(query)
            return self._searcher.find(said, present=present, limit=min(max(limit, 1), MOST_HITS), missed=missed)

    def sharing(
        self, query: Said, *, besides: Said, address_words: str = "", most: int = 200
    ) -> list[tuple[str, float]]:
        """Give the records that share most with a query, best first, each with the log2 odds of what it shares.

        Of each field the rarest thing that is shared counts, alone or not; what does not fit counts nothing. Unlike
        `find` it leads to who shares only what many have, if few have all of it; where too many do, to nobody. Cost:
        some milliseconds for each million records that share anything.
        """
        with self._turn:
            said, other = (self._asking.of_query(one)[0] if any(one.values()) else b"" for one in (query, besides))
            asked = Shared(said, other, addresses_with(address_words, snapshot=self._snapshot), "address")
            return self._searcher.sharing(asked, most=most)

    def as_record(self, query: Said, *, on: date | None = None) -> Said:
        """Say a query as a record would: parts of numbers and addresses become the values here that have them."""
        with self._turn:
            return as_record(query, snapshot=self._snapshot, on=on)

    def beginning(self, letters: str, *, column: str, most: int = 8) -> list[str]:
        """Give the values of a column that begin with some letters, the most common first."""
        with self._turn:
            return self._beginnings.of(letters, column=column, most=most)

    def put(self, records: Iterable[Record]) -> int:
        """Add records, or put them in the place of those with their keys; give how many.

        All or, if the process ends meanwhile, the first so many batches of 20,000: each is seen whole or not at all.
        """
        with self._turn:
            done = 0
            for batch in batches(self._put_operation(record) for record in records):
                self._write(b"".join(batch), records=len(batch))
                done += len(batch)
            return done

    def put_one(self, record: Record) -> None:
        """Add one record, or put it in the place of the one with its key."""
        with self._turn:
            self._write(self._put_operation(record), records=1)

    def remove(self, keys: Iterable[str]) -> int:
        """Take records away by their keys; give how many there were."""
        with self._turn:
            before = len(self)
            for batch in batches(operation(REMOVE, key=name_bytes(key)) for key in keys):
                self._write(b"".join(batch), records=0)
            return before - len(self)

    def _put_operation(self, record: Record) -> bytes:
        values = self._asking.of_record(record.said)
        return operation(PUT, key=name_bytes(record.key), person=name_bytes(record.person or record.key), values=values)

    def _write(self, entry: bytes, *, records: int) -> None:
        """Write an entry to the log, then do what it says."""
        if self._log is None:
            raise CannotPut(f"{self.directory}: the index is open for reading; open it with write=True to change it.")
        if not self._has_room(records, len(entry)):
            self.compact()
        try:
            self._end = self._log.append(entry)
        except OSError as fault:
            raise CannotPut(f"{self.directory}: the change was not kept ({fault.strerror}).") from None
        self._apply(entry)

    def _has_room(self, records: int, length: int) -> bool:
        """Say whether so many records of so many bytes fit behind what is there."""
        block, capacity = self._snapshot.block, self._snapshot.capacity
        needs = {
            "labels": (slots.ROW, records),
            "hashed": (slots.VALUE, length // 4 + 20 * ASIDE),
            "chars": (slots.CHAR, length + 200 * ASIDE),
            "list_start": (slots.LIST, length // 8 + 4 * ASIDE),
            "list_codes": (slots.LISTED, length // 4 + 16 * ASIDE),
            "label_bytes": (slots.LABEL_BYTE, length),
            "links": (slots.LINK, length // 2 + records * len(self._snapshot.about.keys) * 2),
        }
        wide = {"links": 2}
        return all(
            block[slot] + more < capacity[name] // wide.get(name, 1) - ASIDE for name, (slot, more) in needs.items()
        )

    def refresh(self) -> bool:
        """See what the writer has done since; say whether anything was new. Costs two looks at the folder."""
        with self._turn:
            if generation_of(self.directory) != self.generation:
                self._load()
                return True
            before = self._end
            self._catch_up()
            return self._end != before

    def compact(self) -> None:
        """Write everything anew, without what is gone, how common each value is counted again, and an empty log."""
        with self._turn:
            if self._log is None:
                raise CannotPut(
                    f"{self.directory}: the index is open for reading; open it with write=True to compact it."
                )
            about = self._snapshot.about
            arrays, data = arrays_of(contents_left(self._snapshot), model=about.model, date_order=about.date_order)
            generation = self.generation + 1
            write_base(base_of(self.directory, generation=generation), arrays=arrays, about=data)
            put_in_force(self.directory, generation=generation)
            self._log.close()
            self._load()

    def close(self) -> None:
        """Let go of the files; what was found stays good."""
        if self._log:
            self._log.close()
            self._log = None
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
