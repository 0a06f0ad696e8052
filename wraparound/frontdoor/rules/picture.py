"""Draws how a contact stands and what moves it on: the table of states as a picture, for the guide."""

from wraparound.frontdoor.rules.states import TRANSITIONS
from wraparound.frontdoor.words import ContactState as State
from wraparound.identity.rules.drawing import BRAND, EDGE, GROUND, framed, letters, line

WIDTH, HEIGHT, BOX, TALL, GAP = 980.0, 332.0, 164.0, 56.0, 30.0
STROKE = f'stroke="{BRAND}" stroke-width="1.5" marker-end="url(#head)"'
PLACES: dict[State, tuple[int, int]] = {  # column and row
    State.RECEIVED: (0, 0),
    State.PROPOSED: (1, 1),
    State.OFFERED: (2, 0),
    State.ACCEPTED: (3, 0),
    State.BEGUN: (4, 0),
    State.JOINED: (0, 2),
    State.RETURNED: (2, 2),
}


def states_drawn() -> str:
    """Draw every state as a box and every move as an arrow, as one SVG."""
    arrows = [_arrow(state, now=now) for state, ways in TRANSITIONS.items() for now in dict.fromkeys(ways.values())]
    boxes = [part for state in TRANSITIONS for part in _box(state)]
    head = (
        f'<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{BRAND}"/></marker></defs>'
    )
    says = [
        f"From “{state.label}”: {', '.join(f'{move.label.lower()}, to “{now.label}”' for move, now in ways.items())}."
        for state, ways in TRANSITIONS.items()
    ]
    return framed([head, *arrows, *boxes], size=(WIDTH, HEIGHT), name="states-wide", title="A contact", says=says)


def _middle(state: State) -> tuple[float, float]:
    column, row = PLACES[state]
    return 12 + column * (BOX + GAP) + BOX / 2, 20 + row * 118 + TALL / 2


def _box(state: State) -> list[str]:
    x, y = _middle(state)
    rect = (
        f'<rect x="{x - BOX / 2:g}" y="{y - TALL / 2:g}" width="{BOX:g}" height="{TALL:g}" rx="4" '
        f'fill="{GROUND}" stroke="{EDGE}"/>'
    )
    words = state.label.split()
    half = (len(words) + 1) // 2
    rows = [" ".join(words[:half]), " ".join(words[half:])] if len(state.label) > 20 else [state.label]
    first = y + 5 - 9 * (len(rows) - 1)
    return [
        rect,
        *(letters(row, at=(x, first + 18 * place), size=14, anchor="middle") for place, row in enumerate(rows)),
    ]


def _arrow(state: State, *, now: State) -> str:
    """Draw an arrow from the edge of one box to the edge of the other; two ways between them lie side by side."""
    (x, y), (to_x, to_y) = _middle(state), _middle(now)
    aside = 8.0 if state in TRANSITIONS[now].values() else 0.0
    if y == to_y and _is_between(state, now=now):
        top = y - TALL / 2
        return f'<path d="M{x:g} {top:g}V{top - 12:g}H{to_x:g}V{top:g}" fill="none" {STROKE}/>'
    if y == to_y:
        side = BOX / 2 if to_x > x else -BOX / 2
        shift = aside if to_x > x else -aside
        start, end = (x + side, y + shift), (to_x - side, to_y + shift)
    else:
        up = -TALL / 2 if to_y < y else TALL / 2
        shift = aside if to_y > y else -aside
        start, end = (x + shift, y + up), (to_x + shift, to_y - up)
    return line(start, end=end, style=STROKE)


def _is_between(state: State, *, now: State) -> bool:
    """Say whether another box stands between two of one row."""
    (column, row), (other, _) = sorted((PLACES[state], PLACES[now]))
    return any(place == (between, row) for between in range(column + 1, other) for place in PLACES.values())
