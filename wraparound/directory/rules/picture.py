"""Draws counts as bars: the name above, the bar below, the number after it; laid out wide and narrow."""

from collections.abc import Sequence

from wraparound.directory.words import Tally
from wraparound.identity.rules.drawing import BRAND, INK, Picture, framed, letters

ROW, TOP, LEFT = 46.0, 22.0, 4.0
AFTER = 118.0  # for the number after the longest bar


def bars(title: str, *, tallies: Sequence[Tally], name: str) -> Picture:
    """Draw counts in their order; nothing where nothing was counted."""
    if not any(one.count for one in tallies):
        return Picture()
    return Picture(*(_drawn(title, tallies=tallies, name=name, wide=wide) for wide in (True, False)))


def _drawn(title: str, *, tallies: Sequence[Tally], name: str, wide: bool) -> str:
    width, size = (760.0, 15.0) if wide else (300.0, 14.0)
    most = max(one.count for one in tallies)
    parts: list[str] = []
    for place, one in enumerate(tallies):
        y = TOP + ROW * place
        long = (width - LEFT - AFTER) * one.count / most
        parts.append(letters(one.label, at=(LEFT, y), size=size, fill=INK))
        if one.count:
            parts.append(f'<rect x="{LEFT:g}" y="{y + 7:g}" width="{max(long, 2):.1f}" height="16" fill="{BRAND}"/>')
        parts.append(letters(one.words, at=(LEFT + long + 8, y + 20), size=size, fill=INK))
    says = [f"{one.label}: {one.words}." for one in tallies]
    whole = f"{name}-{'wide' if wide else 'narrow'}"
    return framed(parts, size=(width, TOP + ROW * len(tallies)), name=whole, title=title, says=says)
