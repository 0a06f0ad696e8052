"""Answering an agency's system about one child: who is involved, and what sources tell, each look written down."""

from datetime import datetime

from wraparound.access.policies import check_may_look_up
from wraparound.access.rules import VERSION
from wraparound.identity.actions.looking import look_at_person
from wraparound.identity.policies import check_may_see
from wraparound.identity.queries.answers import (
    Involved,
    ToldOf,
    Unknown,
    coverage_of_area,
    involved_with,
    told_of,
    unknown_in,
)
from wraparound.identity.queries.fhir import Fitting, page_of_children
from wraparound.identity.queries.pages import LOOKED_AT, PersonPage
from wraparound.identity.queries.seen import person_asked
from wraparound.identity.rules.fhir import PatientAsked
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look


@whole_look
def look_at_child(code: str, *, by: Actor, at: datetime) -> tuple[PersonPage, list[Unknown]] | None:
    """Show what is held of one child, with what is not known of who is involved; nothing where there is nobody.

    Raises MayNotSeePerson where the records are closed.
    """
    page = look_at_person(code, by=by, at=at)
    return (page, unknown_in(coverage_of_area(at), holding={one.agency for one in page.parts})) if page else None


@whole_look
def look_at_involvement(code: str, *, by: Actor, at: datetime) -> Involved | None:
    """Show who is and was involved with one child, or nothing where there is no such person.

    Raises MayNotSeePerson where the records are closed.
    """
    check_may_look_up(by)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None:
        return None
    check_may_see(person.code, seen=is_seen)
    found = involved_with(person, by=by, at=at)
    looked("who is involved with a child", about=[person.pk], shown=("involvements",), rules=VERSION, by=by, at=at)
    return found


@whole_look
def look_at_told(code: str, *, what: str, by: Actor, at: datetime) -> ToldOf | None:
    """Show what sources tell of one child, as a system reads it; `what` is how the ledger calls it.

    Raises MayNotSeePerson where the records are closed.
    """
    check_may_look_up(by)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None:
        return None
    check_may_see(person.code, seen=is_seen)
    found = told_of(person, by=by, at=at)
    looked(what, about=[person.pk], shown=("name", *LOOKED_AT), rules=VERSION, by=by, at=at)
    return found


@whole_look
def look_for_children(asked: PatientAsked, *, after: int, most: int, by: Actor, at: datetime) -> Fitting:
    """Show a page of the children who fit a search; who is not on it is not written down as looked at."""
    check_may_look_up(by)
    found = page_of_children(asked, after=after, most=most, by=by, at=at)
    what = f"the list of children found by {', '.join(part.label for part in asked.parts)}, as FHIR"
    about = [pk for pk, _ in found.shown]
    looked(what, about=about, shown=("name", *LOOKED_AT), rules=VERSION, by=by, at=at)
    return found
