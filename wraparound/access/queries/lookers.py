"""What is known of people at work that is held against whom they look at: their name, their home, their agency."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from wraparound.access.models import Account, RoleHeld
from wraparound.access.ports import OUTSIDE
from wraparound.access.rules import STRANGERS_ARE_THEIR_WORK
from wraparound.kernel.postcodes import normal_postcode


@dataclass(frozen=True)
class Looker:
    """Someone at work: what they are called, a mark of where they live, for which agency, and whom they opened."""

    name: str
    home: str  # as `mark_of_postcode` gives it; "" where it is not known
    agency: str
    meets_strangers: bool
    opened: frozenset[int]  # persons, by breaking the glass


def lookers(usernames: Collection[str], *, on: date) -> dict[str, Looker]:
    """Give what is known of people at work. Cost: one query."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    meets = RoleHeld.objects.filter(running, account=OuterRef("pk"), role__in=STRANGERS_ARE_THEIR_WORK)
    accounts = Account.objects.filter(username__in=usernames).annotate(meets=Exists(meets))
    found: dict[str, Looker] = {}
    for username, name, home, agency, stranger, opened in accounts.values_list(
        "username", "name", "home", "agency__code", "meets", "glasses__person"
    ):
        so_far = found[username].opened if username in found else frozenset()
        found[username] = Looker(name, home, agency, stranger, so_far | ({opened} - {None}))
    return found


def mark_of_postcode(text: str) -> str:
    """Give the mark by which a postcode is known again and cannot be read; "" where the text is no postcode."""
    postcode = normal_postcode(text)
    if postcode is None:
        return ""
    if OUTSIDE.vault is None:
        raise RuntimeError("The wiring has plugged in nothing that seals secrets.")
    return OUTSIDE.vault.mark(postcode)
