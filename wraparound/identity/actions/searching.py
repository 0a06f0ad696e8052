"""Looking for children by a scrap: who is shown is written down first, and by what kind of words."""

from collections.abc import Collection, Mapping
from datetime import datetime

from wraparound.access.policies import check_may_look_up
from wraparound.access.rules import VERSION
from wraparound.agencies.queries.reference import schools_named
from wraparound.identity.policies import check_not_too_fast
from wraparound.identity.queries.searching import NAMED, QUICK, Findings, found_by
from wraparound.identity.rules.scraps import Understood, asked_for, names_school, understood
from wraparound.identity.words import ScrapPart
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look
from wraparound.ledger.queries import nth_newest

SHOWN = ("name", "born", "district", "agencies")
MOST, SUGGESTED = 20, 8  # shown on the page, and while it is typed


@whole_look
def search_children(scrap: str, *, by: Actor, at: datetime) -> Findings:
    """Find whom a scrap may mean; a search that finds nobody is written down too."""
    read = _read(scrap, by=by, at=at)
    found = found_by(read, most=MOST, by=by, at=at) if read.says_anything else Findings(read)
    if read.says_anything and found.ready:
        about = [person for person, _ in found.offered]
        looked(f"the list of children found by {_kinds(read)}", about=about, shown=SHOWN, rules=VERSION, by=by, at=at)
    return found


@whole_look
def suggest_children(scrap: str, *, told: Collection[int] = (), by: Actor, at: datetime) -> Findings:
    """Find whom a scrap that is still being typed may mean.

    One entry is written for each pause in typing that shows someone who was not written down as shown just before:
    `told` are those who were. Everyone who is shown is in the ledger; the same few, letter after letter, once.
    """
    read = _read(scrap, by=by, at=at)
    found = found_by(read, most=SUGGESTED, effort=QUICK, by=by, at=at) if read.says_anything else Findings(read)
    about = [person for person, _ in found.offered]
    if not set(about) <= set(told):
        what = f"the list of children suggested by {_kinds(read)}"
        looked(what, about=about, shown=SHOWN, rules=VERSION, by=by, at=at)
    return found


@whole_look
def look_for(parts: Mapping[ScrapPart, str], *, by: Actor, at: datetime) -> Findings:
    """Find whom parts may mean of which a system says what each is; how often it may ask, its token says."""
    check_may_look_up(by)
    read = asked_for(parts, on=at.date())
    found = found_by(read, most=MOST, effort=NAMED, by=by, at=at) if read.says_anything else Findings(read)
    if read.says_anything and found.ready:
        about = [person for person, _ in found.offered]
        looked(f"the list of children found by {_kinds(read)}", about=about, shown=SHOWN, rules=VERSION, by=by, at=at)
    return found


def _read(scrap: str, *, by: Actor, at: datetime) -> Understood:
    check_may_look_up(by)
    if by.token is None:  # how often a system may ask, its token says
        check_not_too_fast(nth_newest(by.username), at=at)
    return understood(scrap, on=at.date(), schools=schools_named() if names_school(scrap) else {})


def _kinds(read: Understood) -> str:
    """Say what kinds of things were typed, never what: the ledger is to hold no more of a child than it must."""
    *others, last = [kind.label for kind in read.kinds]
    return f"{', '.join(others)} and {last}" if others else last
