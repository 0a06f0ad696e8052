"""Every read of records and persons; `queries.linking`, which starts the engine, is imported only where needed."""

from django.db.models import QuerySet

from wraparound.identity.models import Record


def records_now(feed: str) -> int:
    """Count the records of a feed that have not ended."""
    return Record.objects.filter(feed=feed, ended_on__isnull=True).count()


def records_missing_from(feed: str, *, load: int) -> int:
    """Count the records of a feed that have not ended and that a load did not hold."""
    return Record.objects.filter(feed=feed, ended_on__isnull=True).exclude(load=load).count()


def records_of(person: int) -> QuerySet[Record]:
    """Find a person's records with their involvements, agency by agency. Cost: one query."""
    return Record.objects.filter(person=person).select_related("agency", "involvement").order_by("agency__name", "pk")
