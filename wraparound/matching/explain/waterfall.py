"""Draws the waterfall: a bar for each piece of evidence, each beginning where the one before it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from wraparound.kernel.markup import clean, ems, fitted, isolated, safe, shortened, wrapped
from wraparound.matching.explain.pair_table import TOGETHER
from wraparound.matching.explain.wording import said_date, signed

if TYPE_CHECKING:
    from wraparound.matching.explain.explanation import Explanation

WIDTH, EDGE = 320, 12  # a telephone's width, so that letters are not shrunk there
LETTER, SMALL = 14, 12
BAR, TIP = 16, 6
INK, QUIET, FOR, AGAINST, TOTAL = "#0b0c0c", "#484949", "#1d70b8", "#b1440a", "#383f43"


@dataclass(frozen=True)
class Step:
    """One bar: what it says, its bits, the values it rests on, and whether it is a sum so far or the start."""

    says: str
    bits: float
    values: tuple[str, str] = ("", "")
    is_sum: bool = False
    is_start: bool = False

    @property
    def figure(self) -> str:
        """Give the bits and, of evidence, which way they point in a word."""
        shown = signed(self.bits)
        if self.is_sum or self.is_start or shown == "0":
            return shown
        return shown + (" for" if self.bits > 0 else " against")


def steps(explained: "Explanation") -> list[Step]:
    """Give the bars of a pair; what is not known has none."""
    said = [Step(explained.prior_words, explained.prior, is_start=True)]
    said += [Step(p.says, p.weight, p.written) for p in explained.evidence if not p.is_missing]
    if signed(explained.carelessness) != "0":
        said.append(Step(TOGETHER, explained.carelessness))
    if signed(explained.rivals.against) != "0":
        said.append(Step("against chance", explained.chance, is_sum=True))
        said.append(Step(explained.rival_words, explained.rivals.against))
    return [*said, Step(f"in all: {explained.in_words}", explained.weight, is_sum=True)]


def drawn(explained: "Explanation") -> str:
    """Draw a pair's waterfall as SVG that says in words what it shows."""
    bars, at = steps(explained), 0.0
    runs = []
    for bar in bars:
        runs.append((0.0, bar.bits) if bar.is_sum else (at, at + bar.bits))
        at = runs[-1][1]
    ends = [end for run in runs for end in run] + [0.0]
    scale = _Scale(min(ends), max(ends))
    parts, top = [], 34.0
    for bar, run in zip(bars, runs, strict=True):
        part, height = _bar(bar, run=run, scale=scale, top=top)
        parts.append(part)
        top += height
    return _framed(explained, parts=parts, top=top, zero=scale(0.0))


@dataclass(frozen=True)
class _Scale:
    """Where so many bits lie on the picture, from left to right."""

    least: float
    most: float

    def __call__(self, bits: float) -> float:
        room = WIDTH - 2 * EDGE - 2 * TIP
        return round(EDGE + TIP + room * (bits - self.least) / max(self.most - self.least, 1e-9), 1)


def _bar(bar: Step, *, run: tuple[float, float], scale: _Scale, top: float) -> tuple[str, float]:
    """Draw one bar under its words; give the drawing and its height."""
    lines = wrapped(bar.says, to=(WIDTH - 2 * EDGE - 92) / LETTER, lines=3)
    weight = ' font-weight="bold"' if bar.is_sum else ""
    text = [_text(line, x=EDGE, y=top + 16 + 17 * k, more=weight) for k, line in enumerate(lines)]
    text.append(_text(bar.figure, x=WIDTH - EDGE, y=top + 16, more=' font-weight="bold" text-anchor="end"'))
    height = 17.0 * len(lines)
    if any(bar.values):
        said = _values(bar.values)
        text += [_small(line, y=top + height + 14 + 15 * k) for k, line in enumerate(said)]
        height += 15.0 * len(said) + 1
    shape = _shape(run, scale=scale, top=top + height + 6, is_sum=bar.is_sum)
    whole = " – ".join(isolated(shortened(value, to=500)) for value in dict.fromkeys(bar.values) if value)
    title = f"<title>{whole}</title>" if whole else ""
    return f"<g>{title}{''.join(text)}{shape}</g>", height + BAR + 20


def _values(values: tuple[str, str]) -> list[str]:
    """Give both records' values in a line, or in two where they are long; the longest are shortened."""
    room = (WIDTH - 2 * EDGE) / SMALL
    first, second = (said_date(clean(text)) or "not known" for text in values)
    if first == second:
        return [f"both {isolated(fitted(first, to=room - 3))}"]
    if ems(first) + ems(second) < room - 2:
        return [f"{isolated(first)} – {isolated(second)}"]
    return [f"{isolated(fitted(first, to=room - 2))} –", isolated(fitted(second, to=room))]


def _small(line: str, *, y: float) -> str:
    """Write a line of values that is already escaped."""
    return f'<text x="{EDGE}" y="{y:g}" font-size="{SMALL}" fill="{QUIET}">{line}</text>'


def _text(text: str, *, x: float, y: float, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{LETTER}" fill="{INK}"{more}>{safe(text)}</text>'


def _shape(run: tuple[float, float], *, scale: _Scale, top: float, is_sum: bool) -> str:
    """Draw a sum as a plain bar, evidence as an arrow: full and to the right for, hollow and to the left against."""
    begin, end = scale(run[0]), scale(run[1])
    low, high, bottom = min(begin, end), max(begin, end), top + BAR
    if is_sum:
        return f'<rect x="{low:g}" y="{top:g}" width="{max(high - low, 1.5):g}" height="{BAR}" fill="{TOTAL}"/>'
    middle, tip = top + BAR / 2, min(TIP, max(high - low, 2.0))
    if end >= begin:
        corners = [(low, top), (high - tip, top), (high, middle), (high - tip, bottom), (low, bottom)]
        paint = f'fill="{FOR}" stroke="{FOR}"'
    else:
        corners = [(high, top), (low + tip, top), (low, middle), (low + tip, bottom), (high, bottom)]
        paint = f'fill="#ffffff" stroke="{AGAINST}"'
    points = " ".join(f"{x:g},{y:g}" for x, y in corners)
    return f'<polygon points="{points}" {paint} stroke-width="2" stroke-linejoin="round"/>'


def _framed(explained: "Explanation", *, parts: Sequence[str], top: float, zero: float) -> str:
    """Put the bars on their ground, with the title and description that stand for them."""
    title = f"Why {shortened(explained.left)} and {shortened(explained.right)} are {_outcome(explained)}"
    name = "w" + blake2b(title.encode(), digest_size=6).hexdigest()
    legend = _legend()
    line = f'<line x1="{zero:g}" x2="{zero:g}" y1="28" y2="{top:g}" stroke="#b1b4b6" stroke-dasharray="2 4"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="waterfall" viewBox="0 0 {WIDTH} {top + 6:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="Arial, Helvetica, sans-serif">'
        f'<title id="{name}-title">{safe(title)}</title>'
        f'<desc id="{name}-desc">{safe("; ".join(explained.sentences()))}</desc>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{legend}{line}{"".join(parts)}</svg>'
    )


def _legend() -> str:
    """Say what full and hollow arrows mean."""
    small = f'y="18" font-size="{SMALL}" fill="{QUIET}"'
    against = f'<text x="{EDGE}" {small}>◁ hollow: against</text>'
    return f'{against}<text x="{WIDTH - EDGE}" {small} text-anchor="end">full: for one person ▶</text>'


def _outcome(explained: "Explanation") -> str:
    return "believed to be one person" if explained.together else "kept apart"
