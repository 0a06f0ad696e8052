"""Which records wait to be linked, and whether that is sooner done one by one or with all others."""

from dataclasses import dataclass

from wraparound.identity.models import Linkings, Record, Teaching
from wraparound.identity.rules import few_wait, should_count, should_learn


@dataclass(frozen=True)
class ToLink:
    """The records to be linked one by one; or all of the area's, if `with_all`."""

    alone: tuple[int, ...]
    with_all: bool


def records_to_link() -> ToLink:
    """Find the records that wait, and choose how to link them. Cost: four small statements."""
    waiting = tuple(Record.objects.filter(waits=True).order_by("pk").values_list("pk", flat=True))
    if not waiting:
        return ToLink((), with_all=False)
    last = Teaching.objects.order_by("-pk").only("records", "counted", "feeds", "digest").first()
    records = Linkings.objects.values_list("records", flat=True).get() + len(waiting) if last else 0
    if last is None or not last.digest or not few_wait(len(waiting), records=records):
        return ToLink((), with_all=True)
    feeds = Record.objects.filter(pk__in=waiting).values_list("feed", flat=True).distinct()
    anew = should_count(records, counted=last.counted, feeds=list(feeds), known=last.feeds) or should_learn(
        records, learnt_from=last.records or None
    )
    return ToLink((), with_all=True) if anew else ToLink(waiting, with_all=False)
