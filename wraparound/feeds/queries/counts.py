"""What a load's counts say to whom: they count everyone in a file, whoever is hidden too."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db.models import Count

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.feeds.models import Load
from wraparound.feeds.queries import asides_hidden_from
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Counts:
    """How many rows a file has, how many records it made new, changed and so on, and how many rows were set aside."""

    rows: int
    new: int
    changed: int
    unchanged: int
    returned: int
    ended: int
    set_aside: int


def counts_of(loads: Sequence[Load], *, by: Actor) -> dict[int, Counts]:
    """Count what loads brought, by their numbers, for those who may be told; for all others nothing.

    Keepers of shields are told all. Those who bring files in hold the files, and a row of someone shielded that waits
    counts for them as one that said what is held already. Whoever looks children up could take what they find from
    what is counted, and be left with those who are hidden. Cost: one query at most.
    """
    keeps = permitted(by.roles, permission=Permission.KEEP_SHIELDS)
    if not keeps and not permitted(by.roles, permission=Permission.MANAGE_FEEDS):
        return {}
    aside = asides_hidden_from(by).filter(load__in=loads).values("load").order_by("load")
    counted = aside.annotate(rows=Count("pk"), records=Count("key", distinct=True))
    hidden = {one["load"]: (one["rows"], one["records"]) for one in ([] if keeps else counted)}
    return {load.pk: _counts(load, *hidden.get(load.pk, (0, 0))) for load in loads}


def _counts(load: Load, rows: int, records: int) -> Counts:
    told = {one.name: getattr(load, one.name) for one in fields(Counts)}
    return Counts(**told | {"set_aside": load.set_aside - rows, "unchanged": load.unchanged + records})
