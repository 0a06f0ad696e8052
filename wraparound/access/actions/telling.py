"""Keeping what changed about how an account signs in, to be told to the one it belongs to."""

from datetime import datetime

from wraparound.access.events import WayChanged
from wraparound.access.models import Account, FactorChange
from wraparound.access.words import Change
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def tell_change(account: Account, *, what: Change, by: Actor, at: datetime) -> None:
    """Keep a change for the page of the account's holder, and write it down."""
    FactorChange.objects.create(account=account, what=what, by=by.username, at=at)
    write_down(WayChanged(account.username, what), by=by, at=at)
