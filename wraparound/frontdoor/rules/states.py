"""How a contact stands and what may be done with it: one table, drawn in docs/guide/front-door.md.

No state ends without a response that somebody named has accepted, and an answer to whoever raised it. There is no way
to close a contact: it ends by what others have taken on, and comes back when they do not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wraparound.frontdoor.words import ContactState as State
from wraparound.frontdoor.words import Move, ResponseState

TRANSITIONS: dict[State, dict[Move, State]] = {
    State.RECEIVED: {Move.PROPOSE: State.PROPOSED, Move.DECIDE: State.OFFERED, Move.JOIN: State.JOINED},
    State.PROPOSED: {Move.DECIDE: State.OFFERED, Move.SEND_BACK: State.RETURNED},
    State.OFFERED: {Move.ACCEPT: State.ACCEPTED, Move.COME_BACK: State.RETURNED, Move.REOPEN: State.RETURNED},
    State.RETURNED: {Move.PROPOSE: State.PROPOSED, Move.DECIDE: State.OFFERED, Move.JOIN: State.JOINED},
    State.ACCEPTED: {
        Move.BEGIN: State.BEGUN,
        Move.RELEASE: State.OFFERED,
        Move.COME_BACK: State.RETURNED,
        Move.REOPEN: State.RETURNED,
    },
    State.BEGUN: {Move.RELEASE: State.OFFERED, Move.REOPEN: State.RETURNED},
    State.JOINED: {Move.PART: State.RETURNED},
}

OWED_BY_THE_DOOR = frozenset({State.RECEIVED, State.PROPOSED, State.RETURNED})  # a decision is owed, with a clock
ACCEPTED = frozenset({State.ACCEPTED, State.BEGUN})
CAME_BACK = frozenset({ResponseState.REFUSED, ResponseState.NOT_TAKEN_UP})
TAKEN_ON = frozenset({ResponseState.ACCEPTED, ResponseState.BEGUN, ResponseState.GIVEN})
BEGUN = frozenset({ResponseState.BEGUN, ResponseState.GIVEN})
GOES_ON = TAKEN_ON | {ResponseState.WANTED}

RESPONSES: dict[ResponseState, frozenset[ResponseState]] = {
    ResponseState.WANTED: frozenset(
        {ResponseState.ACCEPTED, ResponseState.GIVEN, ResponseState.REFUSED, ResponseState.WITHDRAWN}
    ),
    ResponseState.ACCEPTED: frozenset(
        {ResponseState.BEGUN, ResponseState.WANTED, ResponseState.NOT_TAKEN_UP, ResponseState.WITHDRAWN}
    ),
    ResponseState.BEGUN: frozenset({ResponseState.WANTED}),
    ResponseState.GIVEN: frozenset(),
    ResponseState.REFUSED: frozenset(),
    ResponseState.NOT_TAKEN_UP: frozenset(),
    ResponseState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True)
class ResponseHeld:
    """One response, as far as a contact's state goes by it: how it stands, and whether it is of the newest decision."""

    state: ResponseState
    is_newest: bool = True


def state_after(state: State, *, move: Move) -> State | None:
    """Give the state that a move leads to; None where it cannot be made from here."""
    return TRANSITIONS[state].get(move)


def may_become(state: ResponseState, *, now: ResponseState) -> bool:
    """Say whether a response may go from one state to another."""
    return now in RESPONSES[state]


def that_count(responses: Iterable[ResponseHeld]) -> list[ResponseState]:
    """Give the responses that a contact goes by: those of the newest decision, and what goes on from before it.

    What was refused before somebody decided anew has been weighed in that decision.
    """
    return [one.state for one in responses if (one.is_newest or one.state in GOES_ON) and one.state != "withdrawn"]


def moves_by_responses(responses: Iterable[ResponseHeld]) -> list[Move]:
    """Say what its responses make of a contact: it comes back, is accepted, has begun, or waits while some of them do.

    What somebody had accepted waits again once they hold it no more, such as when they leave. Advice counts only once
    it was given. It comes back too once all that was asked is taken back; without any response it goes nowhere.
    """
    held = list(responses)
    count = that_count(held)
    if any(one in CAME_BACK for one in count) or (held and not count):
        return [Move.COME_BACK]
    if not all(one in TAKEN_ON for one in count):
        return [Move.RELEASE]
    if not count:
        return []
    return [Move.ACCEPT, Move.BEGIN] if all(one in BEGUN for one in count) else [Move.ACCEPT]


def is_ended(state: State, *, is_told: bool) -> bool:
    """Say whether nothing more is owed: accepted by somebody, or read with another contact, and the referrer told."""
    return is_told and (state in ACCEPTED or state is State.JOINED)
