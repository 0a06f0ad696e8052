"""What rows tell of families, homes and agencies' parts is kept from the day it is told until the day it is not."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from wraparound.agencies.words import InvolvementField
from wraparound.identity.models import Address, Asked, Involvement, Relative
from wraparound.identity.queries import among, within
from wraparound.identity.words import From, Home, Kin, Ready
from wraparound.ledger.actions.rows import add_rows, change_rows
from wraparound.ledger.queries import Compiled
from wraparound.ledger.queries.compiled import sent_together

UNTIL, SINCE = "until_on", Home._fields.index("since_on")
Told = tuple[Any, ...]
Held = dict[tuple[int, Hashable], tuple[int, Told]]  # by record and what makes two tellings one: its number, what it is
FEW = 20  # rows that are not worth a stream of them


@dataclass(frozen=True)
class _Table:
    """A table of what is told: its columns, what makes two tellings one, and what makes one the other put right."""

    model: type[models.Model]
    columns: tuple[str, ...]
    same: Callable[[Told], Hashable]
    near: Callable[[Told], Hashable] | None = None

    def over(self, told: Told) -> bool:
        """Say whether a telling is of what is over, with its own last day."""
        return UNTIL in self.columns and told[self.columns.index(UNTIL)] is not None


PARTS = _Table(
    Involvement,
    tuple(map(str, InvolvementField)),
    same=lambda told: (*told[:4], told[6]),  # service, team, professional, role and since when
    near=lambda told: told[:4],
)
FAMILY = _Table(Relative, Kin._fields, same=lambda told: told)
HOMES = _Table(
    Address,
    Home._fields,
    same=lambda told: (told[0] or told[1:3], told[5]),  # and until when: those of before are told too
    near=lambda told: told[0] or told[1:3],
)


TABLES = (PARTS, FAMILY, HOMES)


def keep_told(rows: Sequence[Ready], *, ids: Mapping[str, int], before: Collection[str], at: datetime) -> None:
    """Keep what rows tell of records; of those that were there before, end what is told no more.

    Cost: three bulk inserts; three reads and at most six bulk updates more where records were there before.
    """
    known = {ids[key] for key in before}
    parts, family, homes = [], [], []
    for row in rows:
        record = ids[row.key]
        parts += [(record, part) for part in row.parts]
        family += [(record, kin) for kin in row.family]
        homes += [(record, home) for home in row.homes]
    told = [
        (table, told, _held(table, known=known)) for table, told in zip(TABLES, (parts, family, homes), strict=True)
    ]
    with sent_together(when=len(rows) < FEW):
        for table, some, held in told:
            _keep(table, told=some, held=held, known=known, on=at.date())


def note_asked(of: From, *, at: datetime) -> None:
    """Note what a feed's files ask about, where that is not what was noted last."""
    asks = sorted(of.asks)
    if [list(row) for row in ASKED.rows(feed=of.feed)] != [[asks]]:
        Asked.objects.update_or_create(feed=of.feed, defaults={"asks": asks, "at": at})


ASKED = Compiled(lambda *, feed: Asked.objects.filter(feed=feed).order_by("pk").values_list("asks")[:1])


def _keep(table: _Table, *, told: Iterable[tuple[int, Told]], held: Held, known: Collection[int], on: date) -> None:
    """Add what is new, bring up to date what is told still, and end what is told no more."""
    new: list[tuple[int, Told]] = []
    changed: list[tuple[Any, ...]] = []
    seen: set[tuple[int, Hashable]] = set()
    for record, one in told:
        place = (record, table.same(one))
        if place in seen:
            continue
        seen.add(place)
        if record not in known or place not in held:
            new.append((record, one))
        elif held[place][1] != one:
            changed.append((*one, held[place][0]))
    stands = [(place, one) for place, one in held.items() if place not in seen and not table.over(one[1])]
    gone = [(place[0], number, was) for place, (number, was) in stands]
    new, gone, mended = _put_right(table, new=new, gone=gone)
    change_rows(table.model, columns=table.columns, rows=[*changed, *mended])
    change_rows(table.model, columns=("until_on",), rows=_ended(table, new=new, gone=gone, on=on))
    day = on.isoformat()  # as text: the database's module takes days apart one by one
    rows = ((record, *one, day) for record, one in new)
    add_rows(table.model, columns=("record_id", *table.columns, "told_on"), rows=rows)


def _held(table: _Table, *, known: Collection[int]) -> Held:
    """Read what is told of records until now; of homes also those of before, which a row can tell again."""
    rows = HELD.rows(table, records=among(known)) if known else []
    return {(record, table.same(tuple(one))): (number, tuple(one)) for number, record, *one in rows}


def _told_of(table: _Table, *, records: Any) -> models.QuerySet[Any, Any]:
    theirs = within(f"{table.model._meta.db_table}.record_id", values=records)
    some = table.model._default_manager.filter(theirs)
    now = some if UNTIL in table.columns else some.filter(until_on=None)
    return now.values_list("pk", "record_id", *table.columns)


HELD = Compiled(_told_of)


def _put_right(
    table: _Table, *, new: list[tuple[int, Told]], gone: list[tuple[int, int, Told]]
) -> tuple[list[tuple[int, Told]], list[tuple[int, int, Told]], list[tuple[Any, ...]]]:
    """Take for one, put right, what is new and what is gone where each is the only one that is near the other."""
    if table.near is None or not gone:
        return new, gone, []
    come = Counter((record, table.near(one)) for record, one in new)
    went = Counter((record, table.near(was)) for record, _, was in gone)
    alone = {place for place, times in come.items() if times == 1 == went[place]}
    numbers = {(record, table.near(was)): number for record, number, was in gone}
    mended = [(*one, numbers[record, table.near(one)]) for record, one in new if (record, table.near(one)) in alone]
    return (
        [pair for pair in new if (pair[0], table.near(pair[1])) not in alone],
        [one for one in gone if (one[0], table.near(one[2])) not in alone],
        mended,
    )


def _ended(
    table: _Table, *, new: list[tuple[int, Told]], gone: list[tuple[int, int, Told]], on: date
) -> list[tuple[date, int]]:
    """Say on which day each ended: a home on the day since which there is another, all else on the day of the load."""
    since = {record: one[SINCE] for record, one in new if one[SINCE] and not table.over(one)} if table is HOMES else {}
    return [(min(since.get(record) or on, on), number) for record, number, _ in gone]
