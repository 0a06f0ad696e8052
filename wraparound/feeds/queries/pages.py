"""What the pages of feeds show: the list with lateness, one feed, one load, one row to mend."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.feeds.models import Draft, Feed, Load, SetAside
from wraparound.feeds.policies import check_may_see_feeds
from wraparound.feeds.queries import (
    asides_known,
    asides_to_mend,
    asides_waiting,
    feeds_with_their_newest_load,
    loads_of,
)
from wraparound.feeds.queries.counts import Counts, counts_of
from wraparound.feeds.queries.guessing import Preview, preview
from wraparound.feeds.rules import Lateness, lateness, place_of
from wraparound.feeds.rules.maps import map_of
from wraparound.feeds.rules.shapes import shapes
from wraparound.feeds.words import Fault, LoadState, Use
from wraparound.identity.queries.numbers import numbers_withheld
from wraparound.identity.rules import hidden as hidden_number
from wraparound.identity.words import Row
from wraparound.kernel.acting import Actor

LOADS, ASIDES = 20, 100  # shown on a page


@dataclass(frozen=True)
class FeedLine:
    """One feed in the list, with how late it is."""

    feed: Feed
    lateness: Lateness
    newest: LoadState | None
    as_of: date | None = None


@dataclass(frozen=True)
class FeedPage:
    """One feed: its lateness, its columns, its loads, and the kind of its files where it is one that is known.

    `counts` are of each load, where who looks may be told.
    """

    feed: Feed
    lateness: Lateness
    as_of: date | None
    columns: dict[str, Use]
    loads: list[Load]
    counts: dict[int, Counts]
    kind: str = ""


@dataclass(frozen=True)
class LoadPage:
    """One load, with the rows that wait to be mended, and its counts where who looks may be told."""

    load: Load
    state: LoadState
    asides: list[SetAside]
    waiting: int
    counts: Counts | None


def feed_lines(*, by: Actor, on: date) -> list[FeedLine]:
    """Find every feed, the late ones first. Cost: one query."""
    check_may_see_feeds(by)
    lines = [
        FeedLine(
            found.feed,
            lateness(found.as_of, late_after_days=found.feed.late_after_days, on=on),
            LoadState(found.newest_state) if found.newest_state else None,
            found.as_of,
        )
        for found in feeds_with_their_newest_load()
    ]
    return sorted(lines, key=lambda line: (not line.lateness.late, line.feed.name))


def feed_page(code: str, *, by: Actor, on: date) -> FeedPage | None:
    """Gather one feed's page. Cost: three queries."""
    check_may_see_feeds(by)
    found = next(iter(feeds_with_their_newest_load(code)), None)
    if found is None:
        return None
    feed, as_of = found.feed, found.as_of
    late = lateness(as_of, late_after_days=feed.late_after_days, on=on)
    by_map = map_of(feed.map)
    shape = shapes().get(by_map.shape)
    loads = list(loads_of(code)[:LOADS])
    counts = counts_of(loads, by=by)
    return FeedPage(feed, late, as_of, dict(by_map.columns), loads, counts, shape.name if shape else "")


def loads_before(pk: int | None, *, feed: str, by: Actor) -> tuple[list[Load], int | None]:
    """Give a feed's loads before a number, the newest first, and before which the list goes on. Cost: one query."""
    check_may_see_feeds(by)
    older = loads_of(feed).filter(pk__lt=pk) if pk else loads_of(feed)
    found = list(older[: LOADS + 1])
    return found[:LOADS], found[LOADS - 1].pk if len(found) > LOADS else None


def late_feeds_of(*, by: Actor, email: str, on: date) -> list[FeedLine]:
    """Find the feeds that someone has been told are late: their own by e-mail, and all for those who bring files in.

    Cost: one query, or none for those who own no feed and bring none in.
    """
    manages = permitted(by.roles, permission=Permission.MANAGE_FEEDS)
    if not manages and not email:
        return []
    found = [now for now in feeds_with_their_newest_load() if now.feed.late_told_at]
    return [
        FeedLine(now.feed, lateness(now.as_of, late_after_days=now.feed.late_after_days, on=on), None)
        for now in found
        if manages or now.feed.owner.casefold() == email.casefold()
    ]


@dataclass(frozen=True)
class Waiting:
    """A load that waits for somebody: held, or with rows to be mended."""

    load: int
    name: str
    feed: str
    held: bool
    rows: int


def loads_waiting(by: Actor) -> list[Waiting]:
    """Find the loads in which someone has something to do, the longest waiting first. Cost: two queries."""
    manages = permitted(by.roles, permission=Permission.MANAGE_FEEDS)
    held = Load.objects.filter(state=LoadState.HELD) if manages else Load.objects.none()
    found = {pk: Waiting(pk, name, feed, True, 0) for pk, name, feed in held.values_list("pk", "name", "feed__name")}
    rows = asides_to_mend(by).filter(mended_at__isnull=True).values_list("load", "load__name", "load__feed__name")
    for pk, name, feed, count in rows.annotate(count=Count("pk")).order_by("load")[:LOADS]:
        found[pk] = Waiting(pk, name, feed, pk in found, count)
    return sorted(found.values(), key=lambda one: one.load)[:LOADS]


def load_page(pk: int, *, by: Actor, values: bool) -> LoadPage | None:
    """Gather one load's page, as far as someone may know of it. Cost: four queries."""
    load = loads_of().filter(pk=pk).first()
    if load is None:
        return None
    known = asides_known(by)
    waiting = asides_waiting(pk, among=asides_to_mend(by) if values else known)
    shown = list(waiting[:ASIDES]) if values else []
    withheld = numbers_withheld() if shown else frozenset()
    for one in shown:
        one.value = hidden_number(one.value, withheld=withheld)
    counts = counts_of([load], by=by).get(load.pk)
    return LoadPage(load, LoadState(load.state), shown, waiting.count(), counts)


def aside_to_mend(pk: int, *, by: Actor) -> tuple[SetAside, dict[str, str]] | None:
    """Find a row that someone mends and what each of its columns says now, the mapped ones all there.

    A number that nobody is shown stands there as the word for one, which `actions.mend_row` takes for the number.
    """
    aside = asides_to_mend(by).select_related("load__feed__agency").filter(pk=pk).first()
    if aside is None:
        return None
    by_map = map_of(aside.load.feed.map)
    names = dict.fromkeys([by_map.id, *by_map.columns, *aside.values])
    withheld = numbers_withheld()
    aside.value = hidden_number(aside.value, withheld=withheld)
    return aside, {name: hidden_number(aside.values.get(name, ""), withheld=withheld) for name in names}


def draft_to_confirm(pk: int, *, on: date) -> tuple[Draft, Preview, dict[str, Any]] | None:
    """Find a drafted feed that is not set up yet, with how its file will read."""
    draft = Draft.objects.select_related("agency").filter(pk=pk, feed__isnull=True).first()
    if draft is None:
        return None
    read = preview(default_storage.path(place_of(draft.sha256)), name=draft.name, told=draft.map, as_of=on)
    columns = {name: use.field for name, use in map_of(draft.map).columns.items()}
    return draft, _without(read, withheld=numbers_withheld()), columns


def _without(read: Preview, *, withheld: frozenset[str]) -> Preview:
    """Give a preview without the numbers that nobody is shown."""
    if not withheld:
        return read
    rows: list[Row | Fault] = []
    for row in read.rows:
        if isinstance(row, Fault):
            rows.append(replace(row, value=hidden_number(row.value, withheld=withheld)))
        else:
            said = {name: [hidden_number(one, withheld=withheld) for one in some] for name, some in row.said.items()}
            rows.append(replace(row, key=hidden_number(row.key, withheld=withheld), said=said))
    examples = {name: hidden_number(value, withheld=withheld) for name, value in read.examples.items()}
    return replace(read, rows=rows, examples=examples)
