"""The resident index of the area: one of all records, one for each agency of its own; opened mapped, and caught up.

The database is the truth. The index holds records' numbers and what they say, so that a search leads to records;
whose those are, and whether someone may see them, the database says (`queries.seen`). Records of shielded persons, and
numbers that are withheld, are not in it, so nothing of them can tell: not what is found, nor what is left out, nor how
soon.
"""

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings

from wraparound.identity.models import NotIndexed
from wraparound.ledger.queries import Compiled

if TYPE_CHECKING:
    from wraparound.matching.index import Index, Record

WHOLE = "area"
_held: dict[Path, "Index"] = {}
_turn = Lock()


def folder_of(agency: str = "") -> Path:
    """Give where the index of an agency's own records lies, or of all of them."""
    return Path(settings.INDEX_ROOT) / (f"agency-{agency}" if agency else WHOLE)


def index_of(agency: str = "") -> "Index | None":
    """Open an index, or take the one this process has open, with all that was written to it; None where there is none.

    Cost: two looks at the folder; the first time a process asks, the file is mapped, which others share.
    """
    from wraparound.matching.index import CannotOpen, open_index

    folder = folder_of(agency)
    with _turn:
        held = _held.get(folder)
        try:
            if held is None:
                held = _held[folder] = open_index(folder, check=False)
            else:
                held.refresh()
        except CannotOpen:
            _held.pop(folder, None)
            return None
        return held


def warm() -> bool:
    """Open the area's index and ask it once, so that no first search waits for the engine; say if there is one."""
    from wraparound.matching.index import CannotFind

    index = index_of()
    if index is not None:
        with suppress(CannotFind):
            index.find({"name": ["Nobody Atall"]}, limit=1)
    return index is not None


def lags_since() -> datetime | None:
    """Give the moment of the oldest change that the index has not taken yet; None where it is up to date."""
    return next((at for (at,) in OLDEST.rows()), None)


OLDEST = Compiled(lambda: NotIndexed.objects.order_by("pk").values_list("at")[:1])


def notes_waiting(most: int) -> list[tuple[int, list[int]]]:
    """Give the oldest notes of what the index has to take: the note's number, and the records' (none is all)."""
    return list(NotIndexed.objects.order_by("pk").values_list("pk", "records")[:most])


def written(records: Iterable[tuple[int, str, "Record | None"]]) -> bool | None:
    """Put records into the index, each with its agency, or take them away; what is written is on the disk then.

    False where another process writes now, None where there is no index yet, of the area or of an agency.
    """
    from wraparound.matching.index import CannotOpen, CannotPut

    by_folder: dict[Path, list[tuple[int, Record | None]]] = {folder_of(): []}
    for number, agency, record in records:
        by_folder[folder_of()].append((number, record))
        by_folder.setdefault(folder_of(agency), []).append((number, record))
    try:
        for folder, changes in by_folder.items():
            _write(folder, changes)
    except CannotPut:
        return False
    except CannotOpen:
        return None
    return True


def _write(folder: Path, changes: list[tuple[int, "Record | None"]]) -> None:
    from wraparound.matching.index import open_index

    with open_index(folder, write=True, resident=False, check=False) as index:
        index.put(record for _, record in changes if record)
        index.remove(str(number) for number, record in changes if not record)


def taken_away() -> None:
    """Take the index away, since the database beneath it is another."""
    with _turn:
        _held.clear()
        shutil.rmtree(settings.INDEX_ROOT, ignore_errors=True)


@contextmanager
def being_made() -> Iterator[bool]:
    """Let one process at a time make the index anew; says whether it is this one. It ends with the process."""
    root = Path(settings.INDEX_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / "being-made.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def size_of(agency: str = "") -> int:
    """Count the records in an index; none where there is no index."""
    held = index_of(agency)
    return len(held) if held is not None else 0
