"""Whom a strategy discussion needs, who of them is missing still, and what its writing up has to say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from wraparound.agencies.words import AgencyType
from wraparound.frontdoor.words.strategy import (
    Calling,
    Enquiry,
    HeldSo,
    InvitedSays,
    LineFound,
    Medical,
    Meets,
    Reply,
    StepAgreed,
)
from wraparound.identity.rules import code_of_bytes

REF = "S-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"
AT_LEAST = 15  # letters of a reason
NEEDED = "strategy discussions here need {}"
REFERRER = "they raised this worry"
SECTION_47 = frozenset({Enquiry.SINGLE, Enquiry.JOINT})


class AgencyNow(NamedTuple):
    """An agency of the area, as far as it can be invited."""

    code: str
    name: str
    type: str
    address: str = ""


class Stands(StrEnum):
    """How one part of the quorum stands."""

    COMES = "comes"
    WAITS = "has not said yet"
    CANNOT = "cannot come"
    MISSING = "is not invited"


class Seat(NamedTuple):
    """Somebody invited, as the quorum counts them: of which part of the service, and what they said."""

    type: str
    says: str
    is_kept_back: bool = False


@dataclass(frozen=True)
class QuorumPart:
    """One part of the service that has to be there, and how it stands."""

    type: AgencyType
    stands: Stands


def ref_of(chance: bytes) -> str:
    """Give the reference that five bytes of chance make, such as S-7K3M-92QX."""
    return code_of_bytes(chance[:5], letter="S")


def lines_found(
    agencies: Sequence[AgencyNow], *, quorum: Sequence[AgencyType], knows: Mapping[str, str], referrer: str = ""
) -> list[LineFound]:
    """Give a line for each part of the quorum, for whoever raised the worry, and for those who know the children.

    Of several agencies of a part the one that knows them comes first, then one that a letter reaches; each agency has
    one line, with every reason. `knows` says for agencies by code what part they have in the children's lives.
    """
    why: dict[str, list[str]] = {}
    needed: dict[str, str] = {}
    for part in quorum:
        of_part = [one for one in agencies if one.type == part]
        of_part.sort(key=lambda one: (one.code not in knows, one.code != referrer, not one.address))
        if of_part:
            why.setdefault(of_part[0].code, []).append(NEEDED.format(part.label))
            needed[of_part[0].code] = str(part)
    if referrer:
        why.setdefault(referrer, []).append(REFERRER)
    for code, words in knows.items():
        why.setdefault(code, []).append(words)
    by_code = {one.code: one for one in agencies}
    return [
        LineFound(
            agency=code,
            name=by_code[code].name,
            why=tuple(said),
            needed=needed.get(code, ""),
            address=by_code[code].address,
        )
        for code, said in why.items()
        if code in by_code
    ]


def quorum_of(quorum: Iterable[AgencyType], *, seats: Collection[Seat]) -> list[QuorumPart]:
    """Say of each part of the service that has to be there how it stands."""
    return [QuorumPart(part, _stands([one for one in seats if one.type == part])) for part in quorum]


def missing_of(quorum: Iterable[AgencyType], *, there: Collection[str]) -> list[AgencyType]:
    """Give the parts of the service that have to be there and of which nobody was."""
    return [part for part in quorum if part not in there]


def wanting_of_call(calling: Calling, *, places: Collection[int], at: datetime) -> dict[str, str]:
    """Say what a call lacks, by the field."""
    wants = wanting_of_meeting(calling.meeting.begins_at, how=calling.meeting.how, where=calling.meeting.where, at=at)
    if len(calling.why.strip()) < AT_LEAST:
        wants["why"] = "Say in a sentence why it is called: those who are invited read it."
    if not calling.children or set(calling.children) - set(places):
        wants["children"] = "Choose which of the children it is about."
    if not calling.invite:
        wants["invite"] = "Choose at least one to invite."
    return wants


def wanting_of_meeting(begins_at: datetime, *, how: str, where: str, at: datetime) -> dict[str, str]:
    """Say what is missing of when and how it meets."""
    wants: dict[str, str] = {}
    if begins_at < at:
        wants["on"] = "This time is over. Give a time to come."
    if how not in set(Meets):
        wants["how"] = "Say how it meets."
    elif not where.strip():
        wants["where"] = "Say where, or the way in: the number to call, or the address of the video call."
    return wants


def wanting_of_reply(reply: Reply) -> dict[str, str]:
    """Say what is missing of what somebody invited says."""
    if reply.says not in set(InvitedSays):
        return {"says": "Say whether you come."}
    if reply.says == InvitedSays.CANNOT and not reply.why.strip():
        return {"why": "Say why nobody can come, so that whoever called it can decide whether to wait."}
    wants = {}
    if reply.says == InvitedSays.INSTEAD:
        if not reply.name.strip():
            wants["name"] = "Give the name of whoever comes."
        if not reply.address.strip():
            wants["address"] = "Give their work address, so that they get a link of their own."
    return wants


def wanting_of_held(
    held: HeldSo, *, missing: Collection[AgencyType], agencies: Collection[str], on: date
) -> dict[str, str]:
    """Say what the writing up of a discussion lacks, by the field. Without quorum it wants a reason, and no more.

    `agencies` are those that a next step can be of: who was invited, for they may know that it is about the child.
    """
    wants: dict[str, str] = {}
    if not held.there:
        wants["there"] = "Say who was there."
    if len(held.shared.strip()) < AT_LEAST:
        wants["shared"] = "Say what was shared."
    if held.enquiry not in set(Enquiry):
        wants["enquiry"] = "Say what was decided."
    elif held.enquiry == Enquiry.NONE and len(held.instead.strip()) < AT_LEAST:
        wants["instead"] = "Say what happens in its place: nothing ends with “no enquiry” alone."
    if held.medical not in set(Medical):
        wants["medical"] = "Say whether a medical is needed."
    if held.enquiry in SECTION_47 and not held.safety.strip():
        wants["safety"] = "Say how the child is safe until the enquiry is done."
    if missing and len(held.no_quorum_why.strip()) < AT_LEAST:
        parts = ", ".join(one.label for one in missing)
        wants["no_quorum_why"] = f"Nobody was there of: {parts}. Say why it was held without them."
    return wants | _of_steps(held.steps, agencies=agencies, on=on)


def begins_clock(enquiry: str, *, begins_at: datetime, at: datetime) -> datetime | None:
    """Say since when the time to the first conference runs: from the discussion, where enquiries begin; else None."""
    return min(begins_at, at) if enquiry in SECTION_47 else None


def is_of_agency(address: str, *, domains: Collection[str]) -> bool:
    """Say whether an address is one of an agency's domains; where it declares none, any may be."""
    domain = address.rpartition("@")[2].casefold()
    return not domains or domain in {one.casefold() for one in domains}


def _of_steps(steps: Sequence[StepAgreed], *, agencies: Collection[str], on: date) -> dict[str, str]:
    if not steps:
        return {"steps": "Agree on at least one next step, and whose it is."}
    for number, step in enumerate(steps, start=1):
        if step.agency not in agencies or not (step.words.strip() and step.name.strip() and step.by_when):
            return {"steps": f"Next step {number}: say what, whose it is (agency and name), and by when."}
        if step.by_when < on:
            return {"steps": f"Next step {number}: its day is over. Give a day to come."}
    return {}


def _stands(seats: Sequence[Seat]) -> Stands:
    asked = [one for one in seats if not one.is_kept_back]
    if any(one.says == InvitedSays.COMING for one in asked):
        return Stands.COMES
    if any(not one.says for one in asked):
        return Stands.WAITS
    return Stands.CANNOT if asked else Stands.MISSING
