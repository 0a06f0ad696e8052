"""Files of notifications: read row by row, and found by those who may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from django.db.models import Count, Q, QuerySet

from wraparound.feeds.policies import MACHINE
from wraparound.feeds.queries.cells import values_of
from wraparound.feeds.words import Fault
from wraparound.frontdoor.models import NoticeFile, NoticeLine
from wraparound.frontdoor.policies import is_at_the_door, may_see_notices
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.rules.notice_shapes import columns_in, missing_of, notice_shapes, shape_by_headings
from wraparound.frontdoor.rules.notices import notice_of, reference_in
from wraparound.frontdoor.words.notices import Notice, NoticeRow, NoticesGiven, NoticeShape, NoticeState
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.matching.tables import CannotRead, Limits, Loaded, read_table

LARGEST = 10 << 20  # bytes
LIMITS = Limits(columns=200)
SHOWN = 200  # rows of a kind on a page


class CannotUseNotices(CannotDo):
    """The file is none that can be taken in; the text says why and what would be right."""


@dataclass(frozen=True)
class FileShown:
    """A file, how many of its rows stand how, and those that wait and that went in."""

    file: NoticeFile
    counts: dict[str, int]
    waiting: Sequence[NoticeLine] = ()
    settled: Sequence[NoticeLine] = ()

    @property
    def rows(self) -> int:
        """Count all rows."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Count the rows that go in next."""
        return self.counts[NoticeState.READY]

    @property
    def kind(self) -> str:
        """Name what kind of file it is."""
        return notice_shapes()[self.file.kind].name


def read_notices(path: Path, *, name: str, agency: str, kind: str = "", on: date) -> NoticesGiven:
    """Read a file of notifications by its shape, or by its headings; raises CannotUseNotices. Cost: the file once."""
    if path.stat().st_size > LARGEST:
        raise CannotUseNotices(f"{name} is larger than {LARGEST >> 20} MB. Send it in parts.")
    try:
        loaded = read_table(path, limits=LIMITS)
    except CannotRead as fault:
        raise CannotUseNotices(str(fault).replace(path.name, name)) from fault
    headings = loaded.table.column_names
    shape = notice_shapes().get(kind) or shape_by_headings(headings)
    if shape is None:
        raise CannotUseNotices(f"{name}: the headings are of no file of notifications. {_needed()}")
    found = columns_in(headings, shape=shape)
    if missing := missing_of(found, shape=shape):
        ways = "; ".join(f"“{one.name}”, also called {', '.join(one.at[:3])}" for one in missing)
        raise CannotUseNotices(f"{name}: a column is missing: {ways}.")
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    rows = sorted(_rows(loaded, shape=shape, on=on), key=lambda one: one.row)
    unread = tuple(one for one in headings if one not in found)
    return NoticesGiven(name, sha256, shape.code, agency, tuple(found), unread, tuple(rows))


def _rows(loaded: Loaded, *, shape: NoticeShape, on: date) -> Iterator[NoticeRow]:
    found = columns_in(loaded.table.column_names, shape=shape)
    for aside in loaded.set_aside:
        yield NoticeRow(aside.row, "", {}, Fault(aside.field, aside.value, aside.reason, aside.right))
    for place, cells in enumerate(values_of(loaded.table)):
        values = {name: text for name, text in cells.items() if text}
        read = notice_of(values, found=found, order=shape.date_order, on=on)
        reference = reference_in(values, found=found)
        yield NoticeRow(loaded.row_number(place), reference, values, read if isinstance(read, Fault) else None)


def _needed() -> str:
    kinds = (
        f"A {shape.name.lower()} needs {' and '.join(f'“{one.name}”' for one in shape.columns if one.needed)}"
        for shape in notice_shapes().values()
    )
    return "; ".join(kinds) + "."


def notice_in(line: NoticeLine) -> Notice | Fault:
    """Read a row as it stands now."""
    shape, on = notice_shapes()[line.file.kind], line.file.received_at.date()
    return notice_of(line.values, found=columns_in(line.file.headings, shape=shape), order=shape.date_order, on=on)


def notice_files(by: Actor) -> QuerySet[NoticeFile]:
    """Find the files that someone may see: their agency's, and at the front door all."""
    files = NoticeFile.objects.select_related("agency").order_by("-received_at", "-pk")
    if MACHINE in by.roles or is_at_the_door(by, front_door=front_door()):
        return files
    return files.filter(agency__code=by.agency) if may_see_notices(by) else files.none()


def files_shown(by: Actor) -> list[FileShown]:
    """Give the newest files with how many of their rows stand how. Cost: one query beside who may."""
    counted = {
        state: Count("lines", filter=Q(lines__state=state))
        for state in NoticeState  # one word each: no two clash
    }
    files = notice_files(by).annotate(**{f"rows_{state}": one for state, one in counted.items()})[:100]
    return [FileShown(file, {state: getattr(file, f"rows_{state}") for state in NoticeState}) for file in files]


def file_shown(pk: int, *, by: Actor) -> FileShown | None:
    """Give one file with its rows that wait and those that went in. Cost: four queries."""
    file = notice_files(by).filter(pk=pk).first()
    if file is None:
        return None
    lines = NoticeLine.objects.filter(file=file)
    counts = dict(lines.values_list("state").annotate(count=Count("pk")).order_by())
    waiting = lines.filter(state=NoticeState.WAITS).order_by("row")[:SHOWN]
    settled = lines.filter(settled_at__isnull=False).select_related("contact").order_by("row")[:SHOWN]
    return FileShown(file, {state: counts.get(state, 0) for state in NoticeState}, list(waiting), list(settled))


def line_shown(pk: int, *, by: Actor) -> NoticeLine | None:
    """Find a row of a file that someone may see."""
    found = NoticeLine.objects.select_related("file__agency", "contact").filter(file__in=notice_files(by).order_by())
    return found.filter(pk=pk).first()


def files_unfinished() -> list[int]:
    """Give the files of which rows are still to go in, the oldest first."""
    ready = NoticeLine.objects.filter(state=NoticeState.READY)
    return list(ready.order_by("file").values_list("file", flat=True).distinct())
