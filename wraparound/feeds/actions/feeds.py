"""Setting feeds up."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from wraparound.agencies.queries import agency as agency_of
from wraparound.agencies.queries import feeds_declared
from wraparound.agencies.words import FeedDeclared, Sends
from wraparound.feeds.events import FeedOpened
from wraparound.feeds.models import Feed
from wraparound.feeds.policies import check_may_manage_feeds
from wraparound.feeds.rules.maps import kept_map
from wraparound.feeds.rules.shapes import map_of_shape, shapes
from wraparound.feeds.words import ColumnMap, Holds, Use
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotOpenFeed(CannotDo):
    """The feed cannot be set up so."""


@dataclass(frozen=True)
class About:
    """What a feed is: whose, what it is called, what its files hold and whom they cover, how often they come."""

    code: str
    agency: str
    name: str
    map: Mapping[str, Any]
    holds: Holds = Holds.EVERYONE
    covers: str = ""
    covers_since: date | None = None
    file: str = ""
    comes: str = ""
    late_after_days: int = 9
    owner: str = ""


@whole
def open_feed(about: About, *, by: Actor, at: datetime) -> Feed:
    """Set a new feed up in the page."""
    check_may_manage_feeds(by)
    if Feed.objects.filter(code=about.code).exists():
        raise CannotOpenFeed(f'There is a feed called "{about.code}" already; choose another name.')
    return _kept(about, declared=False, by=by, at=at)


@whole
def declare_feeds(*, by: Actor, at: datetime) -> list[Feed]:
    """Set the area's feeds up as its settings say now, or change them to that."""
    check_may_manage_feeds(by)
    return [_kept(_declared(one), declared=True, by=by, at=at) for one in feeds_declared()]


@whole
def give_token(feed: str, *, by: Actor, at: datetime) -> str | None:
    """Give a feed's sender a token to send files with; the one before stops working. It is shown this once.

    Where there is no such feed, none.
    """
    check_may_manage_feeds(by)
    token = secrets.token_urlsafe(32)
    held = Feed.objects.select_for_update().select_related("agency").filter(code=feed).first()
    if held is None:
        return None
    held.token = sha256(token.encode()).hexdigest()
    held.save(update_fields=["token"])
    write_down(FeedOpened(feed, held.agency.code), by=by, at=at)
    return token


def _declared(one: FeedDeclared) -> About:
    """Read what the area's settings say of a feed."""
    return About(
        code=one.code,
        agency=one.agency,
        name=one.name,
        map=kept_map(_map(one)),
        holds=Holds.EVERYONE if one.sends is Sends.WHOLE else Holds.CHANGES,
        covers=one.holds,
        covers_since=one.since,
        file=one.file,
        comes=one.comes.label,
        late_after_days=one.late_after_days,
        owner=one.owner,
    )


def _map(one: FeedDeclared) -> ColumnMap:
    """Take the map from the shape that the feed's files have, else from the columns that the settings name."""
    if shape := shapes().get(one.format):
        return map_of_shape(shape)
    columns = {name: Use(use.field, tuple(use.true_when), use.of, use.relation) for name, use in one.columns.items()}
    return ColumnMap(one.id, columns, str(one.date_order), str(one.duplicates))


def _kept(about: About, *, declared: bool, by: Actor, at: datetime) -> Feed:
    agency = agency_of(about.agency)
    if agency is None:
        raise CannotOpenFeed(f'There is no agency "{about.agency}" in this area.')
    said = {name: value for name, value in vars(about).items() if name not in {"code", "agency"}}
    wanted = said | {"agency": agency, "declared": declared, "map": dict(about.map)}
    held = Feed.objects.filter(code=about.code).first()
    if held and all(getattr(held, name) == value for name, value in wanted.items()):
        return held
    wanted |= {} if held and held.opened_at else {"opened_at": at}
    feed, _ = Feed.objects.update_or_create(code=about.code, defaults=wanted)
    write_down(FeedOpened(feed.code, agency.code), by=by, at=at)
    return feed
