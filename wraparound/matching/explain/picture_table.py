"""The picture's table: what each source wrote of the child, and in words where that agrees with the main record."""

from typing import TYPE_CHECKING

from wraparound.kernel.markup import safe, value
from wraparound.matching.explain.html_table import row, table

if TYPE_CHECKING:
    from wraparound.matching.explain.picture import Cell, Node, Picture


def written(picture: "Picture") -> str:
    """Give the table of a child's records as HTML; groups of fields that nobody fills are left out."""
    groups = [g for g in picture.nodes[0].cells if any(node.cells[g].written for node in picture.nodes)]
    heads = ("Source and record", *groups, "Belongs")
    rows = [_row(node, groups=groups, heads=heads) for node in picture.nodes]
    caption = "What each source wrote. = the same as in the main record, ≈ nearly, ≠ different."
    return table(rows, caption=caption, heads=heads, kind="child")


def _row(node: "Node", *, groups: list[str], heads: tuple[str, ...]) -> str:
    cells = [_cell(node.cells[group]) for group in groups]
    main = "<small>the main record: the others are compared with it</small>" if node.is_measure else ""
    first = f"{value(node.source.replace('_', ' '))}<small>{value(node.id)}</small>{main}"
    return row(first, cells=[*cells, safe(node.bond)], heads=heads)


def _cell(cell: "Cell") -> str:
    if not cell.written:
        return '<span class="quiet">not known</span>'
    marks = "".join(f"<li><b>{mark.sign}</b> {safe(mark.says)}</li>" for mark in cell.marks)
    return "<br/>".join(map(value, cell.written)) + (f'<ul class="marks">{marks}</ul>' if marks else "")
