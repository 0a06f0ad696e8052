"""What agencies' systems tell the front door: a contact, once, under the reference that they give it themselves."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import BeforeValidator, StrictBool

from wraparound.access.rules import hash_of
from wraparound.frontdoor.actions.receiving import CannotTell
from wraparound.frontdoor.actions.telling import tell_the_door
from wraparound.frontdoor.policies import check_may_tell
from wraparound.frontdoor.queries.following import decided_by
from wraparound.frontdoor.rules.once import each_once
from wraparound.frontdoor.rules.telling import CHILDREN_AT_MOST, STORY_AT_LEAST, STORY_AT_MOST
from wraparound.frontdoor.words import Channel, FamilyTold, Teller
from wraparound.frontdoor.words.telling import ChildTold, Referrer, Telling

router = Router()
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
PLAIN = r"^[^\x00]*$"  # no database keeps a NUL
SAID = r"^[!-~\u00a1-\u1fff][^\x00-\x1f\x7f]*$"  # something, in one line
TOLD = r"^[!-~\u00a1-\u1fff][^\x00]*[!-~\u00a1-\u1fff]$"  # something, that does not end in blanks
SOMEBODY: dict[str, Any] = {
    "anyOf": [
        *({"required": [name]} for name in ("code", "name", "described")),
        {"required": ["unborn"], "properties": {"unborn": {"const": True}}},
    ]
}


def _day(said: object) -> object:
    """Take a day as it is written in the schema, and neither a number nor a moment."""
    if not (isinstance(said, str) and re.fullmatch(DAY, said)):
        raise ValueError("give the day as 2026-11-26")
    return said


Day = Annotated[date, BeforeValidator(_day)]


def _line(most: int, says: str, *, pattern: str = SAID) -> Any:
    return Field("", min_length=1, max_length=most, pattern=pattern, description=says)


def _words(says: str) -> Any:
    return Field("", max_length=STORY_AT_MOST, pattern=PLAIN, description=says)


class ChildSent(Schema, extra="forbid", json_schema_extra=SOMEBODY):
    """A child: by the code here, where the token may see them, or as far as they are known."""

    code: str = _line(20, "The child’s code here", pattern=r"^P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")
    name: str = _line(150, "Their name")
    born: str = _line(40, "The birth date, such as 2019-03-07, or an age; if unborn, when expected")
    unborn: StrictBool = False
    sex: str = _line(20, "Female or male")
    address: str = _line(300, "Where they live")
    school: str = _line(150, "School or nursery")
    nhs_number: str = _line(20, "NHS number")
    described: str = _line(300, "Where no name is known: a boy of about six, at number 12")


class ContactSent(Schema, extra="forbid"):
    """A worry about a child, or several of a family."""

    reference: str = Field(..., max_length=80, pattern=SAID, description="Your own: the same again is taken in once")
    story: str = Field(
        ...,
        min_length=STORY_AT_LEAST,
        max_length=STORY_AT_MOST,
        pattern=TOLD,
        description="What worries whoever tells it",
    )
    children: list[ChildSent] = Field(..., min_length=1, max_length=CHILDREN_AT_MOST)
    name: str = _line(150, "Who tells it")
    role: str = _line(150, "Their role")
    phone: str = _line(40, "Their telephone number")
    email: str = _line(200, "Their work address", pattern=r"^[A-Za-z0-9._-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
    stays_unnamed: StrictBool = Field(False, description="Whether the family is not to be told who told")
    happened_on: Day | None = Field(None, description="The day on which it happened", examples=["2026-11-26"])
    wants: str = _words("What they would like to happen")
    family_told: FamilyTold | None = Field(None, description="Whether the family knows")
    family_words: str = _words("What the family said, or why it is unsafe to tell them")


class ContactTaken(Schema):
    """That it was taken in, and by when it is decided."""

    ref: str = Field(..., examples=["C-7K3M-92QX"])
    decided_by: datetime | None


@router.post(
    "contacts",
    response={201: ContactTaken, 200: ContactTaken},
    url_name="api-contacts",
    summary="Tell the front door about a child",
)
def contacts(request: HttpRequest, *, sent: ContactSent) -> Any:
    """Tell the front door what worries somebody of the token's agency: 201 the first time, 200 for the same again."""
    check_may_tell(request.actor)
    try:
        taken = tell_the_door(_telling(sent, agency=request.actor.agency), by=request.actor, at=request.at)
    except CannotTell as refused:
        raise HttpError(422, str(refused)) from refused
    told = {"ref": taken.ref, "decided_by": decided_by(taken.ref)}
    return Status(201 if taken.is_new else 200, told)


def _telling(sent: ContactSent, *, agency: str) -> Telling:
    said = {name: getattr(sent, name) for name in ("name", "role", "phone", "email", "stays_unnamed")}
    who = Referrer(teller=Teller.PROFESSIONAL, agency=agency, **said)
    return Telling(
        channel=Channel.SYSTEM,
        referrer=who,
        story=sent.story,
        children=each_once(ChildTold(**child.dict()) for child in sent.children),
        wants=sent.wants,
        family_told=sent.family_told or "",
        family_words=sent.family_words,
        happened_on=sent.happened_on,
        other=sent.reference,
        key=f"system:{hash_of(f'{agency} {sent.reference}')}",
    )
