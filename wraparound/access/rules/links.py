"""When a link from a letter opens what it is about, and to whom."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from wraparound.access.words import LinkState

ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
LONGEST, LONGEST_NAME = 254, 64  # letters of an address and of what stands before the @ (RFC 5321, section 4.5.3.1)


def is_address(text: str) -> bool:
    """Say whether mail can be sent to this by any server: plain letters, one @, a name with a dot behind it."""
    return len(text) <= LONGEST and len(text.partition("@")[0]) <= LONGEST_NAME and ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True)
class LinkHeld:
    """What is known of a link: until when it holds, and since when it is open in which browser, or withdrawn."""

    ends_at: datetime
    opened_at: datetime | None
    withdrawn_at: datetime | None
    key: str  # the hash of what the browser that opened it holds


def state_of_link(link: LinkHeld, *, key: str, at: datetime) -> LinkState:
    """Say how a link stands for a browser that holds `key` (its hash), or none."""
    if link.withdrawn_at is not None:
        return LinkState.WITHDRAWN
    if at >= link.ends_at:
        return LinkState.OVER
    if link.opened_at is None:
        return LinkState.NEW
    return LinkState.OPEN if key and hmac.compare_digest(link.key, key) else LinkState.ELSEWHERE
