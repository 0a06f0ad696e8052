"""Every read of feeds and loads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.feeds.models import Feed, Load, SetAside
from wraparound.feeds.policies import check_may_send, check_may_send_for
from wraparound.feeds.rules.family import asked_by
from wraparound.feeds.rules.maps import map_of
from wraparound.feeds.words import LoadState
from wraparound.identity.queries.seen import records_shielded
from wraparound.identity.words import From
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import Compiled


@dataclass(frozen=True)
class FeedNow:
    """A feed, the day its newest usable file tells of, and how far its newest load has come."""

    feed: Feed
    as_of: date | None
    newest_state: str | None


def feeds_with_their_newest_load(code: str | None = None) -> list[FeedNow]:
    """Find the feeds, or one, each with its newest load. Cost: one query."""
    newest = Load.objects.filter(feed=OuterRef("pk")).order_by("-pk")
    good = newest.filter(state__in=[LoadState.FILED, LoadState.DONE])
    feeds = Feed.objects.filter(code=code) if code else Feed.objects.all()
    found = feeds.select_related("agency").annotate(
        newest_state=Subquery(newest.values("state")[:1]), newest_day=Subquery(good.values("as_of")[:1])
    )
    return [FeedNow(feed, feed.newest_day, feed.newest_state) for feed in found.order_by("name")]


@dataclass(frozen=True)
class Covering:
    """A feed of which a file has come: whose it is, of which day the newest tells, and after how many it is late."""

    name: str
    agency_code: str
    agency: str
    as_of: date
    late_after_days: int


def feeds_covering() -> list[Covering]:
    """Give the feeds of which a file has come, by name. Cost: one query."""
    return [Covering(*row) for row in COVERING.rows()]


def _covering() -> QuerySet[Feed, Any]:
    good = Load.objects.filter(feed=OuterRef("pk"), state__in=[LoadState.FILED, LoadState.DONE]).order_by("-pk")
    found = Feed.objects.annotate(as_of=Subquery(good.values("as_of")[:1])).filter(as_of__isnull=False)
    return found.order_by("name").values_list("name", "agency__code", "agency__name", "as_of", "late_after_days")


COVERING = Compiled(_covering)


def source_of(load: Load) -> From:
    """Say where a load's rows come from, and what its feed's files ask about."""
    return From(load.feed.code, load.feed.agency_id, load.pk, asked_by(map_of(load.feed.map)))


def loads_of(feed: str | None = None) -> QuerySet[Load]:
    """Find loads, newest first."""
    loads = Load.objects.select_related("feed__agency").order_by("-pk")
    return loads.filter(feed__code=feed) if feed else loads


def asides_waiting(load: int | None = None, *, among: QuerySet[SetAside]) -> QuerySet[SetAside]:
    """Find rows that wait to be mended, among those someone may know of, by load and row."""
    waiting = among.filter(mended_at__isnull=True).select_related("load__feed").order_by("load", "row")
    return waiting.filter(load=load) if load else waiting


def asides_known(by: Actor) -> QuerySet[SetAside]:
    """Find the rows set aside of which someone may know: those of shielded persons are their keepers' alone."""
    keeps = permitted(by.roles, permission=Permission.KEEP_SHIELDS)
    return SetAside.objects.all() if keeps else SetAside.objects.exclude(_is_of_shielded())


def asides_hidden_from(by: Actor) -> QuerySet[SetAside]:
    """Find the rows set aside of which someone may not know."""
    keeps = permitted(by.roles, permission=Permission.KEEP_SHIELDS)
    return SetAside.objects.none() if keeps else SetAside.objects.filter(_is_of_shielded())


def asides_to_mend(by: Actor) -> QuerySet[SetAside]:
    """Find the rows that someone mends: all they may know of, or for keepers of shields those of shielded persons."""
    if permitted(by.roles, permission=Permission.MANAGE_FEEDS):
        return asides_known(by)
    keeps = permitted(by.roles, permission=Permission.KEEP_SHIELDS)
    return SetAside.objects.filter(_is_of_shielded()) if keeps else SetAside.objects.none()


def _is_of_shielded() -> Exists:
    held = records_shielded().filter(feed=OuterRef("load__feed__code"), key=OuterRef("key"))
    return Exists(held)


def loads_to_link() -> QuerySet[Load]:
    """Find loads whose records are filed and not yet linked."""
    return Load.objects.filter(state=LoadState.FILED).order_by("pk")


def loads_to_read(*, after: int) -> QuerySet[Load]:
    """Find the loads that wait to be read after another, in their turn."""
    waits = Load.objects.filter(state=LoadState.RECEIVED, pk__gt=after)
    return waits.select_related("feed").order_by("pk")


def feeds_with_everyone_once() -> frozenset[str]:
    """Name the feeds in which one person has one record at most. Cost: one query."""
    return frozenset(code for (code,) in WITH_EVERYONE_ONCE.rows())


WITH_EVERYONE_ONCE = Compiled(lambda: Feed.objects.filter(map__duplicates="forbidden").values_list("code"))


def other_of_set(load: Load, *, part: str) -> Load | None:
    """Find the other file of a load's set: the newest that waits, else one that was taken in and tells of the same day.

    Cost: at most two queries.
    """
    others = Load.objects.filter(feed=load.feed_id).exclude(part__in=["", part]).exclude(pk=load.pk).order_by("-pk")
    same_day = others.filter(as_of=load.as_of, state__in=[LoadState.FILED, LoadState.DONE, LoadState.HELD])
    return others.filter(state=LoadState.WAITING).first() or same_day.first()


def check_sends_for(feed: str, *, by: Actor) -> None:
    """Refuse a system that may not send for a feed, before anything it sends is read. Cost: one query."""
    check_may_send_for(Feed.objects.filter(code=feed).values_list("agency__code", flat=True).first(), by=by)


def check_sender(feed: str, *, token: str) -> None:
    """Refuse whoever does not present the feed's token, before anything they send is read. Cost: one query."""
    kept = Feed.objects.filter(code=feed).values_list("token", flat=True).first()
    check_may_send(token, kept=kept or "")
