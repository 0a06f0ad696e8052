"""The letters, the lines and the frame of a picture, said in words as well."""

from collections.abc import Sequence
from typing import NamedTuple

from wraparound.kernel.markup import isolated, safe

INK, QUIET, BRAND, GROUND, EDGE = "#0b0c0c", "#484949", "#00565b", "#eef5f4", "#8ab5b3"
BOLD = 1.08  # bold letters are so much wider


class Picture(NamedTuple):
    """One picture as SVG, laid out for a screen and for a telephone; "" where there is nothing to draw."""

    wide: str = ""
    narrow: str = ""


def letters(
    text: str, *, at: tuple[float, float], size: float, fill: str = INK, anchor: str = "start", is_bold: bool = False
) -> str:
    """Give a line of text at a place, in its own direction of writing."""
    bold = ' font-weight="bold"' if is_bold else ""
    place = f'x="{at[0]:g}" y="{at[1]:g}"' + ("" if anchor == "start" else f' text-anchor="{anchor}"')
    return f'<text {place} font-size="{size:g}" fill="{fill}"{bold}>{isolated(text)}</text>'


def line(start: tuple[float, float], *, end: tuple[float, float], style: str) -> str:
    """Give a straight line."""
    return f'<path d="M{start[0]:g} {start[1]:g}L{end[0]:g} {end[1]:g}" fill="none" {style}/>'


def framed(parts: Sequence[str], *, size: tuple[float, float], name: str, title: str, says: Sequence[str]) -> str:
    """Put a picture together, with the title and the sentences that stand for it."""
    return (
        f'<svg class="wa-picture wa-picture--{name.rpartition("-")[2]}" viewBox="0 0 {size[0]:g} {size[1]:g}" '
        f'role="img" aria-labelledby="{name}-title" aria-describedby="{name}-says">'
        f'<title id="{name}-title">{safe(title)}</title><desc id="{name}-says">{safe(" ".join(says))}</desc>'
        f"{''.join(parts)}</svg>"
    )
