"""The chain as it stands, in order, and the heads that were signed."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from wraparound.ledger.models import Entry, Seal
from wraparound.ledger.rules import BEGINNING, Head, Line


def lines_from(day: date | None = None) -> Iterator[Line]:
    """Read the chain in order, from a day or from its beginning. Cost: one pass, memory bounded."""
    entries = Entry.objects.order_by("id")
    for entry in (entries.filter(day__gte=day) if day else entries).iterator(chunk_size=2_000):
        yield Line(entry.day.isoformat(), entry.place, entry.said(), entry.previous, entry.hash)


def hash_before(day: date) -> str:
    """Give the hash that a day's first entry follows."""
    last = Entry.objects.filter(day__lt=day).order_by("-id").values_list("hash", flat=True).first()
    return last or BEGINNING


def entries_in_all() -> int:
    """Say about how many entries there are, by the number of the last. Cost: one look-up."""
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def last_entry_of(day: date) -> Entry | None:
    """Find the entry with which a day ends so far."""
    return Entry.objects.filter(day=day).order_by("-place").first()


def seals() -> QuerySet[Seal]:
    """Find the signed heads, newest first."""
    return Seal.objects.order_by("-id")


def sealed_heads() -> list[Head]:
    """Give every signed head, oldest first."""
    return [head_of(seal) for seal in Seal.objects.order_by("id")]


def newest_head() -> Head | None:
    """Give the head that was signed last."""
    seal = seals().first()
    return head_of(seal) if seal else None


def head_of(seal: Seal) -> Head:
    """Give a seal as it is handed out."""
    return Head(seal.day.isoformat(), seal.place, seal.hash, seal.signature, seal.key)


def days_to_seal(before: date) -> list[date]:
    """Find the days, oldest first, that ended before a day and have entries which no seal covers."""
    sealed = Seal.objects.order_by("-day", "-place").values("day", "place").first()
    ends = Entry.objects.filter(day__lt=before)
    if sealed:
        ends = ends.filter(day__gte=sealed["day"])
    days = list(ends.order_by("day").values_list("day", flat=True).distinct())
    if sealed and days and days[0] == sealed["day"]:
        last = last_entry_of(days[0])
        if last and last.place == sealed["place"]:
            days = days[1:]
    return days
