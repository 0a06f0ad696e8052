"""Tables for a page: captioned, headed, and fit to stand as cards on a telephone with their meaning kept."""

from collections.abc import Sequence

from wraparound.kernel.markup import safe


def table(rows: Sequence[str], *, caption: str, heads: Sequence[str], kind: str) -> str:
    """Give a table of ready rows; the roles keep it a table where its style stands rows as cards."""
    columns = "".join(f'<th scope="col" role="columnheader">{safe(head)}</th>' for head in heads)
    return (
        f'<table class="{kind}" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def row(first: str, *, cells: Sequence[str], heads: Sequence[str], kind: str = "whole") -> str:
    """Give a row: its heading and its cells, as HTML, each told the heading of its column."""
    said = "".join(
        f'<td role="cell" data-head="{safe(head)}">{cell}</td>' for head, cell in zip(heads[1:], cells, strict=True)
    )
    return f'<tr role="row" class="{kind}"><th scope="row" role="rowheader">{first}</th>{said}</tr>'


def last_cell_row(first: str, *, cell: str, heads: Sequence[str], kind: str) -> str:
    """Give a row whose heading takes all the columns but the last."""
    width = len(heads) - 1
    return (
        f'<tr role="row" class="{kind}"><th scope="row" role="rowheader" colspan="{width}" aria-colspan="{width}">'
        f'{first}</th><td role="cell" data-head="{safe(heads[-1])}">{cell}</td></tr>'
    )
