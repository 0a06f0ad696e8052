"""Taking files of public facts in: rows that cannot be read are set aside, the others kept."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, models

from wraparound.agencies.events import ReferenceLoaded
from wraparound.agencies.models import NhsOrganisation, Postcode, ReferenceLoad, RowSetAside, School
from wraparound.agencies.policies import check_may_load
from wraparound.agencies.queries import reference_now
from wraparound.agencies.rules import Unreadable, fields_of, rows_in
from wraparound.agencies.words import DateOrder, Reference, ReferenceKind, SetAside
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.actions.rows import put_rows

AT_ONCE = 1_000  # rows written together
MOST_ASIDE = 1_000  # rows set aside that are kept one by one; all are counted
TABLES: Mapping[ReferenceKind, type[models.Model]] = {
    ReferenceKind.SCHOOLS: School,
    ReferenceKind.POSTCODES: Postcode,
    ReferenceKind.NHS_ORGANISATIONS: NhsOrganisation,
}
Progress = Callable[[int], None]


class CannotLoad(CannotDo):
    """A file of public facts cannot be read as a whole."""


@whole
def load_reference(
    kind: ReferenceKind, *, file: Path, by: Actor, at: datetime, progress: Progress | None = None
) -> ReferenceLoad:
    """Take a file of schools, postcodes or NHS organisations in; the same file again changes nothing.

    `progress`, if given, is told the number of rows read, now and then. What a file no longer holds stays: published
    files keep what has closed, and extracts leave out what is elsewhere.
    """
    check_may_load(by)
    table = TABLES[kind]
    before = table._default_manager.count()
    counts, aside, written = _rows(kind, file=file, progress=progress)
    added = table._default_manager.count() - before
    load = ReferenceLoad.objects.create(
        kind=kind, file=file.name, rows=counts, added=added, changed=written - added,
        set_aside=aside[0], at=at, by=by.username,
    )  # fmt: skip
    RowSetAside.objects.bulk_create([RowSetAside(load=load, **asdict(one)) for one in aside[1]])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")
    event = ReferenceLoaded(kind, load.file, load.rows, load.added, load.changed, load.set_aside)
    write_down(event, by=by, at=at)
    return load


def _rows(kind: ReferenceKind, *, file: Path, progress: Progress | None) -> tuple[int, tuple[int, list[SetAside]], int]:
    """Read and write every row; give how many there were, how many were set aside (and which), how many written."""
    count, left_out, aside = 0, 0, list[SetAside]()
    how = _how(reference_now(), kind=kind)
    fields = fields_of(kind, order=how.pop("order"))
    names = [one.name for one in fields]
    waiting: dict[Any, tuple[Any, ...]] = {}  # by the first of them: of two with one key the later holds
    written = 0
    try:
        for row in rows_in(file, fields=fields, **how):
            count += 1
            if isinstance(row, tuple):
                waiting[row[0]] = row
            else:
                left_out += 1
                aside += [row] if left_out <= MOST_ASIDE else []
            if len(waiting) >= AT_ONCE:
                written += _put(kind, names=names, rows=waiting)
            if progress and count % 100_000 == 0:
                progress(count)
    except Unreadable as fault:
        raise CannotLoad(str(fault)) from fault
    written += _put(kind, names=names, rows=waiting)
    return count, (left_out, aside), written


def _put(kind: ReferenceKind, *, names: list[str], rows: dict[Any, tuple[Any, ...]]) -> int:
    """Write rows that are new or read otherwise, give how many they were, and have none wait any more."""
    some = list(rows.values())
    rows.clear()
    return put_rows(TABLES[kind], columns=names, rows=some, once=names[:1], differing=True)


def _how(reference: Reference, *, kind: ReferenceKind) -> dict[str, Any]:
    """Give how the area's file is written."""
    said = getattr(reference, kind)
    return {
        "columns": asdict(said.columns),
        "encoding": said.encoding,
        "headed": getattr(said, "headed", True),
        "order": getattr(said, "date_order", DateOrder.YMD),
    }
