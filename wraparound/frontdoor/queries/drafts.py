"""What somebody has begun to type and not sent: for nobody but whoever types it."""

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


def draft_of(owner: str, *, key: str) -> Draft | None:
    """Find a draft of somebody's by its key."""
    found = ContactDraft.objects.filter(owner=owner, key=key).first()
    return Draft(found.key, owner, found.said, mark_of(found)) if found else None


def drafts_of(owner: str) -> list[Begun]:
    """Give what somebody has begun, the newest first; nothing of a browser, where anybody may sit next."""
    if owner.startswith(BROWSER):
        return []
    found = ContactDraft.objects.filter(owner=owner).order_by("-saved_at")[:20]
    return [Begun(one.key, first_words(one.said) or "Not a word yet", one.saved_at) for one in found]


def mark_of(draft: ContactDraft) -> str:
    """Give by what a page tells whether a draft has changed since: the moment at which it was kept."""
    return draft.saved_at.isoformat()
