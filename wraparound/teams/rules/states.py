"""Where work stands, and what leads from there to where: data, for pages and the guide's picture alike."""

from collections.abc import Iterable

from wraparound.teams.words import WorkAct, WorkStanding

TRANSITIONS: dict[WorkStanding, dict[WorkAct, WorkStanding]] = {
    WorkStanding.WANTED: {
        WorkAct.ALLOCATE: WorkStanding.ALLOCATED,
        WorkAct.ACCEPT: WorkStanding.ACCEPTED,
        WorkAct.REFUSE: WorkStanding.REFUSED,
        WorkAct.WITHDRAW: WorkStanding.WITHDRAWN,
    },
    WorkStanding.ALLOCATED: {
        WorkAct.ALLOCATE: WorkStanding.ALLOCATED,
        WorkAct.RELEASE: WorkStanding.WANTED,
        WorkAct.ACCEPT: WorkStanding.ACCEPTED,
        WorkAct.REFUSE: WorkStanding.REFUSED,
        WorkAct.WITHDRAW: WorkStanding.WITHDRAWN,
    },
    WorkStanding.ACCEPTED: {
        WorkAct.HAND_OVER: WorkStanding.ACCEPTED,
        WorkAct.RELEASE: WorkStanding.WANTED,
        WorkAct.BEGIN: WorkStanding.BEGUN,
        WorkAct.NOT_TAKE_UP: WorkStanding.NOT_TAKEN_UP,
        WorkAct.WITHDRAW: WorkStanding.WITHDRAWN,
    },
    WorkStanding.BEGUN: {
        WorkAct.HAND_OVER: WorkStanding.BEGUN,
        WorkAct.RELEASE: WorkStanding.WANTED,
        WorkAct.END: WorkStanding.ENDED,
    },
    WorkStanding.ENDED: {},
    WorkStanding.REFUSED: {},
    WorkStanding.NOT_TAKEN_UP: {},
    WorkStanding.WITHDRAWN: {},
}
WAITS = (WorkStanding.WANTED, WorkStanding.ALLOCATED)
HELD = (WorkStanding.ACCEPTED, WorkStanding.BEGUN)
CLOSED = tuple(standing for standing, ways in TRANSITIONS.items() if not ways)
WITHDRAWABLE = tuple(standing for standing, ways in TRANSITIONS.items() if WorkAct.WITHDRAW in ways)


def standing_after(standing: WorkStanding, *, act: WorkAct) -> WorkStanding | None:
    """Say where work stands after an act; None where it cannot be done from there."""
    return TRANSITIONS[standing].get(act)


def why_not(standing: WorkStanding, *, who: str, why: str = "") -> str:
    """Say why something cannot be done with work any more, naming who was first."""
    by = who or "somebody else"
    told = {
        WorkStanding.WANTED: "This work waits for somebody again: nobody holds it now.",
        WorkStanding.ALLOCATED: f"This work was allocated to {by}, who has not accepted it yet.",
        WorkStanding.ACCEPTED: f"{by} accepted this work already.",
        WorkStanding.BEGUN: f"{by} accepted this work already, and the family has begun.",
        WorkStanding.ENDED: f"This work has ended. {by} held it last.",
        WorkStanding.REFUSED: f"{by} refused this work already: {why}",
        WorkStanding.NOT_TAKEN_UP: f"The family did not take this up: {why}",
        WorkStanding.WITHDRAWN: f"{by} took this work back: {why}",
    }
    return told[standing].strip()


def diagram() -> str:
    """Draw the states as Mermaid reads them, for the guide."""
    lines = ["stateDiagram-v2", f"    [*] --> {WorkStanding.WANTED}: {WorkAct.ASK.label}"]
    lines += [
        f"    {begins} --> {ends}: {_joined(act.label for act, end in ways.items() if end is ends)}"
        for begins, ways in TRANSITIONS.items()
        for ends in dict.fromkeys(ways.values())
    ]
    return "\n".join([*lines, *(f"    {standing} --> [*]" for standing in CLOSED)])


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)
