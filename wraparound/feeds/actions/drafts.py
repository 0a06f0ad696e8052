"""A feed is set up from its first file: the columns are guessed, a person corrects them, then the file is loaded."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.core.files.storage import default_storage

from wraparound.agencies.queries import agency as agency_of
from wraparound.feeds.actions.feeds import About, CannotOpenFeed, open_feed
from wraparound.feeds.actions.loads import Received, keep_file, receive_file
from wraparound.feeds.models import Draft, Feed, Load
from wraparound.feeds.policies import check_may_manage_feeds
from wraparound.feeds.rules import faults_of_map, place_of
from wraparound.feeds.rules.maps import map_of
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole


class CannotDraft(CannotDo):
    """The file cannot be made a feed of."""


@whole
def draft_feed(file: Received, *, title: str, agency: str, by: Actor, at: datetime) -> Draft:
    """Keep a first file and guess what its columns are; raises CannotDraft where it cannot be read."""
    from wraparound.feeds.queries.guessing import CannotGuess, guessed

    check_may_manage_feeds(by)
    whose = agency_of(agency)
    if whose is None:
        raise CannotDraft("Choose the agency that sends the file.")
    keep_file(file)
    try:
        told, whys = guessed(default_storage.path(place_of(file.sha256)), name=file.name)
    except CannotGuess as fault:
        raise CannotDraft(str(fault)) from fault
    looked("a new file's columns", by=by, at=at)
    return Draft.objects.create(
        name=file.name[:255], sha256=file.sha256, title=title, agency=whose, map=told, whys=whys, by=by.username, at=at
    )


@whole
def change_draft(draft: int, *, map: Mapping[str, Any], by: Actor, at: datetime) -> Draft:  # noqa: A002 – it is the map
    """Take what somebody says the columns are."""
    check_may_manage_feeds(by)
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft, feed__isnull=True)
    held.map, held.at = dict(map), at
    held.save(update_fields=["map", "at"])
    return held


@whole
def load_draft(draft: int, *, about: About, as_of: date, by: Actor, at: datetime) -> Load:
    """Open the feed as it was drafted and put its first file in the queue."""
    check_may_manage_feeds(by)
    held = Draft.objects.select_for_update(of=("self",)).select_related("agency").get(pk=draft)
    if held.feed:
        raise CannotDraft("This feed has been set up already.")
    if faults := faults_of_map(map_of(held.map), columns=list(map_of(held.map).columns)):
        raise CannotDraft(" ".join(faults))
    feed = open_feed(
        replace(about, code=_code(held.title), agency=held.agency.code, name=held.title, map=held.map), by=by, at=at
    )
    held.feed = feed
    held.save(update_fields=["feed"])
    with default_storage.open(place_of(held.sha256)) as content:
        return receive_file(Received(held.name, content, held.sha256, as_of), feed=feed.code, by=by, at=at)


def _code(title: str) -> str:
    """Make a feed's code of its title, and another one where that is taken."""
    code = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:50] or "feed"
    taken = set(Feed.objects.filter(code__startswith=code).values_list("code", flat=True))
    free = next((one for one in [code, *(f"{code}-{k}" for k in range(2, 1_000))] if one not in taken), None)
    if free is None:
        raise CannotOpenFeed("Choose another name; there are too many feeds of this one.")
    return free
