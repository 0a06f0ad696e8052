"""Every read of the ledger."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from wraparound.ledger.models import Entry, Mention, Seal
from wraparound.ledger.rules import BEGINNING, Line


def entries_about(person: int) -> QuerySet[Entry]:
    """Find the entries that concern a person, newest first."""
    return Entry.objects.filter(pk__in=Mention.objects.filter(person=person).values("entry")).order_by("-id")


def entries_by(username: str) -> QuerySet[Entry]:
    """Find what someone did and looked at, newest first."""
    return Entry.objects.filter(username=username).order_by("-id")


def newest_entries() -> QuerySet[Entry]:
    """Find all entries, newest first."""
    return Entry.objects.order_by("-id")


def lines_from(day: date | None = None) -> Iterator[Line]:
    """Read the chain in order, from a day or from its beginning. Cost: one pass, memory bounded."""
    entries = Entry.objects.order_by("id")
    for entry in (entries.filter(day__gte=day) if day else entries).iterator(chunk_size=2_000):
        yield Line(entry.day.isoformat(), entry.place, entry.said(), entry.previous, entry.hash)


def hash_before(day: date) -> str:
    """Give the hash that a day's first entry follows."""
    last = Entry.objects.filter(day__lt=day).order_by("-id").values_list("hash", flat=True).first()
    return last or BEGINNING


def seals() -> QuerySet[Seal]:
    """Find the signed heads, newest first."""
    return Seal.objects.order_by("-id")
