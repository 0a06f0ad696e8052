"""Entries, newest first: about a child, by someone, or all."""

from django.db.models import QuerySet

from wraparound.ledger.models import Entry, Mention


def entries_about(person: int) -> QuerySet[Entry]:
    """Find the entries that concern a person, newest first."""
    return Entry.objects.filter(pk__in=Mention.objects.filter(person=person).values("entry")).order_by("-id")


def entries_by(username: str) -> QuerySet[Entry]:
    """Find what someone did and looked at, newest first."""
    return Entry.objects.filter(username=username).order_by("-id")


def newest_entries() -> QuerySet[Entry]:
    """Find all entries, newest first."""
    return Entry.objects.order_by("-id")
