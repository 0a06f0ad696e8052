"""What follows what, across capabilities: one table, {what happened: [what is done then]}, laid by web.wiring.

Each step is called with the event, in the transaction in which it happened: if a step cannot be done, none of it has
happened. A step is a function beside this table that calls one action.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from wraparound.access.events import AccountClosed
from wraparound.duties.actions import hand_over_all
from wraparound.duties.events import DutyExtended, DutyPaused, DutyResumed, RuleChanged
from wraparound.exchange.actions.hiding import close_to_hidden
from wraparound.exchange.actions.reaching import note_letter_failed, note_letter_sent
from wraparound.frontdoor.actions.offering import note_response
from wraparound.frontdoor.actions.steps import note_clocks
from wraparound.frontdoor.words import ResponseState
from wraparound.identity.events import ShieldSet, ShieldsSpread
from wraparound.kernel.acting import Actor, Event
from wraparound.ledger.actions import listen
from wraparound.post.events import LetterFailed, LetterSent
from wraparound.teams.actions.releasing import (
    close_work_to_hidden,
    note_work_reached,
    note_work_unreached,
    release_work,
)
from wraparound.teams.events import (
    WorkAccepted,
    WorkBegun,
    WorkHandedOver,
    WorkNotTakenUp,
    WorkRefused,
    WorkReleased,
    WorkWithdrawn,
)

Step = Callable[..., Any]  # step(event, *, by, at)
Path = Mapping[type[Event], Sequence[Step]]


def hand_over_what_they_owe(event: AccountClosed, *, by: Actor, at: datetime) -> None:
    """Give what whoever leaves owes to the desk of their agency."""
    hand_over_all(event.username, by=by, at=at)


def release_what_they_took_on(event: AccountClosed, *, by: Actor, at: datetime) -> None:
    """Have work for children that whoever leaves took on wait for somebody again."""
    release_work(event.username, by=by, at=at)


def close_work_about_the_hidden(_: Event, *, by: Actor, at: datetime) -> None:
    """Hide whoever is hidden from those who were asked to take work on for them too."""
    close_work_to_hidden(by=by, at=at)


def say_that_work_did_not_arrive(event: LetterFailed, *, by: Actor, at: datetime) -> None:
    """Tell work that did not arrive from a team that is silent."""
    note_work_unreached(event.letter_about, why=event.why, by=by, at=at)


def say_that_work_arrived(event: LetterSent, *, by: Actor, at: datetime) -> None:
    """Have work that arrived after all wait for its answer."""
    note_work_reached(event.letter_about, address=event.address, by=by, at=at)


def keep_clocks_of_contacts(event: DutyExtended | DutyPaused | DutyResumed, *, by: Actor, at: datetime) -> None:
    """Show at the door when a decision is due, once its clock was moved."""
    note_clocks([event.duty], by=by, at=at)


def keep_all_clocks_of_contacts(_: Event, *, by: Actor, at: datetime) -> None:
    """Show at the door when decisions are due, once a rule was changed."""
    note_clocks(None, by=by, at=at)


def close_questions_about_the_hidden(_: Event, *, by: Actor, at: datetime) -> None:
    """Hide whoever is hidden from those who were asked about them too."""
    close_to_hidden(by=by, at=at)


def say_that_a_partner_was_not_reached(event: LetterFailed, *, by: Actor, at: datetime) -> None:
    """Tell a question that did not arrive from a partner who is silent."""
    note_letter_failed(event.letter_about, agency=event.agency, template=event.template, why=event.why, by=by, at=at)


def say_that_a_partner_was_reached(event: LetterSent, *, by: Actor, at: datetime) -> None:
    """Have a question that arrived after all wait for its answer."""
    note_letter_sent(event.letter_about, address=event.address, by=by, at=at)


def note_that_a_response_is_accepted(event: WorkAccepted, *, by: Actor, at: datetime) -> None:
    """Say at the door that somebody named takes on what was decided, and tell whoever raised it."""
    note_response(event.work, now=ResponseState.ACCEPTED, who=event.who, by=by, at=at)


def note_that_a_response_is_handed_over(event: WorkHandedOver, *, by: Actor, at: datetime) -> None:
    """Say at the door who has it now."""
    note_response(event.work, now=ResponseState.ACCEPTED, who=event.who, by=by, at=at)


def note_that_a_response_waits_again(event: WorkReleased, *, by: Actor, at: datetime) -> None:
    """Say at the door that whoever accepted it holds it no more: it is not accepted until somebody does again."""
    note_response(event.work, now=ResponseState.WANTED, why=event.why, by=by, at=at)


def note_that_a_response_has_begun(event: WorkBegun, *, by: Actor, at: datetime) -> None:
    """Say at the door that the family has begun."""
    note_response(event.work, now=ResponseState.BEGUN, by=by, at=at)


def bring_back_what_was_refused(event: WorkRefused, *, by: Actor, at: datetime) -> None:
    """Bring a contact back to the door whose response nobody takes on."""
    note_response(event.work, now=ResponseState.REFUSED, why=event.why, by=by, at=at)


def bring_back_what_was_not_taken_up(event: WorkNotTakenUp, *, by: Actor, at: datetime) -> None:
    """Bring a contact back to the door whose response the family did not take up."""
    note_response(event.work, now=ResponseState.NOT_TAKEN_UP, why=event.why, by=by, at=at)


def note_that_a_response_is_withdrawn(event: WorkWithdrawn, *, by: Actor, at: datetime) -> None:
    """Say at the door that what was asked is asked no more."""
    note_response(event.work, now=ResponseState.WITHDRAWN, why=event.why, by=by, at=at)


PATH: Path = {
    AccountClosed: [hand_over_what_they_owe, release_what_they_took_on],
    ShieldSet: [close_questions_about_the_hidden, close_work_about_the_hidden],
    ShieldsSpread: [close_questions_about_the_hidden, close_work_about_the_hidden],
    LetterFailed: [say_that_a_partner_was_not_reached, say_that_work_did_not_arrive],
    LetterSent: [say_that_a_partner_was_reached, say_that_work_arrived],
    DutyExtended: [keep_clocks_of_contacts],
    DutyPaused: [keep_clocks_of_contacts],
    DutyResumed: [keep_clocks_of_contacts],
    RuleChanged: [keep_all_clocks_of_contacts],
    WorkAccepted: [note_that_a_response_is_accepted],
    WorkHandedOver: [note_that_a_response_is_handed_over],
    WorkReleased: [note_that_a_response_waits_again],
    WorkBegun: [note_that_a_response_has_begun],
    WorkRefused: [bring_back_what_was_refused],
    WorkNotTakenUp: [bring_back_what_was_not_taken_up],
    WorkWithdrawn: [note_that_a_response_is_withdrawn],
}


def lay_path(path: Path = PATH) -> None:
    """Have every step of the table follow its event, in the table's order. Called once, by the wiring."""
    for event, steps in path.items():
        for step in steps:
            listen(event, listener=step)
