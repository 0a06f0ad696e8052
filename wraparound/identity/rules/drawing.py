"""The letters and the frame of a picture: safe on a page, no wider than their room, said in words as well."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

INK, QUIET, BRAND, GROUND, EDGE = "#0b0c0c", "#484949", "#00565b", "#eef5f4", "#8ab5b3"
BOLD = 1.08  # bold letters are so much wider
# What XML does not allow, and what could turn the direction of the text around it.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
NARROW_LETTERS, WIDE_LETTERS = frozenset("ijltfr.,:;'’|()-I "), frozenset("mwMW@")


class Picture(NamedTuple):
    """One picture as SVG, laid out for a screen and for a telephone; "" where there is nothing to draw."""

    wide: str = ""
    narrow: str = ""


def clean(text: str) -> str:
    """Give a text on one line, with a sign in place of each character that no page can show."""
    return " ".join(UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).split())


def safe(text: str) -> str:
    """Give a text ready to stand in SVG, in an attribute as well."""
    return escape(clean(text), quote=True)


def ems(text: str) -> float:
    """Estimate a text's width in ems, rather too wide than too narrow."""
    return sum(WIDTHS[letter] for letter in text)


def wrapped(text: str, *, to: float, lines: int = 2) -> list[str]:
    """Break a text into at most so many lines of a width given in ems; the last is shortened where more remains."""
    made = [""]
    for word in clean(text).split(" "):
        longer = f"{made[-1]} {word}".strip()
        if made[-1] and ems(longer) > to and len(made) < lines:
            made.append(word)
        else:
            made[-1] = longer
    return [_fitted(line, to=to) for line in made]


def letters(
    text: str, *, at: tuple[float, float], size: float, fill: str = INK, anchor: str = "start", is_bold: bool = False
) -> str:
    """Give a line of text at a place, in its own direction of writing."""
    bold = ' font-weight="bold"' if is_bold else ""
    place = f'x="{at[0]:g}" y="{at[1]:g}"' + ("" if anchor == "start" else f' text-anchor="{anchor}"')
    return f'<text {place} font-size="{size:g}" fill="{fill}"{bold}>\u2068{safe(text)}\u2069</text>'


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


class _Widths(dict[str, float]):
    """Widths of letters in ems, each worked out when it is first met."""

    def __missing__(self, letter: str) -> float:
        """Work a letter's width out."""
        usual = 0.36 if letter in NARROW_LETTERS else 0.9 if letter in WIDE_LETTERS else 0.0
        self[letter] = usual or (1.1 if ord(letter) > 0x2E7F else 0.76 if letter.isupper() else 0.62)
        return self[letter]


WIDTHS = _Widths()


def _fitted(text: str, *, to: float) -> str:
    if ems(text) <= to:
        return text
    used, kept = 1.0, ""
    for letter in text:
        used += WIDTHS[letter]
        if used > to:
            break
        kept += letter
    return kept.rstrip() + "…"
