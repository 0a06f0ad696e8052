"""What becomes of rows, why a record moved, and how adults stand to a child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from wraparound.agencies.words import Relation
from wraparound.kernel.word import Word

__all__ = [
    "Answered",
    "Coverage",
    "Filed",
    "From",
    "HoldKind",
    "Home",
    "Kin",
    "Lived",
    "LivesWith",
    "NotKnown",
    "NumberKind",
    "NumberState",
    "Ready",
    "Relation",
    "Responsibility",
    "Row",
    "ScrapPart",
    "Searched",
    "ShieldKind",
    "ToAsk",
    "Why",
]


class Why(Word):
    """Why a record was moved from one person to another."""

    LINKING = "linking", "all records were linked again"
    ARRIVAL = "arrival", "the record arrived or changed"
    SAID_SAME = "said_same", "someone said that two records are one person's"
    SAID_DIFFERENT = "said_different", "someone said that two records are two people's"
    UNDONE = "undone", "what someone had said was taken back"


class Responsibility(Word):
    """Whether an adult has parental responsibility: asked for, never assumed (Children Act 1989, sections 2 to 4)."""

    HAS = "has", "has parental responsibility"
    HAS_NOT = "has_not", "has no parental responsibility"
    NOT_ASKED = "not_asked", "not asked"


class LivesWith(Word):
    """Whether someone of a child's family lives with the child, as one source says."""

    YES = "yes", "lives with the child"
    NO = "no", "lives elsewhere"
    NOT_ASKED = "not_asked", "not asked"


class Answered(Word):
    """What came of asking who someone of a child's family is."""

    NAMED = "named", "named"
    NOT_KNOWN = "not_known", "asked, and not known"
    NOT_ASKED = "not_asked", "not asked"


class NumberKind(Word):
    """Numbers that others give people: evidence of who someone is, never a key."""

    NHS_NUMBER = "nhs_number", "NHS number"
    UPN = "upn", "Unique pupil number"
    ULN = "uln", "Unique learner number"
    IDENTIFIER = "identifier", "Another number"


class NumberState(Word):
    """Whether a number of someone stands, as far as sources say; only numbers that stand can contradict another."""

    STANDS = "stands", "stands"
    TEMPORARY = "temporary", "temporary: given until the permanent one was known"
    FORMER = "former", "former: another has replaced it"


class ScrapPart(Word):
    """What a part of a scrap is: of what somebody types, in any order, of a child whom they look for."""

    NAME = "name", "name"
    BORN = "born", "birth date"
    AGE = "age", "age"
    POSTCODE = "postcode", "postcode"
    ADDRESS = "address", "address"
    SCHOOL = "school", "school"
    PHONE = "phone", "telephone"
    EMAIL = "email", "e-mail address"
    NUMBER = "number", "number"
    SEX = "sex", "sex"
    CODE = "code", "code"


Lived = tuple[str, date | None, str]  # a move or a death: its kind, the day, and of a move the other area


class Kin(NamedTuple):
    """Someone of a child's family as one row of a file tells of them; without a name, whether they were asked for."""

    name: str
    relation: str = Relation.PARENT_OR_CARER
    responsibility: str = Responsibility.NOT_ASKED
    lives_with: str = LivesWith.NOT_ASKED
    answered: str = Answered.NAMED


class Home(NamedTuple):
    """Where someone lives or lived, as one record says: what tells the home from any other, how it is written, when."""

    home: str  # postcode and number; "" where they do not tell one home from another
    line: str
    postcode: str
    household: str
    since_on: date | None
    until_on: date | None = None


class NotKnown(Word):
    """Why something is not known: five answers that are never one, and none of which is "no"."""

    NOTHING_FOUND = "nothing_found", "Nothing found: it was looked for where it says, and is not there"
    NOT_ASKED = "not_asked", "Not asked: the source does not ask about it"
    NOT_COVERED = "not_covered", "Not covered: it sends nothing here, so ask it"
    NOT_REACHED = "could_not_be_reached", "Could not be reached: what it holds now is not known"
    MAY_NOT_SAY = "may_not_say", "May not say: it is held, and may not be shown"


class ShieldKind(Word):
    """Why somebody is hidden from everyone but the keepers of shields."""

    ADOPTED = "adopted", "adopted: the former and the new name must not meet"
    REFUGE = "refuge", "in a refuge, or hidden from someone dangerous"
    WITNESS = "witness", "under witness protection"
    STAFF = "staff", "child of someone at work here"
    POLICE = "police", "sensitive to the police"
    LIKENESS = "likeness", "may be someone who is hidden: a keeper must look"


class LifeKind(Word):
    """What happens once in a life, or seldom, and changes who helps: told by a record, or by somebody at work."""

    EXPECTED = "expected", "a birth is expected"
    BORN = "born", "born"
    MOVED_IN = "moved_in", "moved into this area"
    MOVED_OUT = "moved_out", "moved out of this area"
    DIED = "died", "died"


class HoldKind(Word):
    """Why nobody's part in someone's life ends by age, until a keeper lifts it."""

    INQUIRY = "inquiry", "an inquiry, or a review of what happened"
    COURT = "court", "proceedings of a court, or the police's"
    COMPLAINT = "complaint", "a complaint"
    ASKED = "asked", "they asked to see what is held of them"
    OTHER = "other", "another reason"


@dataclass(frozen=True)
class Row:
    """What one agency's file says of one person: its own id there, the engine's fields, and the agency's parts.

    `part` is the first involvement and `more` any further; `family` whom the row names; `home` what it says of the
    household and since when it lives there. `homes` are those of a row that was put together of several.
    """

    key: str
    said: Mapping[str, list[str]]
    part: Mapping[str, str] = field(default_factory=dict)
    more: tuple[Mapping[str, str], ...] = ()
    family: tuple[Kin, ...] = ()
    home: Mapping[str, str] = field(default_factory=dict)
    homes: tuple[Home, ...] = ()
    life: tuple[Lived, ...] = ()


class Ready(NamedTuple):
    """A row as it is filed, with all that is worked out of it alone: it can be made beside the filing."""

    key: str
    digest: str
    said: str  # as JSON
    parts: list[tuple[Any, ...]]  # as columns of involvements
    family: list[tuple[Any, ...]]  # of relatives
    homes: list[tuple[Any, ...]]  # of addresses
    life: tuple[Lived, ...] = ()  # moves and a death


@dataclass(frozen=True)
class From:
    """Where rows come from: the feed, the agency that sends it, the load, and what the feed's files ask about.

    `asks` holds fields that are no engine's, and the relations that are asked for by name (`feeds.rules.family`).
    """

    feed: str
    agency: int
    load: int
    asks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Filed:
    """What became of rows that were filed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    returned: int = 0


@dataclass(frozen=True)
class Searched:
    """A feed whose records are searched, and the day its newest file tells of."""

    name: str
    agency: str
    as_of: date | None
    late: bool


@dataclass(frozen=True)
class ToAsk:
    """An agency that can be asked, and on which numbers at this moment: (what answers there, number)."""

    name: str
    about: str
    phones: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Coverage:
    """What a search covers, which agencies of the area it does not, and who is the front door."""

    feeds: Sequence[Searched] = ()
    without: Sequence[ToAsk] = ()
    front_door: Sequence[ToAsk] = ()
