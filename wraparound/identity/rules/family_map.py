"""Draws a child's family as a genogram: square male, circle female, diamond not known, broken frame lives with them."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from wraparound.identity.rules.drawing import (
    BRAND,
    GROUND,
    INK,
    QUIET,
    Picture,
    framed,
    letters,
    line,
)
from wraparound.kernel.markup import wrapped

SOLID = f'stroke="{INK}" stroke-width="2"'
BROKEN = f'stroke="{INK}" stroke-width="2" stroke-dasharray="6 4"'
HOME = f'fill="none" stroke="{BRAND}" stroke-width="2" stroke-dasharray="7 4"'
LETTER, STEP = 14.0, 17.0
SYMBOL = 40.0  # across
GAP = 8.0  # between a symbol and its words, and around both
DROP = 16.0  # from a row of symbols to the line that joins it
TRUNK = 6.0  # from the left, where rows that are not beside the child's are joined


class Row(IntEnum):
    """Where someone stands on the map, from above; those of the last row are joined to nobody."""

    GRANDPARENTS, PARENTS, CHILDREN, OTHERS = range(4)


class Member(NamedTuple):
    """Someone on the map. `responsible` and `lives_with`: yes, no, "" (not asked) or differs (sources disagree)."""

    name: str  # "" where nobody is named, though they are asked for
    relation: str
    row: Row
    sex: str = ""
    responsible: str = ""
    lives_with: str = ""
    is_close: bool = True  # a parent or a sibling by what sources say; others have a broken line


class _At(NamedTuple):
    """A symbol and its words: their middle, the top of their cell, the lines it has room for, and whether above."""

    x: float
    top: float
    lines: int
    words_above: bool

    @property
    def height(self) -> float:
        return SYMBOL + self.lines * STEP + 3 * GAP

    @property
    def middle(self) -> float:
        return self.top + GAP + SYMBOL / 2 + (self.lines * STEP + GAP if self.words_above else 0)


class _Sheet(NamedTuple):
    """How wide the map is and how many stand beside one another."""

    kind: str
    width: float
    across: int

    @property
    def cell(self) -> float:
        return (self.width - 2 * TRUNK - 4) / self.across


WIDE, NARROW = _Sheet("wide", 760, 6), _Sheet("narrow", 320, 3)
LIVES = {"yes": "lives with them", "no": "lives elsewhere", "differs": "home: sources differ", "": ""}


def family_map(child: Member, *, family: Sequence[Member]) -> Picture:
    """Draw a child with their family; nothing where nobody is told of or asked for."""
    if not family:
        return Picture()
    return Picture(_drawn(child, family=family, on=WIDE), _drawn(child, family=family, on=NARROW))


def in_words(one: Member) -> str:
    """Say what the map shows of one of the family."""
    told = [f"{one.relation}: {one.name}" if one.name else f"{one.relation}: nobody named", LIVES[one.lives_with]]
    told.append({"yes": "has parental responsibility", "differs": "parental responsibility: sources differ"}
                .get(one.responsible, ""))  # fmt: skip
    return ", ".join(filter(None, told)) + "."


def _drawn(child: Member, *, family: Sequence[Member], on: _Sheet) -> str:
    lines = list(_lines(child, family=family, across=on.across))
    parts: list[str] = []
    close = any(one.row < Row.OTHERS for one in family)
    joins: list[float] = []  # the heights of the lines that join rows
    y = 4.0
    for row, some in lines:
        above = row < Row.CHILDREN
        if row == Row.CHILDREN and not (joins and any(one is child for one in some)):
            y += DROP
        left = (on.width + 2 * TRUNK - len(some) * on.cell) / 2
        tall = max(len(_words(one, on=on, is_child=one is child)) for one in some)
        places = [_At(left + (k + 0.5) * on.cell, y, tall, above) for k in range(len(some))]
        height = places[0].height
        if row < Row.OTHERS and close:
            join = y + height + DROP / 2 if above else y - DROP / 2
            joins.append(join)
            parts += _joined(some, places=places, join=join)
        parts += [_member(one, at=at, on=on, is_child=one is child) for one, at in zip(some, places, strict=True)]
        y += height + (DROP if above else 4)
    if joins and max(joins) > min(joins):
        parts.append(line((TRUNK, min(joins)), end=(TRUNK, max(joins)), style=SOLID))
        parts += [line((TRUNK, join), end=(on.width / 2, join), style=SOLID) for join in sorted(set(joins))]
    says = [in_words(one) for one in family]
    name = f"family-{on.kind}"
    return framed(parts, size=(on.width, y + 2), name=name, title=f"Family map of {child.name}", says=says)


def _lines(child: Member, *, family: Sequence[Member], across: int) -> Iterator[tuple[Row, list[Member]]]:
    """Give the map line by line; the child stands in the middle of the first line of children."""
    for row in Row:
        some = [one for one in family if one.row == row]
        if row == Row.CHILDREN:
            beside = some[: across - 1]
            half = len(beside) // 2
            yield row, [*beside[:half], child, *beside[half:]]
            some = some[across - 1 :]
        for begin in range(0, len(some), across):
            yield row, some[begin : begin + across]


def _joined(some: Sequence[Member], *, places: Sequence[_At], join: float) -> Iterator[str]:
    """Draw the line that joins a row, and the way to it from each of its symbols."""
    ends = [at.x for at in places]
    yield line((min(ends), join), end=(max(ends), join), style=SOLID)
    for one, at in zip(some, places, strict=True):
        side = SYMBOL / 2 if at.words_above else -SYMBOL / 2
        yield line((at.x, at.middle + side), end=(at.x, join), style=SOLID if one.is_close else BROKEN)


def _member(one: Member, *, at: _At, on: _Sheet, is_child: bool) -> str:
    parts = [_symbol(one, at=at, is_child=is_child)]
    if one.lives_with in {"yes", "differs"} and not is_child:
        size = f'width="{on.cell - 8:g}" height="{at.height - 2:g}" rx="8"'
        parts.append(f'<rect x="{at.x - on.cell / 2 + 4:g}" y="{at.top:g}" {size} {HOME}/>')
    mark = {"yes": "PR", "differs": "PR?"}.get(one.responsible, "" if one.name else "?")
    if mark:
        parts.append(letters(mark, at=(at.x, at.middle + 5), size=LETTER, anchor="middle", is_bold=True))
    said = _words(one, on=on, is_child=is_child)
    top = at.top + GAP + ((at.lines - len(said)) * STEP if at.words_above else SYMBOL + GAP / 2) + LETTER
    for k, (text, is_bold) in enumerate(said):
        fill = INK if is_bold else QUIET
        parts.append(letters(text, at=(at.x, top + k * STEP), size=LETTER, fill=fill, anchor="middle", is_bold=is_bold))
    return "<g>" + "".join(parts) + "</g>"


def _words(one: Member, *, on: _Sheet, is_child: bool) -> list[tuple[str, bool]]:
    """Give the lines with a symbol, and whether each is bold."""
    to = (on.cell - 16) / LETTER
    names = wrapped(one.name, to=to / 1.08) if one.name else ["nobody named"]
    told = [] if is_child else [one.relation, *([LIVES[one.lives_with]] if one.lives_with == "differs" else [])]
    return [(text, bool(one.name)) for text in names] + [
        (text, False) for some in told for text in wrapped(some, to=to, lines=2 if len(told) == 1 else 1)
    ]


def _symbol(one: Member, *, at: _At, is_child: bool) -> str:
    """Draw a square, a circle or a diamond; the child's is double, and where nobody is named it is broken."""
    style = f'fill="{GROUND if is_child else "#ffffff"}" ' + (SOLID if one.name else BROKEN)
    drawn = _shape(one.sex, x=at.x, y=at.middle, half=SYMBOL / 2, style=style)
    inner = f'fill="none" stroke="{INK}" stroke-width="1.5"'
    return drawn + (_shape(one.sex, x=at.x, y=at.middle, half=SYMBOL / 2 - 5, style=inner) if is_child else "")


def _shape(sex: str, *, x: float, y: float, half: float, style: str) -> str:
    if sex == "Female":
        return f'<circle cx="{x:g}" cy="{y:g}" r="{half:g}" {style}/>'
    if sex == "Male":
        return f'<rect x="{x - half:g}" y="{y - half:g}" width="{2 * half:g}" height="{2 * half:g}" {style}/>'
    return f'<path d="M{x:g} {y - half:g}L{x + half:g} {y:g}L{x:g} {y + half:g}L{x - half:g} {y:g}Z" {style}/>'
