"""What the resident index is to hold of records: what they say and said, without what nobody may find them by."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from wraparound.identity.models import Record, RecordPast
from wraparound.identity.queries import let_go
from wraparound.identity.queries.index import folder_of
from wraparound.identity.queries.numbers import numbers_withheld
from wraparound.identity.queries.seen import records_shielded
from wraparound.identity.rules.indexed import indexed

if TYPE_CHECKING:
    from wraparound.matching.index import Record as Indexed

AT_ONCE = 500
Said = Mapping[str, list[str]]


def to_index(records: Collection[int]) -> Iterator[tuple[int, str, "Indexed | None"]]:
    """Give records as the index takes them, each with its agency's code; None in the place of one it must not hold.

    Cost: four statements for each five hundred.
    """
    from wraparound.matching.index import Record as Indexed

    wanted, withheld = sorted(set(records)), numbers_withheld()
    for begin in range(0, len(wanted), AT_ONCE):
        some = wanted[begin : begin + AT_ONCE]
        shown = set(_shown().filter(pk__in=some).values_list("pk", flat=True))
        past = _past(Q(record__in=some))
        rows = Record.objects.filter(pk__in=some).values_list("pk", "agency__code", "said")
        for number, agency, said in rows:
            told = indexed(said, past=past.get(number, ()), withheld=withheld)
            yield number, agency, Indexed(str(number), told) if number in shown else None


def agencies_held() -> list[str]:
    """Name the agencies of whom there are records."""
    return list(Record.objects.order_by("agency__code").values_list("agency__code", flat=True).distinct())


def built(agency: str = "") -> int:
    """Make the index anew from all records, or from an agency's own; give how many it holds.

    It takes the place of the former one at once, when it is on the disk. Outside any transaction. Cost: reads every
    record; about 1 KiB of memory for each.
    """
    import pyarrow as pa

    from wraparound.identity.queries.arriving import lessons_kept
    from wraparound.matching.index import build_from
    from wraparound.matching.pipeline.arriving import rows_of

    lessons = lessons_kept()
    if lessons is None:
        return 0
    numbers, inputs = _inputs(Q(agency__code=agency) if agency else Q())
    if not numbers:
        return 0
    let_go()
    linked = rows_of(inputs, lessons=lessons).linked
    names = pa.array([str(number) for number in numbers]).take(pa.array(linked.store.order))
    model = linked.weighed_by or linked.model
    build_from(linked.store, model=model, labels=(names, names), directory=folder_of(agency), date_order="ymd")
    return len(numbers)


def _shown() -> Any:
    """Find the records that the index may hold: of persons, none of whom is shielded."""
    linked = Record.objects.filter(person__isnull=False)
    return linked.exclude(pk__in=records_shielded().values("pk"))


def _inputs(which: Q) -> tuple[list[int], list[Any]]:
    """Lay all records out as the engine reads tables, a feed at a time."""
    from wraparound.identity.queries.records import as_input

    withheld, past = numbers_withheld(), _past(Q())
    numbers: list[int] = []
    inputs = []
    for feed in Record.objects.filter(which).order_by("feed").values_list("feed", flat=True).distinct():
        rows = _shown().filter(which, feed=feed).annotate(text=Cast("said", TextField())).order_by("pk")
        told = []
        for number, text in rows.values_list("pk", "text").iterator(chunk_size=5_000):
            numbers.append(number)
            held = indexed(json.loads(text), past=past.get(number, ()), withheld=withheld)
            told.append((str(number), json.dumps(held, ensure_ascii=False)))
        if told:
            inputs.append(as_input(feed, told=told))
    return numbers, inputs


def _past(which: Q) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = {}
    rows: Iterable[tuple[int, Said]] = RecordPast.objects.filter(which).values_list("record_id", "said").order_by("pk")
    for record, said in rows:
        found.setdefault(record, []).append(said)
    return found
