"""Draws one child's records around the child: grouped by source, each line saying how surely a record belongs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from wraparound.kernel.markup import fitted, letters, safe, shortened
from wraparound.matching.words import Belief

if TYPE_CHECKING:
    from wraparound.matching.explain.picture import Node, Picture

BOLD = 1.12  # bold letters are so much wider
INK, QUIET, BLUE, GROUND = "#0b0c0c", "#484949", "#1d70b8", "#f3f2f1"
LINES = {
    Belief.CERTAIN: 'stroke-width="4"',
    Belief.LIKELY: 'stroke-width="2"',
    Belief.TO_REVIEW: 'stroke-width="2.5" stroke-dasharray="9 6"',
    Belief.NOT_THE_SAME: 'stroke-width="2.5" stroke-dasharray="1 6" stroke-linecap="round"',
}


@dataclass(frozen=True)
class Measures:
    """The sizes of a drawing: of the whole, its two columns of records, and its letters."""

    width: float
    column: float
    letter: float
    radius: float

    @property
    def line(self) -> float:
        """Give the height of a line of text."""
        return self.letter * 1.35


WIDE = Measures(width=760, column=250, letter=15, radius=74)
NARROW = Measures(width=340, column=136, letter=12, radius=27)


class Placed(NamedTuple):
    """A source's records, or those kept apart, on the drawing."""

    label: str
    nodes: Sequence["Node"]
    x: float
    y: float
    is_left: bool


def drawn(picture: "Picture", *, is_narrow: bool) -> str:
    """Draw the picture as SVG that says in words what it shows."""
    by = NARROW if is_narrow else WIDE
    placed, height = _placed(picture, by=by)
    height = max(height, 2 * by.radius + 20)
    centre = by.width / 2, height / 2
    lines, boxes = [], []
    for group in placed:
        boxes.append(_frame(group, by=by))
        for node, top in _tops(group, by=by):
            lines.append(_line(node, centre=centre, at=(_inner(group, by=by), top + _card(by) / 2)))
            boxes.append(_record(node, x=group.x, y=top, by=by))
    middle = _middle(picture, centre=centre, by=by)
    return _framed(picture, parts=[*lines, *boxes, middle], size=(by.width, height), name="n" if is_narrow else "p")


def _groups(picture: "Picture", *, is_narrow: bool) -> Iterator[tuple[str, list["Node"]]]:
    """Give the records by source, those of others last."""
    for (is_own, source), nodes in groupby(picture.nodes, key=lambda node: (node.is_own, node.source)):
        yield (source if is_own or is_narrow else f"{source}: not joined"), list(nodes)


def _placed(picture: "Picture", *, by: Measures) -> tuple[list[Placed], float]:
    """Put each source's records in the column with more room; give the height."""
    heights, placed = [8.0, 8.0], []
    for label, nodes in _groups(picture, is_narrow=by is NARROW):
        side = 0 if heights[0] <= heights[1] else 1
        x = 4.0 if side == 0 else by.width - by.column - 4
        placed.append(Placed(label, nodes, x, heights[side], side == 0))
        heights[side] += by.line + 10 + len(nodes) * (_card(by) + 6) + 14
    tall = max(heights)
    # A shorter column stands in the middle of the taller one.
    shift = [(tall - heights[0]) / 2, (tall - heights[1]) / 2]
    return [group._replace(y=group.y + shift[0 if group.is_left else 1]) for group in placed], tall


def _card(by: Measures) -> float:
    return 4 * by.line + 12


def _inner(group: Placed, *, by: Measures) -> float:
    """Give the side of a record that faces the child."""
    return group.x + by.column - 6 if group.is_left else group.x + 6


def _tops(group: Placed, *, by: Measures) -> Iterator[tuple["Node", float]]:
    for k, node in enumerate(group.nodes):
        yield node, group.y + by.line + 8 + k * (_card(by) + 6)


def _frame(group: Placed, *, by: Measures) -> str:
    """Draw the ground behind one source's records, with its name."""
    height = by.line + 10 + len(group.nodes) * (_card(by) + 6)
    label = fitted(group.label.replace("_", " "), to=(by.column - 12) / by.letter / BOLD)
    return (
        f'<rect x="{group.x:g}" y="{group.y:g}" width="{by.column:g}" height="{height:g}" fill="{GROUND}"/>'
        + letters(label, at=(group.x + 6, group.y + by.line), size=by.letter, fill=INK, is_bold=True)
    )


def _line(node: "Node", *, centre: tuple[float, float], at: tuple[float, float]) -> str:
    style = LINES[node.belief]
    return (
        f'<line x1="{centre[0]:g}" y1="{centre[1]:g}" x2="{at[0]:g}" y2="{at[1]:g}" '
        f'stroke="{BLUE if node.is_own else QUIET}" {style}/>'
    )


def _record(node: "Node", *, x: float, y: float, by: Measures) -> str:
    """Draw one record: name, birth date, number in its source, and how surely it belongs."""
    room = (by.column - 26) / by.letter
    edge = "" if node.is_own else ' stroke-dasharray="5 4"'
    texts = [(node.name, True), (node.born or "birth date not known", False), (node.id, False), (_belief(node), True)]
    said = "".join(
        letters(
            fitted(text, to=room / (BOLD if bold else 1)),
            at=(x + 14, y + by.line * (k + 1)),
            size=by.letter,
            fill=INK,
            is_bold=bold,
        )
        for k, (text, bold) in enumerate(texts)
    )
    return (
        f"<g><title>{safe(shortened(f'{node.key}: {node.name}, {node.bond}', to=300))}</title>"
        f'<rect x="{x + 6:g}" y="{y:g}" width="{by.column - 12:g}" height="{_card(by):g}" rx="3" fill="#ffffff" '
        f'stroke="{INK}"{edge}/>{said}</g>'
    )


def _belief(node: "Node") -> str:
    if node.weight is None:
        return "only record"
    return "kept apart" if node.belief is Belief.NOT_THE_SAME else str(node.belief)


def _middle(picture: "Picture", *, centre: tuple[float, float], by: Measures) -> str:
    """Draw the child."""
    is_narrow = by is NARROW
    texts = ["child"] if is_narrow else ["one child", picture.name, picture.born]
    start = centre[1] - by.line * (len(texts) - 1) / 2 + by.letter * 0.35
    room = (2 * by.radius - 12) / by.letter / BOLD
    said = "".join(
        letters(
            fitted(text, to=room), at=(centre[0], start + by.line * k), size=by.letter, anchor="middle", is_bold=k == 1
        )
        for k, text in enumerate(texts)
    )
    return f'<circle cx="{centre[0]:g}" cy="{centre[1]:g}" r="{by.radius:g}" fill="#003078"/>{said}'


def _framed(picture: "Picture", *, parts: Sequence[str], size: tuple[float, float], name: str) -> str:
    title = shortened(picture.in_words, to=200)
    each = "; ".join(f"{node.source} {node.id}, {node.name}: {node.bond}" for node in picture.nodes)
    name += blake2b(f"{title}{picture.nodes[0].key}".encode(), digest_size=6).hexdigest()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {size[0]:g} {size[1]:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="Arial, Helvetica, sans-serif">'
        f'<title id="{name}-title">{safe(title)}</title><desc id="{name}-desc">{safe(shortened(each, to=4000))}</desc>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>'
    )
