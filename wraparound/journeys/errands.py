"""What time sets: one table of the errands that are done again and again, and how often.

An errand does what is due, says how many things it did, and leaves the rest as it was: whoever does it next goes on.
"""

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from wraparound.duties.actions import see_to_clocks, tell_the_day
from wraparound.feeds.policies import MACHINE
from wraparound.frontdoor.actions.incidents import take_in_waiting
from wraparound.kernel.acting import Actor
from wraparound.post.actions import carry


@dataclass(frozen=True)
class ToDo:
    """An errand: what it is called, after how many seconds it is done again, and what does it."""

    label: str
    every: float
    does: Callable[..., int]  # does(*, by, at), and says how many things it did


def worker() -> str:
    """Name this process among all that do errands: its machine and its number there."""
    return f"{socket.gethostname()}:{os.getpid()}"


def carry_letters(*, by: Actor, at: datetime) -> int:
    """Send the letters that are due."""
    return carry(worker=worker(), by=by, at=at)


def take_notifications(*, by: Actor, at: datetime) -> int:
    """Take in the next incident of a file of notifications whose page nobody has open any more."""
    return take_in_waiting(by=replace(by, roles=by.roles | {MACHINE}), at=at)


ERRANDS: Mapping[str, ToDo] = {
    "carry-letters": ToDo("Send the letters that are due", 0.25, carry_letters),
    "see-to-clocks": ToDo("Warn before something owed is due, and tell when it is late", 5.0, see_to_clocks),
    "take-notifications": ToDo("Take in notifications of files that came", 5.0, take_notifications),
    "tell-the-day": ToDo("Write to each what the day brings", 60.0, tell_the_day),
}
