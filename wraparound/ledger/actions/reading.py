"""Reading the ledger: itself a look, and written down as one."""

from dataclasses import replace
from datetime import date, datetime

from wraparound.kernel.acting import Actor
from wraparound.ledger.actions.writing import looked, whole_look
from wraparound.ledger.policies import check_may_read
from wraparound.ledger.ports import OUTSIDE
from wraparound.ledger.queries.reading import Page, page_asked
from wraparound.ledger.queries.unusual import Unusual, unusual_on
from wraparound.ledger.words import Asked

KEEPING = "keeping information governance"  # why the ledger is read, where nobody says otherwise


@whole_look
def read_ledger(asked: Asked, *, by: Actor, at: datetime) -> Page:
    """Show a page of the ledger to someone who may read it, and write down that they did."""
    check_may_read(by)
    page = page_asked(asked, by=by)
    about = [] if asked.person is None else [asked.person]
    looked(asked.in_words(), about=about, rules=OUTSIDE.rules, by=_keeping(by), at=at)
    return page


@whole_look
def read_unusual(day: date, *, by: Actor, at: datetime) -> Unusual:
    """Show whose looking was unusual on a day to someone who may read the ledger, and write down that they did."""
    check_may_read(by)
    found = unusual_on(day, by=by)
    looked(f"unusual looking on {day.isoformat()}", rules=OUTSIDE.rules, by=_keeping(by), at=at)
    return found


def _keeping(by: Actor) -> Actor:
    return replace(by, purpose=by.purpose or KEEPING)
