"""Puts values on a page safely: escaped, without characters that could break it, wrapped or shortened."""

import re
import unicodedata
from html import escape

LONGEST = 80  # characters of a value shown; the whole is in its title
# What XML does not allow, and what could turn the direction of the text around it.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
NARROW_LETTERS, WIDE_LETTERS = frozenset("ijltfr.,:;'’|()-I "), frozenset("mwMW@")


def clean(text: str) -> str:
    """Give a text on one line, with a sign in place of each character that no page can show."""
    return " ".join(UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).split())


def safe(text: str) -> str:
    """Give a text ready to stand in HTML or SVG, in an attribute as well."""
    return escape(clean(text), quote=True)


def isolated(text: str) -> str:
    """Give a value that keeps its own direction of writing inside a line of SVG, escaped."""
    return f"\u2068{safe(text)}\u2069"


def shortened(text: str, *, to: int = LONGEST) -> str:
    """Give a text of at most so many characters, ending in an ellipsis where something is left out."""
    whole = clean(text)
    return whole if len(whole) <= to else whole[: to - 1].rstrip() + "…"


def value(text: str) -> str:
    """Give a value for a page: in its own direction, shortened, with the whole of it in the title."""
    whole, short = clean(text), shortened(text)
    title = "" if whole == short else f' title="{safe(whole)}"'
    return f"<bdi{title}>{safe(short)}</bdi>"


def ems(text: str) -> float:
    """Estimate a text's width in ems, rather too wide than too narrow."""
    return sum(WIDTHS[letter] for letter in text)


class _Widths(dict[str, float]):
    """Widths of letters in ems, each worked out when it is first met."""

    def __missing__(self, letter: str) -> float:
        """Work a letter's width out."""
        usual = 0.36 if letter in NARROW_LETTERS else 0.9 if letter in WIDE_LETTERS else 0.0
        plain = 1.1 if unicodedata.east_asian_width(letter) in "WF" else 0.76 if letter.isupper() else 0.62
        self[letter] = 0.0 if unicodedata.combining(letter) else usual or plain
        return self[letter]


WIDTHS = _Widths()


def fitted(text: str, *, to: float) -> str:
    """Shorten a text to a width given in ems."""
    whole = clean(text)
    if ems(whole) <= to:
        return whole
    used, kept = 1.0, ""
    for letter in whole:
        used += WIDTHS[letter]
        if used > to:
            break
        kept += letter
    return kept.rstrip() + "…"


def wrapped(text: str, *, to: float, lines: int = 2) -> list[str]:
    """Break a text into at most so many lines of a width given in ems; the last is shortened where more remains."""
    words, made = clean(text).split(" "), [""]
    for place, word in enumerate(words):
        longer = f"{made[-1]} {word}".strip()
        if ems(longer) <= to or not made[-1]:
            made[-1] = longer
        elif len(made) < lines:
            made.append(word)
        else:
            made[-1] = " ".join([made[-1], *words[place:]])
            break
    return [fitted(line, to=to) for line in made]


def letters(
    text: str,
    *,
    at: tuple[float, float],
    size: float,
    fill: str = "#ffffff",
    anchor: str = "start",
    is_bold: bool = False,
) -> str:
    """Give a value as a line of an SVG drawing."""
    bold = ' font-weight="bold"' if is_bold else ""
    place = f'x="{at[0]:g}" y="{at[1]:g}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size:g}" fill="{fill}"{bold}>{isolated(text)}</text>'
