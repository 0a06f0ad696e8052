"""Draws the agencies around a child: a ring with the child in the middle, and beside each agency who to ask there."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import NamedTuple

from wraparound.identity.rules.drawing import (
    BOLD,
    BRAND,
    EDGE,
    GROUND,
    INK,
    QUIET,
    Picture,
    framed,
    letters,
    line,
)
from wraparound.kernel.markup import wrapped

MOST = 14  # agencies drawn; the table names all
LETTER, STEP = 15.0, 19.0
Point = tuple[float, float]


class Helper(NamedTuple):
    """One agency: who of it, how to reach them, and until when it was involved ("" while it is)."""

    agency: str
    who: str
    reach: str
    until: str = ""


class _Measures(NamedTuple):
    width: float
    centre: float  # of the ring, from the left
    ring: float  # half its width
    child: float  # half the child's
    sides: int  # of the ring at which agencies stand

    @property
    def room(self) -> float:
        return self.width - self.centre - self.ring - GAP - 4


GAP = 18.0  # from the ring to the words
WIDE = _Measures(760, 380, 122, 56, 2)
NARROW = _Measures(320, 44, 68, 42, 1)


class _Place(NamedTuple):
    """Where an agency stands: the height of its dot, whether on the left, and its words, line by line."""

    y: float
    is_left: bool
    helper: Helper
    said: list[tuple[str, bool]]


def circle(name: str, *, helpers: Sequence[Helper]) -> Picture:
    """Draw a child's agencies, those involved now first; nothing where there is none."""
    if not helpers:
        return Picture()
    return Picture(_drawn(name, helpers=helpers, by=WIDE), _drawn(name, helpers=helpers, by=NARROW))


def in_words(helper: Helper) -> str:
    """Say what the picture shows of one agency."""
    told = ", ".join(filter(None, (helper.who, helper.reach)))
    return f"{helper.agency}{' until ' + helper.until if helper.until else ''}: {told or 'nobody named'}."


def _drawn(name: str, *, helpers: Sequence[Helper], by: _Measures) -> str:
    shown = helpers[:MOST]
    said = [_said(helper, by=by) for helper in shown]
    row = max(map(len, said)) * STEP + 14
    right = ceil(len(shown) / by.sides)
    height = max(right * row, 2 * by.child + 40) + 16
    middle = (by.centre, height / 2)
    places = []
    for number, (helper, lines) in enumerate(zip(shown, said, strict=True)):
        is_left = number >= right
        of, place = (len(shown) - right, number - right) if is_left else (right, number)
        y = height / 2 + (place - (of - 1) / 2) * row
        places.append(_Place(y, is_left, helper, lines))
    tall = height / 2 - 6
    ring = f'<ellipse cx="{middle[0]:g}" cy="{middle[1]:g}" rx="{by.ring:g}" ry="{tall:g}" fill="{GROUND}" '
    parts = [f'{ring}stroke="{EDGE}" stroke-width="2"/>']
    parts += [_thread(place, middle=middle, tall=tall, by=by) for place in places]
    parts += [_words(place, by=by) for place in places]
    parts.append(_child(name, middle=middle, by=by))
    more = [f"{len(helpers) - MOST} more are in the table."] if len(helpers) > MOST else []
    kind = "wide" if by is WIDE else "narrow"
    says = [*map(in_words, shown), *more]
    return framed(parts, size=(by.width, height), name=f"circle-{kind}", title=f"Who helps {name}", says=says)


def _said(helper: Helper, *, by: _Measures) -> list[tuple[str, bool]]:
    """Give the lines beside an agency, and whether each is bold."""
    room = by.room / LETTER
    lines = [(text, True) for text in wrapped(helper.agency, to=room / BOLD)]
    told = [f"Until {helper.until}" if helper.until else helper.who, "" if helper.until else helper.reach]
    return lines + [(text, False) for one in told if one for text in wrapped(one, to=room)]


def _dot(place: _Place, *, middle: Point, tall: float, by: _Measures) -> Point:
    """Give where on the ring an agency stands."""
    across = by.ring * sqrt(max(0.0, 1 - ((place.y - middle[1]) / tall) ** 2))
    return middle[0] + (-across if place.is_left else across), place.y


def _thread(place: _Place, *, middle: Point, tall: float, by: _Measures) -> str:
    """Draw the thread from the child to an agency and on to its words; a former one's is broken."""
    dot = _dot(place, middle=middle, tall=tall, by=by)
    side = -1 if place.is_left else 1
    words = middle[0] + side * (by.ring + GAP - 5), place.y
    if place.helper.until:
        style, fill = f'stroke="{QUIET}" stroke-width="2" stroke-dasharray="5 5"', "#ffffff"
    else:
        style, fill = f'stroke="{BRAND}" stroke-width="3"', BRAND
    circle = f'<circle cx="{dot[0]:g}" cy="{dot[1]:g}" r="8" fill="{fill}" stroke="{BRAND}" stroke-width="2"/>'
    lead = line(dot, end=words, style=f'stroke="{EDGE}" stroke-width="1.5"')
    return line(middle, end=dot, style=style) + lead + circle


def _words(place: _Place, *, by: _Measures) -> str:
    side = -1 if place.is_left else 1
    x = by.centre + side * (by.ring + GAP)
    top = place.y - (len(place.said) - 1) * STEP / 2 + LETTER * 0.35
    anchor, fill = "end" if place.is_left else "start", QUIET if place.helper.until else INK
    return "".join(
        letters(text, at=(x, top + number * STEP), size=LETTER, fill=fill, anchor=anchor, is_bold=bold)
        for number, (text, bold) in enumerate(place.said)
    )


def _child(name: str, *, middle: Point, by: _Measures) -> str:
    size = LETTER if by is WIDE else 12.0
    lines = wrapped(name, to=(2 * by.child - 8) / size / BOLD, lines=3)
    top = middle[1] - (len(lines) - 1) * size * 0.6 + size * 0.35
    said = "".join(
        letters(text, at=(middle[0], top + k * size * 1.2), size=size, fill="#ffffff", anchor="middle", is_bold=True)
        for k, text in enumerate(lines)
    )
    return f'<circle cx="{middle[0]:g}" cy="{middle[1]:g}" r="{by.child:g}" fill="{BRAND}"/>{said}'
