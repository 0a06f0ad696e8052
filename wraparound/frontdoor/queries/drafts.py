"""What somebody has begun to type and not sent: for nobody but whoever types it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from wraparound.frontdoor.models import ContactDraft
from wraparound.frontdoor.rules.drafts import BROWSER, first_words
from wraparound.frontdoor.words.drafts import Draft
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Begun:
    """One draft in the list of what somebody has begun."""

    key: str
    words: str
    saved_at: datetime


def owner_of(by: Actor, *, browser: str = "") -> str:
    """Say whose a draft is: the account's, the link's, or that of the browser in which it is typed."""
    if by.link is not None:
        return f"link:{by.link}"
    return f"account:{by.username}" if by.username else f"{BROWSER}{browser}"


def draft_of(owner: str, *, key: str, page: str = "") -> Draft | None:
    """Find a draft of somebody's by its key, where it was typed on that page."""
    found = ContactDraft.objects.filter(owner=owner, page=page, thrown_at__isnull=True, key=key).first()
    return _draft(found) if found else None


def newest_drafts(owner: str, *, pages: Collection[str]) -> dict[str, Draft]:
    """Find what somebody has begun on some pages, the newest of each. One query."""
    found = ContactDraft.objects.filter(owner=owner, page__in=pages, thrown_at__isnull=True)
    return {one.page: _draft(one) for one in found.order_by("saved_at", "pk")}


def drafts_of(owner: str) -> list[Begun]:
    """Give what somebody has begun, the newest first; nothing of a browser, where anybody may sit next."""
    if owner.startswith(BROWSER):
        return []
    found = ContactDraft.objects.filter(owner=owner, page="", thrown_at__isnull=True).order_by("-saved_at")[:20]
    return [Begun(one.key, first_words(one.said) or "Not a word yet", one.saved_at) for one in found]


def _draft(found: ContactDraft) -> Draft:
    return Draft(found.key, found.owner, found.said, mark_of(found), found.page, found.saved_at)


def mark_of(draft: ContactDraft) -> str:
    """Give by what a page tells whether a draft has changed since: the moment at which it was kept."""
    return draft.saved_at.isoformat()
