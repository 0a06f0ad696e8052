"""Who knows the children of a contact, and what partners answered: beside the worry, with no page for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wraparound.exchange.queries.lists import Line, asks_about
from wraparound.frontdoor.queries.children import ChildShown
from wraparound.identity.queries.answers import Unknown, coverage_of_area, told_of_all, unknown_in
from wraparound.identity.queries.parts import PartShown
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Known:
    """One child: who is involved now and was before, what is not known and why, and what was asked of partners."""

    child: ChildShown
    now: list[PartShown]
    before: list[PartShown]
    not_known: list[Unknown]
    asks: list[Line]


def known_of(shown: Sequence[ChildShown], *, by: Actor, at: datetime) -> list[Known]:
    """Gather it for every child of whom it is known who they are. Cost: nine queries, however many children."""
    children = {one.child.person_id: one for one in shown if one.child.person_id is not None and one.code}
    if not children:
        return []
    told = told_of_all({pk: one.code for pk, one in children.items()}, by=by, at=at)
    asked = asks_about(list(children), by=by, at=at)
    covered = coverage_of_area(at)
    found = []
    for pk, child in children.items():
        sources = told[pk].told.sources if pk in told else []
        holding = {one.agency for one in sources if one.is_now or one.grown_up}
        now, before = (told[pk].now, told[pk].before) if pk in told else ([], [])
        found.append(Known(child, now, before, unknown_in(covered, holding=holding), asked.get(pk, [])))
    return found
