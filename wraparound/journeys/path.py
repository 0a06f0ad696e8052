"""What follows what, across capabilities: one table, {what happened: [what is done then]}, laid by web.wiring.

Each step is called with the event, in the transaction in which it happened: if a step cannot be done, none of it has
happened. A step is a function beside this table that calls one action.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from wraparound.access.events import AccountClosed
from wraparound.duties.actions import hand_over_all
from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.actions import listen

Step = Callable[..., Any]  # step(event, *, by, at)
Path = Mapping[type[Event], Sequence[Step]]


def hand_over_what_they_owe(event: AccountClosed, *, by: Actor, at: datetime) -> None:
    """Give what someone owed who left to their agency's desk, so that it stays somebody's."""
    hand_over_all(event.username, by=by, at=at)


PATH: Path = {
    AccountClosed: [hand_over_what_they_owe],
}


def lay_path(path: Path = PATH) -> None:
    """Have every step of the table follow its event, in the table's order. Called once, by the wiring."""
    for event, steps in path.items():
        for step in steps:
            listen(event, listener=step)
