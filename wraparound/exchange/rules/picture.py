"""Draws a question over time: a line to each partner from when it was asked to when it was due, and what came when."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from wraparound.identity.rules.drawing import BRAND, EDGE, INK, QUIET, Picture, framed, letters, line

LATE = "#942514"
ROW, TOP, LEFT, RIGHT = 40.0, 46.0, 12.0, 16.0


class Lane(NamedTuple):
    """One partner: when it was asked, by when it owes an answer, when it answered, and how it stands in words."""

    agency: str
    asked_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    words: str
    is_late: bool


def over_time(title: str, *, lanes: Sequence[Lane], at: datetime) -> Picture:
    """Draw the lanes of a question until now or until the last is due; nothing where nobody was asked."""
    if not lanes:
        return Picture()
    begins = min(lane.asked_at for lane in lanes)
    ends = max([at, *(lane.due_at for lane in lanes if lane.due_at), *(lane.answered_at or at for lane in lanes)])
    span = max(ends - begins, timedelta(hours=1))
    return Picture(*(_drawn(title, lanes=lanes, at=at, begins=begins, span=span, wide=wide) for wide in (True, False)))


def _drawn(title: str, *, lanes: Sequence[Lane], at: datetime, begins: datetime, span: timedelta, wide: bool) -> str:
    width, size = (760.0, 15.0) if wide else (320.0, 14.0)
    height = TOP + ROW * len(lanes) + 12

    def place(moment: datetime) -> float:
        return LEFT + (width - LEFT - RIGHT) * min(max((moment - begins) / span, 0.0), 1.0)

    now = place(at)
    near_end = now > width - 60
    parts = [
        line((now, 20), end=(now, height - 8), style=f'stroke="{QUIET}" stroke-width="1.5" stroke-dasharray="3 4"'),
        letters(
            "now",
            at=(now - 6 if near_end else now + 6, 16),
            size=size,
            fill=QUIET,
            anchor="end" if near_end else "start",
        ),
    ]
    for number, lane in enumerate(lanes):
        parts += _lane(lane, y=TOP + ROW * number, place=place, at=at, wide=wide)
    says = [f"{lane.agency}: {lane.words}." for lane in lanes]
    name = f"question-{'wide' if wide else 'narrow'}"
    return framed(parts, size=(width, height), name=name, title=title, says=says)


def _lane(lane: Lane, *, y: float, place: Callable[[datetime], float], at: datetime, wide: bool) -> list[str]:
    begins, due = place(lane.asked_at), place(lane.due_at) if lane.due_at else None
    until = place(lane.answered_at or at)
    colour = LATE if lane.is_late else BRAND
    said = f"{lane.agency}: {lane.words}" if wide else lane.agency
    drawn = [letters(said, at=(LEFT + 8, y + 2), size=15 if wide else 14, fill=LATE if lane.is_late else INK)]
    if due is not None:
        drawn.append(line((begins, y + 16), end=(due, y + 16), style=f'stroke="{EDGE}" stroke-width="9"'))
        drawn.append(line((due, y + 9), end=(due, y + 23), style=f'stroke="{INK}" stroke-width="2"'))
    drawn.append(line((begins, y + 16), end=(until, y + 16), style=f'stroke="{colour}" stroke-width="3"'))
    if lane.answered_at:
        drawn.append(f'<circle cx="{until:g}" cy="{y + 16:g}" r="6" fill="{BRAND}"/>')
    return drawn
