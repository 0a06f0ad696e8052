"""How it stands and what happened, in the words of whoever told the front door: nothing of how the door works."""

from collections.abc import Sequence

from wraparound.agencies.words.door import Answerer
from wraparound.frontdoor.words import ContactState, Did, ResponseKind, ResponseState, Teller

STATE_LINES: dict[ContactState, str] = {
    ContactState.RECEIVED: "We have it, and somebody is deciding what the child needs.",
    ContactState.PROPOSED: "We have it, and somebody is deciding what the child needs.",
    ContactState.OFFERED: "It is decided. We are finding who takes it on.",
    ContactState.RETURNED: "Somebody is deciding anew what the child needs.",
    ContactState.ACCEPTED: "It is decided, and somebody has taken it on.",
    ContactState.BEGUN: "Help has begun.",
    ContactState.JOINED: "It is being dealt with.",
}
OFFER_LINES: dict[ResponseState, str] = {
    ResponseState.WANTED: "Not accepted yet",
    ResponseState.ACCEPTED: "Accepted",
    ResponseState.BEGUN: "Help has begun",
    ResponseState.GIVEN: "Advice was given",
    ResponseState.REFUSED: "We are looking for another way",
    ResponseState.NOT_TAKEN_UP: "We are looking for another way",
    ResponseState.WITHDRAWN: "Taken back",
}
LINES: dict[Did, str] = {  # what the door does besides is not theirs to know
    Did.TOLD: "You told us",
    Did.ADDED: "You added something",
    Did.DECIDED: "It was decided",
    Did.ACCEPTED: "Somebody took it on",
    Did.GIVEN: "Advice was given",
    Did.BEGUN: "Help has begun",
    Did.RELEASED: "Whoever took it on holds it no more; we are finding who does",
    Did.CAME_BACK: "We are deciding anew",
    Did.REFERRER_TOLD: "You were told",
    Did.DISAGREED: "You disagreed",
    Did.DISAGREEMENT_ANSWERED: "Your disagreement was answered",
}


def whom_told(kind: ResponseKind, *, name: str, teller: Teller) -> str:
    """Name who is asked to whoever raised a worry: a team to those who work with children, a local service to nobody.

    A service, such as a refuge, is found by its name, and whoever told may be the one from whom a family is safe there.
    What they are to know of it stands in the words that are written for them.
    """
    if kind is ResponseKind.SERVICE:
        return "A local service"
    if kind is ResponseKind.ADVICE or teller is Teller.PROFESSIONAL:
        return name
    return "A team that helps families"


NO_LADDER = Answerer(name="The front door", email="", hours=8)  # where the area has agreed none


def rung_of(rungs: Sequence[Answerer], *, rung: int) -> Answerer:
    """Give who answers on a rung of the ladder; the front door itself where the area has agreed none."""
    return rungs[min(rung, len(rungs) - 1)] if rungs else NO_LADDER
