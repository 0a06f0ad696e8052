"""What the JSON API of identity takes and gives: the shapes that its OpenAPI description is made of.

What is given are plain models: it comes as dictionaries, and to look for more in them costs as much as the look-up.
"""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import BaseModel, Field, StringConstraints, model_validator

from wraparound.identity.api.lives import LifeTold
from wraparound.identity.api.numbers import NumberTold
from wraparound.identity.words import NotKnown, ScrapPart

PLAIN = r"^[^\x00-\x1f\x7f]*$"  # no control character: no name, date or number has one
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[!-~\u00a1-\uffff][^\x00-\x1f\x7f]*$")]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Person = Annotated[str, StringConstraints(pattern=r"^P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")]
EXAMPLES = [{"scrap": "Amara, about 7, Copper Row"}, {"name": "Amara Okonjo", "born": "2014-05-14"}]


SHAPE: dict[str, Any] = {
    "examples": EXAMPLES,
    "minProperties": 1,
    "anyOf": [{"required": ["scrap"], "maxProperties": 1}, {"not": {"required": ["scrap"]}}],
}


class Asked(Schema, extra="forbid", json_schema_extra=SHAPE):
    """Whatever is known of a child: a scrap as a person would type it, or parts by their names; one thing at least."""

    scrap: Text = Field("", description="As a person would type it: Amara, about 7, Copper Row; alone")
    name: Text = ""
    born: Day = Field("", description="As much of it as is known: 2014-05-14, 2014-05 or 2014")
    number: Text = Field("", description="NHS number, pupil number, or a number of the agency's own")
    code: Person = ""
    postcode: Text = ""
    address: Text = ""
    phone: Text = ""

    @model_validator(mode="after")
    def _one_way(self) -> "Asked":
        if bool(self.scrap) == bool(self.parts):
            raise ValueError(
                "Give a scrap alone, or at least one of name, born, number, code, postcode, address and phone."
            )
        return self

    @property
    def parts(self) -> dict[ScrapPart, str]:
        """Give the parts that are named."""
        told = {part: getattr(self, part.value, "") for part in ScrapPart}
        return {part: text for part, text in told.items() if text}


class UnknownTold(BaseModel):
    """Why something is not known: five answers, none of which is "no"."""

    answer: NotKnown
    words: str
    agency: str
    about: str
    as_of: date | None
    phones: list[str]


class Links(BaseModel):
    """Where more is to be read."""

    child: str
    involvement: str


class OfferedTold(BaseModel):
    """Someone who may be who is looked for, and why."""

    code: Person
    name: str
    born: str
    expected: bool
    district: str
    agencies: list[str]
    fits: list[str]
    does_not_fit: list[str]
    in_words: str
    links: Links


class FoundTold(BaseModel):
    """What came of a search. Where nobody is found, `answer` says why, and that is no "no"."""

    answer: str = Field(description="found, or why nobody is: nothing_found, could_not_be_reached")
    words: str
    understood: list[str]
    not_understood: list[str]
    found: list[OfferedTold]
    more: bool
    searched_as_of: datetime | None = Field(description="Changes since then are not in the search yet; null: all are")
    not_known: list[UnknownTold]


class ListedTold(BaseModel):
    """One line of the list of children."""

    code: Person
    name: str
    born: str
    expected: bool
    agencies: list[str]
    links: Links


class ChildrenTold(BaseModel):
    """A page of the list of children."""

    children: list[ListedTold]
    next: str | None = Field(description="The cursor of the next page; null at the end")


class PartTold(BaseModel):
    """An agency's part in a child's life."""

    agency: str
    agency_code: str
    agency_phone: str
    service: str
    team: str
    professional: str
    role: str
    phone: str
    email: str
    since: date | None
    until: date | None
    last_contact: date | None
    ended_by_age: str | None = Field(description="Why it ended, if by age: then who it was is no longer shown")


class InvolvementTold(BaseModel):
    """Who is and was involved with a child, and which agencies are not known to be, and why."""

    code: Person
    words: str
    now: list[PartTold]
    before: list[PartTold]
    not_known: list[UnknownTold]


class VoiceTold(BaseModel):
    """What is said, and which agencies say so."""

    says: str
    agencies: list[str]


class KinTold(BaseModel):
    """Someone of a child's family, as each source says it."""

    name: str
    relation: list[VoiceTold]
    parental_responsibility: list[VoiceTold]
    lives_with_child: list[VoiceTold]
    since: date | None
    until: date | None


class StayTold(BaseModel):
    """A home a child has or had."""

    address: str
    postcode: str
    since: date | None
    first_told: date | None
    until: date | None
    agencies: list[str]


class ResidentTold(BaseModel):
    """Someone else who lives or lived at a child's home."""

    code: str
    name: str
    since: date | None
    until: date | None
    agencies: list[str]


class HouseholdTold(BaseModel):
    """Who else lives at one address, of those whom the token may see; where many share it, nobody is named."""

    address: str
    shared_by_many: bool
    residents: list[ResidentTold]


class SourceTold(BaseModel):
    """One agency's record of a child, and how sure it is that it is theirs."""

    agency: str
    reference: str
    name: str
    belief: str
    says: list[dict[str, Any]]
    since: datetime
    changed_at: datetime
    ended_on: date | None


class AnswersTold(BaseModel):
    """Something that is asked, and what is answered: what it is, or why each source does not tell it."""

    what: str
    answers: list[VoiceTold]


class DisagreementTold(BaseModel):
    """Something of which sources say different things."""

    what: str
    values: list[VoiceTold]


class ChildTold(BaseModel):
    """All that is held of a child, and how sure it is: family, homes, numbers, sources; no case content."""

    code: Person
    name: str
    born: str
    expected: bool
    age: int | None
    sex: str
    life: list[LifeTold]
    places: list[AnswersTold]
    involvement: InvolvementTold
    family: list[KinTold]
    family_before: list[KinTold]
    numbers: list[NumberTold]
    not_told: list[AnswersTold]
    addresses: list[StayTold]
    households: list[HouseholdTold]
    disagreements: list[DisagreementTold]
    sources: list[SourceTold]
