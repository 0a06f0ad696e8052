"""What follows what, across capabilities: one table, {what happened: [what is done then]}, laid by web.wiring.

Each step is called with the event, in the transaction in which it happened: if a step cannot be done, none of it has
happened. A step is an action of a capability or a function beside this table that calls one, so:

    PATH = {
        AccountClosed: [hand_over_what_they_owe],
    }

    def hand_over_what_they_owe(event: AccountClosed, *, by: Actor, at: datetime) -> None:
        hand_over_all(event.username, by=by, at=at)
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wraparound.kernel.acting import Event
from wraparound.ledger.actions import listen

Step = Callable[..., Any]  # step(event, *, by, at)
Path = Mapping[type[Event], Sequence[Step]]

PATH: Path = {}


def lay_path(path: Path = PATH) -> None:
    """Have every step of the table follow its event, in the table's order. Called once, by the wiring."""
    for event, steps in path.items():
        for step in steps:
            listen(event, listener=step)
