"""Every read of records and persons; `queries.linking`, which starts the engine, is imported only where needed."""

from wraparound.identity.models import Record


def records_now(feed: str) -> int:
    """Count the records of a feed that have not ended."""
    return Record.objects.filter(feed=feed, ended_on__isnull=True).count()


def records_missing_from(feed: str, *, load: int) -> int:
    """Count the records of a feed that have not ended and that a load did not hold."""
    return Record.objects.filter(feed=feed, ended_on__isnull=True).exclude(load=load).count()
