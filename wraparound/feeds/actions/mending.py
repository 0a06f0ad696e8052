"""A row that was set aside is mended by a person and filed, with all rows of its reference."""

from collections.abc import Mapping
from datetime import datetime

from wraparound.feeds.events import RowMended
from wraparound.feeds.models import Load, SetAside
from wraparound.feeds.policies import check_may_mend
from wraparound.feeds.queries import asides_to_mend, source_of
from wraparound.feeds.rules import row_of
from wraparound.feeds.rules.maps import map_of
from wraparound.feeds.rules.together import together
from wraparound.feeds.words import Fault, LoadState
from wraparound.identity.actions import file_records
from wraparound.identity.queries import told_since
from wraparound.identity.rules import WITHHELD
from wraparound.identity.words import Row
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotMend(CannotDo):
    """The row, as it now stands, still has to wait."""


@whole
def mend_row(aside: int, *, values: Mapping[str, str], by: Actor, at: datetime) -> SetAside:
    """File a row as somebody mended it, with the others of its reference; raises CannotMend with what is still wrong.

    Where another row of its reference has to be mended first, what was mended is kept, and the row waits for that one.
    """
    check_may_mend(by)
    held = asides_to_mend(by).select_for_update(of=("self",)).select_related("load__feed").filter(pk=aside).first()
    if held is None:
        raise CannotMend("There is no such row.")
    if held.mended_at:
        raise CannotMend("Somebody has mended this row already.")
    values = {name: held.values.get(name, "") if text == WITHHELD else text for name, text in values.items()}
    row, before = _read(held.load, values), held.key
    if isinstance(row, Fault):
        raise CannotMend(_in_words(row))
    known = set(asides_to_mend(by).filter(load=held.load_id, key=row.key).values_list("pk", flat=True))
    hidden = any(one.pk not in known for one in _waiting(held.load, row.key))
    if hidden or told_since(held.load.feed.code, key=row.key, load=held.load_id, after=row.key == before):
        raise CannotMend("Another row of this file, or a newer file, has told of this reference already.")
    held.values, held.key = values, row.key
    held.save(update_fields=["values", "key"])
    for key in dict.fromkeys([row.key, before]):
        _reconsider(held.load, key=key, by=by, at=at)
    held.refresh_from_db(fields=["mended_at", "reason", "column", "right"])
    if not held.mended_at and not _waits_for_another(held):
        raise CannotMend(_in_words(Fault(held.column, "", held.reason, held.right)))
    return held


def _reconsider(load: Load, *, key: str, by: Actor, at: datetime) -> None:
    """File the rows of one reference that wait, if they can be taken in together now; else say anew why they wait."""
    waiting = {one.row: one for one in _waiting(load, key)} if key else {}
    rows = {number: _read(load, one.values) for number, one in sorted(waiting.items())}
    found = together(rows, by_map=map_of(load.feed.map)) if rows else {}
    if isinstance(found, Row):
        file_records([found], of=source_of(load), by=by, at=at)
        Load.objects.filter(pk=load.pk, state=LoadState.DONE).update(state=LoadState.FILED)
    for number, one in waiting.items():
        if isinstance(found, Row):
            one.mended_at, one.mended_by = at, by.username
            write_down(RowMended(load.feed.code, load.pk, number), by=by, at=at)
        else:
            fault = found[number]
            one.column, one.value, one.reason, one.right = fault.column, fault.value, fault.reason, fault.right
        one.save(update_fields=["column", "value", "reason", "right", "mended_at", "mended_by"])


def _waiting(load: Load, key: str) -> list[SetAside]:
    return list(SetAside.objects.select_for_update().filter(load=load, key=key, mended_at__isnull=True))


def _waits_for_another(held: SetAside) -> bool:
    """Say whether a row that is in order waits for another of its reference that is not."""
    others = (one for one in _waiting(held.load, held.key) if one.pk != held.pk)
    return any(isinstance(_read(held.load, one.values), Fault) for one in others)


def _read(load: Load, values: Mapping[str, str]) -> Row | Fault:
    return row_of(values, by_map=map_of(load.feed.map), as_of=load.as_of)


def _in_words(fault: Fault) -> str:
    return f"{fault.column or 'The row'}: {fault.reason}; {fault.right}."
