"""The waterfall's table: both records side by side, the level each comparison reached, and the bits."""

from typing import TYPE_CHECKING

from wraparound.kernel.markup import safe, value
from wraparound.matching.explain.evidence import Evidence
from wraparound.matching.explain.html_table import last_cell_row, row, table
from wraparound.matching.explain.wording import signed

if TYPE_CHECKING:
    from wraparound.matching.explain.explanation import Explanation

HEADS = ("Compared", "First record", "Second record", "Found", "How common", "Bits")
MEANING = "Bits above nought speak for one person, below nought against."
TOGETHER = "mistakes come together, so differences say less"


def written(explained: "Explanation") -> str:
    """Give the table of a pair as HTML."""
    rows = [_sum(explained.prior_words, bits=explained.prior)]
    rows += [_row(piece) for piece in explained.evidence]
    if explained.carelessness:
        rows.append(_sum(TOGETHER, bits=explained.carelessness))
    rows.append(_sum("against chance", bits=explained.chance, kind="total"))
    if explained.rivals.against:
        rows.append(_sum(explained.rival_words, bits=explained.rivals.against))
    rows.append(_sum(f"in all: {explained.in_words}", bits=explained.weight, kind="total"))
    caption = f"{value(explained.left)} and {value(explained.right)}, compared. {MEANING}"
    return table(rows, caption=caption, heads=HEADS, kind="pair")


def _row(piece: Evidence) -> str:
    often = piece.frequency
    cells = [
        *(_value(text, compared=compared) for text, compared in zip(piece.written, piece.compared, strict=True)),
        safe(piece.says),
        f"{value(often.value)}: {safe(often.words)}" if often else "",
        _bits(piece),
    ]
    return row(safe(piece.field), cells=cells, heads=HEADS, kind="missing" if piece.is_missing else "known")


def _bits(piece: Evidence) -> str:
    """Give a piece's bits and, where a frequency changed them, what they are made of."""
    direction = "" if piece.direction == "neither" else f" {piece.direction}"
    parts = f"{signed(piece.bits)} level, {signed(piece.adjustment)} frequency"
    return f"<b>{signed(piece.weight)}</b>{direction}" + (f"<small>{parts}</small>" if piece.frequency else "")


def _value(written: str, *, compared: str) -> str:
    """Give a value as its agency wrote it and, where that is not the same, as it was compared."""
    if not written and not compared:
        return '<span class="quiet">not known</span>'
    if not compared:
        return f"{value(written)}<small>nothing to compare</small>"
    if written.casefold() in (compared.casefold(), ""):
        return value(written or compared)
    return f"{value(written)}<small>compared as {value(compared)}</small>"


def _sum(says: str, *, bits: float, kind: str = "step") -> str:
    return last_cell_row(safe(says), cell=f"<b>{signed(bits)}</b>", heads=HEADS, kind=kind)
