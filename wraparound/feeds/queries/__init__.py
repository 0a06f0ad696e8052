"""Every read of feeds and loads."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from wraparound.feeds.models import Feed, Load, SetAside
from wraparound.feeds.words import LoadState


def feeds_with_their_newest_load() -> QuerySet[Feed]:
    """Find the feeds, each with the day its newest file tells of and that load's state. Cost: one query."""
    newest = Load.objects.filter(feed=OuterRef("pk")).order_by("-pk")
    good = newest.filter(state__in=[LoadState.FILED, LoadState.DONE])
    return (
        Feed.objects.select_related("agency")
        .annotate(newest_state=Subquery(newest.values("state")[:1]), newest_load=Subquery(newest.values("pk")[:1]))
        .annotate(as_of=Subquery(good.values("as_of")[:1]))
        .order_by("name")
    )


def loads_of(feed: str | None = None) -> QuerySet[Load]:
    """Find loads, newest first."""
    loads = Load.objects.select_related("feed__agency").order_by("-pk")
    return loads.filter(feed__code=feed) if feed else loads


def asides_waiting(load: int | None = None) -> QuerySet[SetAside]:
    """Find rows that wait to be mended, by load and row."""
    waiting = SetAside.objects.filter(mended_at__isnull=True).select_related("load__feed").order_by("load", "row")
    return waiting.filter(load=load) if load else waiting


def loads_to_link() -> QuerySet[Load]:
    """Find loads whose records are filed and not yet linked."""
    return Load.objects.filter(state=LoadState.FILED).order_by("pk")


def newest_day_of(feed: Feed) -> date | None:
    """Give the day that a feed's newest usable file tells of."""
    done = feed.loads.filter(state__in=[LoadState.FILED, LoadState.DONE]).order_by("-pk")
    return done.values_list("as_of", flat=True).first()
