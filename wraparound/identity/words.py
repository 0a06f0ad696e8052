"""What becomes of rows, why a record moved, and how adults stand to a child."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wraparound.kernel.word import Word


class Why(Word):
    """Why a record was moved from one person to another."""

    LINKING = "linking", "all records were linked again"
    ARRIVAL = "arrival", "the record arrived or changed"
    SAID_SAME = "said_same", "someone said that two records are one person's"
    SAID_DIFFERENT = "said_different", "someone said that two records are two people's"
    UNDONE = "undone", "what someone had said was taken back"


class Relation(Word):
    """How an adult named in a child's record stands to the child."""

    PARENT_OR_CARER = "parent_or_carer", "parent or carer"
    MOTHER = "mother", "mother"
    FATHER = "father", "father"
    SIBLING = "sibling", "brother or sister"
    OTHER = "other", "other adult"


class Responsibility(Word):
    """Whether an adult has parental responsibility: asked for, never assumed (Children Act 1989, sections 2 to 4)."""

    HAS = "has", "has parental responsibility"
    HAS_NOT = "has_not", "has no parental responsibility"
    NOT_ASKED = "not_asked", "not asked"


class ShieldKind(Word):
    """Why somebody is hidden from everyone but the keepers of shields."""

    ADOPTED = "adopted", "adopted: the former and the new name must not meet"
    REFUGE = "refuge", "in a refuge, or hidden from someone dangerous"
    WITNESS = "witness", "under witness protection"
    STAFF = "staff", "child of someone at work here"
    POLICE = "police", "sensitive to the police"


@dataclass(frozen=True)
class Row:
    """What one agency's file says of one person: its own id there, the engine's fields, and the agency's part."""

    key: str
    said: Mapping[str, list[str]]
    part: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class From:
    """Where rows come from: the feed, the agency that sends it, and the load."""

    feed: str
    agency: int
    load: int


@dataclass(frozen=True)
class Filed:
    """What became of rows that were filed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    returned: int = 0
