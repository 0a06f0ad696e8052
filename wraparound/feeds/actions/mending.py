"""A row that was set aside is mended by a person and filed."""

from collections.abc import Mapping
from datetime import datetime

from wraparound.feeds.events import RowMended
from wraparound.feeds.models import Load, SetAside
from wraparound.feeds.policies import check_may_mend
from wraparound.feeds.queries import asides_to_mend
from wraparound.feeds.rules import map_of, row_of
from wraparound.feeds.words import Fault, LoadState
from wraparound.identity.actions import file_records
from wraparound.identity.words import From
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotMend(CannotDo):
    """The row, as it now stands, still has to wait."""


@whole
def mend_row(aside: int, *, values: Mapping[str, str], by: Actor, at: datetime) -> SetAside:
    """File a row as somebody mended it; raises CannotMend with what is still wrong."""
    check_may_mend(by)
    held = asides_to_mend(by).select_for_update(of=("self",)).select_related("load__feed").filter(pk=aside).first()
    if held is None:
        raise CannotMend("There is no such row.")
    if held.mended_at:
        raise CannotMend("Somebody has mended this row already.")
    load = held.load
    row = row_of(dict(values), by_map=map_of(load.feed.map), as_of=load.as_of)
    if isinstance(row, Fault):
        raise CannotMend(f"{row.column or 'The row'}: {row.reason}; {row.right}.")
    file_records([row], of=From(load.feed.code, load.feed.agency_id, load.pk), by=by, at=at)
    held.values, held.mended_at, held.mended_by = dict(values), at, by.username
    held.save(update_fields=["values", "mended_at", "mended_by"])
    Load.objects.filter(pk=load.pk, state=LoadState.DONE).update(state=LoadState.FILED)
    write_down(RowMended(load.feed.code, load.pk, held.row), by=by, at=at)
    return held
