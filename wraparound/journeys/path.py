"""What follows what, across capabilities: one table, {what happened: [what is done then]}, laid by web.wiring.

Each step is called with the event, in the transaction in which it happened: if a step cannot be done, none of it has
happened. A step is a function beside this table that calls one action.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from wraparound.access.events import AccountClosed
from wraparound.duties.actions import hand_over_all
from wraparound.exchange.actions.hiding import close_to_hidden
from wraparound.exchange.actions.reaching import note_letter_failed, note_letter_sent
from wraparound.identity.events import ShieldSet, ShieldsSpread
from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.actions import listen
from wraparound.post.events import LetterFailed, LetterSent

Step = Callable[..., Any]  # step(event, *, by, at)
Path = Mapping[type[Event], Sequence[Step]]


def hand_over_what_they_owe(event: AccountClosed, *, by: Actor, at: datetime) -> None:
    """Give what whoever leaves owes to the desk of their agency."""
    hand_over_all(event.username, by=by, at=at)


def close_questions_about_the_hidden(_: Event, *, by: Actor, at: datetime) -> None:
    """Hide whoever is hidden from those who were asked about them too."""
    close_to_hidden(by=by, at=at)


def say_that_a_partner_was_not_reached(event: LetterFailed, *, by: Actor, at: datetime) -> None:
    """Tell a question that did not arrive from a partner who is silent."""
    note_letter_failed(event.letter_about, agency=event.agency, template=event.template, why=event.why, by=by, at=at)


def say_that_a_partner_was_reached(event: LetterSent, *, by: Actor, at: datetime) -> None:
    """Have a question that arrived after all wait for its answer."""
    note_letter_sent(event.letter_about, address=event.address, by=by, at=at)


PATH: Path = {
    AccountClosed: [hand_over_what_they_owe],
    ShieldSet: [close_questions_about_the_hidden],
    ShieldsSpread: [close_questions_about_the_hidden],
    LetterFailed: [say_that_a_partner_was_not_reached],
    LetterSent: [say_that_a_partner_was_reached],
}


def lay_path(path: Path = PATH) -> None:
    """Have every step of the table follow its event, in the table's order. Called once, by the wiring."""
    for event, steps in path.items():
        for step in steps:
            listen(event, listener=step)
