"""What FHIR resources are made of: plain values from what sources tell, and the children whom a search finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wraparound.agencies.queries import agencies_of_area, agency, version_now
from wraparound.agencies.words import AgencyType
from wraparound.identity.queries.answers import ToldOf, Unknown, told_of_all
from wraparound.identity.queries.family import ANSWERS, KinShown, Voices, family_of, not_told
from wraparound.identity.queries.homes import stays_of
from wraparound.identity.queries.numbers import NumberShown, numbers_of
from wraparound.identity.queries.parts import PartShown
from wraparound.identity.queries.searching import Effort, found_by
from wraparound.identity.queries.sources import places_of
from wraparound.identity.rules import called, mostly_born, mostly_called, mostly_of_sex, plain_name, written_phone
from wraparound.identity.rules import is_expected as expected_in
from wraparound.identity.rules.fhir import Body, Child, Helper, Number, PatientAsked, Relative, Stay, fits
from wraparound.identity.rules.scraps import asked_for
from wraparound.identity.words import NumberState, Responsibility
from wraparound.kernel.acting import Actor
from wraparound.kernel.names import written_name

WIDE = Effort(3, 200)  # a search finds whoever fits, not only the likeliest
RESPONSIBLE = {ANSWERS[one]: str(one) for one in Responsibility}
USES = {NumberState.FORMER: "old", NumberState.TEMPORARY: "temp"}
LIVES = {"Yes": "yes", "No": "no", "Not asked": "not_asked"}


@dataclass(frozen=True)
class Fitting:
    """Children who fit a search: those of this page, how many in all, after whom the next page begins, what to know."""

    shown: list[tuple[int, ToldOf]]
    total: int
    goes_on: int | None
    notes: list[str]


def page_of_children(asked: PatientAsked, *, after: int, most: int, by: Actor, at: datetime) -> Fitting:
    """Give the children who fit a search and stand after a place, so many at most. Cost: as `children_found`."""
    found, more, ready = children_found(asked, by=by, at=at)
    following = [(pk, one) for pk, one in found.items() if pk > after]
    notes = [] if ready else ["Could not be reached: search is not ready on this node. That says nothing of any child."]
    notes += ["Only the likeliest are looked at: more may fit. Say more of whom you look for."] if more else []
    notes += ["Nothing found. That is no proof that nobody knows the child."] if ready and not found else []
    goes_on = following[most - 1][0] if len(following) > most else None
    return Fitting(following[:most], len(found), goes_on, notes)


def children_found(asked: PatientAsked, *, by: Actor, at: datetime) -> tuple[dict[int, ToldOf], bool, bool]:
    """Find the children who fit a search, in the order in which they were first known.

    Says too whether more may fit than were looked at, and whether the search was ready. Cost: at most eight queries.
    """
    read = asked_for(asked.parts, on=at.date())
    if not read.says_anything:
        return {}, False, True
    found = found_by(read, most=WIDE.persons, effort=WIDE, by=by, at=at)
    codes = {pk: one.code for pk, one in found.offered}
    told = told_of_all(codes, by=by, at=at) if codes else {}
    fitting = {
        pk: told[pk]
        for pk in sorted(told)
        if fits(asked, records=[one.record.said for one in told[pk].told.sources], withheld=told[pk].told.withheld)
    }
    return fitting, found.more or len(codes) >= WIDE.persons, found.ready


def child_of(one: ToldOf) -> Child:
    """Give a child as their sources tell."""
    sources, said = one.told.sources, one.told.said
    name = mostly_called(said) if said else "Nobody holds a record of this person now"
    record = next((told for told in said if plain_name(called(told)) == plain_name(name)), {})
    former = [surname for told in said for surname in told.get("previous_surname", [])]
    places, surgeries = places_of(sources), [code for told in said for code in told.get("surgery", [])]
    return Child(
        code=one.code,
        name=name,
        family=written_name(" ".join(record.get("surname", []))),
        given=[part for given in record.get("given_names", []) for part in written_name(given).split()],
        former=list(dict.fromkeys(former)),
        sex=mostly_of_sex(said),
        born=mostly_born(said),
        expected=expected_in(said),
        numbers=[_number(number) for number in numbers_of(sources, withheld=one.told.withheld)],
        phones=list(dict.fromkeys(written_phone(phone) for told in said for phone in told.get("phone", []))),
        stays=[Stay(stay.line, stay.postcode, stay.since, stay.until) for stay in stays_of(sources)],
        surgery=(surgeries[0], places.get(surgeries[0], "")) if surgeries else ("", ""),
        active=any(source.is_now for source in sources),
        changed_at=one.changed_at,
        died=one.died,
    )


def relatives_of(one: ToldOf) -> list[Relative]:
    """Give a child's family as sources tell it now, then those of whom they tell no more."""
    now = family_of(one.told.sources, now=True)
    known = {plain_name(kin.name) for kin in now}
    before = [kin for kin in family_of(one.told.sources, now=False) if plain_name(kin.name) not in known]
    return [_relative(kin) for kin in (*now, *before)]


def helpers_of(one: ToldOf) -> list[Helper]:
    """Give the parts of agencies in a child's life, those that go on first."""
    return [_helper(part) for part in (*one.now, *one.before)]


def notes_of(one: ToldOf) -> list[str]:
    """Say in sentences why the part of an agency is not known."""
    told = [f"{unknown.answer.label}. {unknown.agency}{_beside(unknown)}" for unknown in one.not_known]
    nobody = "No agency’s newest file holds this person. That is not the same as nobody being involved."
    ended = "No agency is shown as involved any more: parts have ended since the person is of age. Ask the agencies."
    return [*([] if one.now else [ended if any(part.why for part in one.before) else nobody]), *told]


def _beside(unknown: Unknown) -> str:
    """Say on which numbers an agency can be asked, or of which file and day it is."""
    if unknown.phones:
        return f": {', '.join(phone for _, phone in unknown.phones)}"
    return f": {unknown.about} ({unknown.as_of})" if unknown.as_of else ""


def family_notes_of(one: ToldOf) -> list[str]:
    """Say in sentences of whom of the family no source tells, and why each does not."""
    return [f"{words}: {in_words(answers)}" for words, answers in not_told(one.told.sources)]


def in_words(said: Voices) -> str:
    """Say who says what in one line."""
    return "; ".join(f"{words} ({', '.join(agencies)})" for words, agencies in said)


def bodies(code: str = "", *, name: str = "") -> list[Body]:
    """Give an agency by its code, also one that has ended, or those whose name has some words. Cost: two queries."""
    version = version_now()
    held = agency(code) if code else None
    sought = name.casefold().split()
    found = [held] if held else [] if code else agencies_of_area()
    at = version.adopted_at if version else None
    return [_body(one, changed_at=at) for one in found if all(word in one.name.casefold() for word in sought)]


def _number(one: NumberShown) -> Number:
    if one.withheld:
        return Number(one.kind, None, False)
    return Number(one.kind, one.number, bool(one.verified), USES.get(one.state, ""), one.since, one.until)


def _relative(kin: KinShown) -> Relative:
    return Relative(
        kin.name,
        kin.code,
        in_words(kin.relation),
        _said(kin.responsibility, among=RESPONSIBLE),
        in_words(kin.responsibility),
        _said(kin.lives_with, among=LIVES),
        in_words(kin.lives_with),
        kin.since,
        kin.until,
    )


def _said(said: Voices, *, among: dict[str, str]) -> str:
    """Give what sources answer who were asked, where they agree."""
    answers: Iterable[str] = {among[words] for words, _ in said if words in among}
    asked = sorted(one for one in answers if one != "not_asked")
    return asked[0] if len(asked) == 1 else "differs" if asked else "not_asked"


def _helper(one: PartShown) -> Helper:
    part = one.part
    agency = (one.agency, one.code, one.phone)
    if part is None:
        return Helper(*agency, "", "", "", "", "", "", one.since, one.until)
    who = (part.professional, part.professional_role, part.professional_phone, part.professional_email)
    return Helper(*agency, part.service, part.team, *who, one.since, one.until)


def _body(one: Any, *, changed_at: datetime | None) -> Body:
    kind = AgencyType(one.type)
    return Body(one.code, one.name, kind, kind.label, one.phone, one.email, one.ended_on is None, changed_at)
