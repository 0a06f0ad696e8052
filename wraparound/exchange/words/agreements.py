"""What may be told between agencies: its parts and kinds, a clause of an agreement, a question of it, the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.kernel.word import Word

OF_TYPE = "type:"  # before an agency type where a clause means every agency of it: "type:health"


class Level(Word):
    """How much is told: that something is so, or what it says."""

    EXISTENCE = "existence", "That the child is known or asked about"
    CONTENT = "content", "What is known of the child"


class Part(Word):
    """A part of what one agency tells another of a child."""

    ASKED = "asked", "that they ask about the child, and why"
    KNOWN = "known", "that they know the child"
    SINCE = "since", "since when they have known the child"
    KNOWS = "knows", "what they know of the child"
    STRENGTHS = "strengths", "what goes well"
    WORRIES = "worries", "what worries them"
    CONTACT = "contact", "whom to call"
    FILES = "files", "files"
    INTELLIGENCE = "intelligence", "sensitive intelligence"

    @property
    def level(self) -> Level:
        """Say whether it tells that something is so, or what it says."""
        return Level.EXISTENCE if self in _EXISTENCE else Level.CONTENT


_EXISTENCE = frozenset({Part.ASKED, Part.KNOWN})


class Kind(Word):
    """The kind of information an agency holds by what it is there for."""

    CARE = "care", "Social care"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    POLICE = "police", "Crime and policing"
    HOUSING = "housing", "Housing"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    EARLY_YEARS = "early_years", "Early years"
    FAMILY = "family", "Family support"
    OTHER = "other", "Other"


KIND_OF: dict[AgencyType, Kind] = {
    AgencyType.SOCIAL_CARE: Kind.CARE,
    AgencyType.HEALTH: Kind.HEALTH,
    AgencyType.SCHOOL: Kind.EDUCATION,
    AgencyType.POLICE: Kind.POLICE,
    AgencyType.HOUSING: Kind.HOUSING,
    AgencyType.YOUTH_JUSTICE: Kind.YOUTH_JUSTICE,
    AgencyType.EARLY_YEARS: Kind.EARLY_YEARS,
    AgencyType.VOLUNTARY: Kind.FAMILY,
    AgencyType.OTHER: Kind.OTHER,
}


class Effect(Word):
    """What a clause does. Where both speak, the exclusion wins."""

    ALLOW = "allow", "Allows"
    EXCLUDE = "exclude", "Excludes"


class ClauseChange(Word):
    """What became of a clause from one version of the agreements to another."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    GONE = "gone", "Taken out"


@dataclass(frozen=True)
class Party:
    """An agency as an agreement knows it; it is one of the area's until the day it ended on."""

    code: str
    name: str
    type: AgencyType
    ended_on: date | None = None

    @property
    def kind(self) -> Kind:
        """Give the kind of information that it holds."""
        return KIND_OF.get(self.type, Kind.OTHER)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause of an agreement. An empty set stands for any; holders and recipients are codes, or "type:health".

    Without persons it is about every child. It holds on a day from `begins_on` and before `ends_on`.
    """

    code: str
    effect: Effect
    because: str
    begins_on: date
    ends_on: date | None = None
    holders: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    parts: frozenset[Part] = frozenset()
    persons: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Question:
    """Asks whether the holder may tell the recipient this part, for this purpose, of this child, on this day.

    `kind` is the kind of information: the holder's own, save where it holds another's. Whoever asks about a child
    tells that they ask: there the asker is the holder, and `part` is ASKED.
    """

    holder: str
    recipient: str
    kind: Kind
    purpose: Purpose
    part: Part
    on: date
    person: int | None = None


@dataclass(frozen=True)
class Sharing:
    """Whether it may be told, and the reason we would give in court; `version` 0 where no agreement is in force."""

    allowed: bool
    because: str
    clause: str = ""
    version: int = 0


@dataclass(frozen=True)
class Agreed:
    """The clauses of one version of the agreements, and the agencies that they can be about."""

    version: int
    clauses: tuple[Clause, ...] = ()
    parties: Mapping[str, Party] = field(default_factory=dict)
