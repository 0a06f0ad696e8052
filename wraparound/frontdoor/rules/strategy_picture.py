"""Draws the quorum of a strategy discussion: each part of the service that has to be there, and how it stands."""

from collections.abc import Sequence

from wraparound.frontdoor.rules.strategy import QuorumPart, Stands
from wraparound.identity.rules.drawing import BRAND, GROUND, INK, QUIET, Picture, framed, letters, line

RED = "#942514"
ROW, TOP, LEFT, ROUND = 44.0, 28.0, 28.0, 12.0


def quorum_drawn(title: str, *, parts: Sequence[QuorumPart]) -> Picture:
    """Draw it for a screen and for a telephone; nothing where nobody has to be there."""
    return Picture(*(_drawn(title, parts=parts, wide=wide) for wide in (True, False))) if parts else Picture()


def _drawn(title: str, *, parts: Sequence[QuorumPart], wide: bool) -> str:
    width = 760.0 if wide else 320.0
    drawn: list[str] = []
    for number, part in enumerate(parts):
        y = TOP + ROW * number
        drawn += _mark(part.stands, y=y)
        said = f"{part.type.label}: {part.stands}"
        if wide:
            drawn.append(letters(said, at=(LEFT + 26, y + 5), size=17, fill=INK))
        else:
            drawn.append(letters(part.type.label, at=(LEFT + 26, y - 1), size=14, fill=INK))
            drawn.append(letters(part.stands, at=(LEFT + 26, y + 16), size=13, fill=QUIET))
    says = [f"{part.type.label} {part.stands}." for part in parts]
    size = (width, TOP + ROW * len(parts) - 8)
    return framed(drawn, size=size, name=f"quorum-{'wide' if wide else 'narrow'}", title=title, says=says)


def _mark(stands: Stands, *, y: float) -> list[str]:
    """Draw a tick in a full round, an empty round, or a cross: told apart without colour."""
    fill = BRAND if stands is Stands.COMES else GROUND
    edge = RED if stands in {Stands.CANNOT, Stands.MISSING} else BRAND
    mark = [f'<circle cx="{LEFT:g}" cy="{y:g}" r="{ROUND:g}" fill="{fill}" stroke="{edge}" stroke-width="2.5"/>']
    if stands is Stands.COMES:
        style = 'stroke="#ffffff" stroke-width="3"'
        mark += [line((LEFT - 6, y), end=(LEFT - 1, y + 5), style=style)]
        mark += [line((LEFT - 1, y + 5), end=(LEFT + 6, y - 5), style=style)]
    elif edge == RED:
        style = f'stroke="{RED}" stroke-width="3"'
        mark += [line((LEFT - 5, y - 5), end=(LEFT + 5, y + 5), style=style)]
        mark += [line((LEFT + 5, y - 5), end=(LEFT - 5, y + 5), style=style)]
    return mark
