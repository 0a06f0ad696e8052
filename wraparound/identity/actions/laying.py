"""Who meets whom, who is like whom, and about whom people are to be asked, is laid down when records are linked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection

from wraparound.identity import queries
from wraparound.identity.models import Compared, Doubt, Likeness, Meeting
from wraparound.identity.queries.laid import (
    KEYS,
    PAIRS,
    TOGETHER,
    is_among,
    paged,
    pages_of_keys,
    pages_of_records,
)
from wraparound.ledger.actions.rows import add_rows, put_rows
from wraparound.ledger.queries.compiled import kept_in_words

if TYPE_CHECKING:
    from wraparound.identity.queries.arriving import Arrived
    from wraparound.identity.queries.linking import Laid

COLUMNS = ["number", "content"]
DOUBTED = ["left_id", "right_id", "weight", "settles", "held_by"]
OF_DOUBT = ("id", "left_id", "right_id", "decision_id")
DOUBTS = {  # of some records
    vendor: " UNION ALL ".join(
        f"SELECT {', '.join(OF_DOUBT)} FROM identity_doubt WHERE {end} {some}"  # noqa: S608 – our words
        for end in ("left_id", "right_id")
    )
    for vendor, some in queries.AMONG.items()
}
PUT = (  # PostgreSQL does all of what is put by one statement
    "{name} AS (INSERT INTO {table} (number, content) SELECT * FROM unnest(%s::bigint[], %s::bytea[])"
    " ON CONFLICT (number) DO UPDATE SET content = excluded.content)"
)
AT_ONCE = 1_000


def lay_all(laid: "Laid") -> None:
    """Lay down what was found of all records, instead of what is there."""
    with connection.cursor() as cursor:
        for table in (Meeting, Likeness, Compared):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table._meta.db_table)}")  # noqa: S608 – our name
    keys, pairs, packs = laid
    add_rows(Compared, columns=COLUMNS, rows=packs)
    add_rows(Meeting, columns=COLUMNS, rows=paged(keys, numbers=pages_of_keys(keys["key"])))
    numbers = np.concatenate([pages_of_records(pairs[end]) for end in ("one", "other")])
    both = np.concatenate([pairs, pairs])
    within = numbers[: len(pairs)] == numbers[len(pairs) :]
    apart = np.concatenate([np.ones(len(pairs), np.bool_), ~within])  # a pair inside one page stands there once
    add_rows(Likeness, columns=COLUMNS, rows=paged(both[apart], numbers=numbers[apart]))


def lay_some(records: Sequence[int], *, arrived: "Arrived") -> None:
    """Lay down what was found of some records; their pairs of before go, from both ends."""
    keys, pairs, packs = arrived.laid
    gone, nothing = np.array(sorted(records), np.uint32), np.zeros(0, PAIRS)
    on = np.stack([pages_of_records(pairs["one"]), pages_of_records(pairs["other"])])
    own = (arrived.likenesses.get(number, nothing) for number in {record >> TOGETHER for record in records})
    others = {int(end) for page in own for end in _other_ends(page, gone)}
    others |= set(pairs["one"].tolist()) | set(pairs["other"].tolist())
    told = []
    for number in sorted({record >> TOGETHER for record in (*records, *others)}):
        page = arrived.likenesses.get(number, nothing)
        goes = is_among(page["one"], some=gone) | is_among(page["other"], some=gone)
        here = (on == number).any(axis=0)
        if goes.any() or here.any():
            told.append((number, page[~goes].tobytes() + pairs[here].tobytes()))
    _put({Compared: packs, Meeting: _with_keys(keys, held=arrived.meetings), Likeness: told})


def lay_doubts(found: Collection[tuple[int, int, float, int]], *, among: Collection[int] | None = None) -> None:
    """Ask about these links from now on: two records, bits for one person, and how many records an answer settles.

    Other links go that nobody has settled: all of them, or those of records among some.
    """
    wanted = {(min(left, right), max(left, right)): rest for left, right, *rest in found}
    gone = [pk for pk, pair in _standing(among) if pair not in wanted]
    for begin in range(0, len(gone), AT_ONCE):
        Doubt.objects.filter(pk__in=gone[begin : begin + AT_ONCE]).delete()
    rows = [(*pair, *rest, "") for pair, rest in wanted.items()]
    put_rows(Doubt, columns=DOUBTED, rows=rows, once=["left_id", "right_id"], kept=["held_by"])


def _standing(among: Collection[int] | None) -> Iterable[tuple[int, tuple[int, int]]]:
    """Give the links that nobody has settled, of all records or of some.

    Cost: one statement, of some two look-ups; whether they are settled is not asked, as a database might go through all
    that are not.
    """
    if among is None:
        found: Iterable[tuple[Any, ...]] = Doubt.objects.filter(decision__isnull=True).values_list(*OF_DOUBT)
    else:
        wanted = queries.among(sorted(among))
        with kept_in_words() as cursor:
            cursor.execute(DOUBTS[connection.vendor], [wanted, wanted])
            found = cursor.fetchall()
    for pk, left, right, decision in found:
        if decision is None:
            yield pk, (left, right)


def _with_keys(keys: np.ndarray, *, held: dict[int, np.ndarray]) -> Iterable[tuple[int, bytes]]:
    """Give the pages that keys come to, where they do not stand there already."""
    numbers = pages_of_keys(keys["key"])
    for number in np.unique(numbers).tolist():
        page, mine = held.get(number, np.zeros(0, KEYS)), keys[numbers == number]
        known = set(page[is_among(page["key"], some=np.unique(mine["key"]))].tolist())
        new = [one for one in dict.fromkeys(mine.tolist()) if one not in known]
        if new:
            both = np.concatenate([page, np.array(new, KEYS)])
            yield number, both[np.lexsort((both["record"], both["key"]))].tobytes()


def _other_ends(page: np.ndarray, gone: np.ndarray) -> np.ndarray:
    """Give the records at the other end of pairs of those that go."""
    return np.concatenate(
        [page["other"][is_among(page["one"], some=gone)], page["one"][is_among(page["other"], some=gone)]]
    )


def _put(pages: Mapping[type[Compared | Meeting | Likeness], Iterable[tuple[int, bytes]]]) -> None:
    """Put pages where they belong; PostgreSQL takes them as they are, and not written out as text."""
    if connection.vendor != "postgresql":
        for table, some in pages.items():
            put_rows(table, columns=COLUMNS, rows=some, once=["number"])
        return
    told = {table._meta.db_table: found for table, some in pages.items() if (found := dict(some))}
    if told:
        puts = [PUT.format(name=f"put_{name}", table=connection.ops.quote_name(name)) for name in told]
        values = [values for found in told.values() for values in (list(found), list(found.values()))]
        with kept_in_words() as cursor:
            cursor.execute(f"WITH {', '.join(puts)} SELECT 1", values)
