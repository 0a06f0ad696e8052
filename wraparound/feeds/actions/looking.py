"""Looking at what is in files that came in: rows tell of people, so each look is written down."""

from datetime import date, datetime
from typing import Any

from wraparound.feeds.models import Draft, SetAside
from wraparound.feeds.policies import check_may_manage_feeds, check_may_mend, check_may_see_feeds
from wraparound.feeds.queries import pages
from wraparound.feeds.queries.guessing import Preview
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole


@whole
def look_at_load(pk: int, *, values: bool, by: Actor, at: datetime) -> pages.LoadPage | None:
    """Show one load; the values of rows that wait only to those who mend them, for they tell of people."""
    check_may_see_feeds(by)
    if values:
        check_may_mend(by)
    page = pages.load_page(pk, by=by, values=values)
    if page and page.asides:
        looked(f"rows of load {pk} that wait", shown=("column", "value"), by=by, at=at)
    return page


@whole
def look_at_aside(pk: int, *, by: Actor, at: datetime) -> tuple[SetAside, dict[str, str]] | None:
    """Show one row that waits, whole."""
    check_may_mend(by)
    found = pages.aside_to_mend(pk, by=by)
    if found:
        looked(f"row {found[0].row} of load {found[0].load_id}", shown=found[1], by=by, at=at)
    return found


@whole
def look_at_draft(pk: int, *, on: date, by: Actor, at: datetime) -> tuple[Draft, Preview, dict[str, Any]] | None:
    """Show how a new file's first rows will read."""
    check_may_manage_feeds(by)
    found = pages.draft_to_confirm(pk, on=on)
    if found:
        looked("the first rows of a new file", shown=found[2], by=by, at=at)
    return found
