"""What has happened to records and persons."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class RecordsFiled(Event):
    """Rows of a feed became records, or changed them."""

    on_the_way = True  # its file is held, and is read again until the load is told to be filed
    feed: str
    load: int
    new: int
    changed: int
    unchanged: int
    returned: int


@dataclass(frozen=True)
class RecordsEnded(Event):
    """Records that a whole file no longer holds: the involvement ended, nothing was erased."""

    feed: str
    load: int
    records: tuple[int, ...]


@dataclass(frozen=True)
class AreaLinked(Event):
    """All records were linked: how many there are, how many persons they are, how many have moved."""

    records: int
    persons: int
    first: int
    moved: int


@dataclass(frozen=True)
class RecordsLinked(Event):
    """Records that arrived or changed were linked: which, how many others that concerned, how many have moved.

    Not `whole` where more are around them than can be looked at while one waits: they were judged with those nearest,
    and the others are looked at when all records are next linked.
    """

    records: tuple[int, ...]
    concerned: int
    first: int
    moved: int
    whole: bool = True


@dataclass(frozen=True)
class RecordsMoved(Event):
    """Records now belong to another person than before: (record, from, to) for each, and why."""

    why: str
    moves: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class IndexBegun(Event):
    """The index that searches ask is being made anew from all records."""


@dataclass(frozen=True)
class AreaIndexed(Event):
    """The index that searches ask was made anew: how many records it holds."""

    records: int


@dataclass(frozen=True)
class RecordsIndexed(Event):
    """The index that searches ask took records in: how many that had changed."""

    records: int


@dataclass(frozen=True)
class ShieldSet(Event):
    """A person was hidden from everyone but the keepers of shields; why is said by the shield alone."""

    shield: int


@dataclass(frozen=True)
class ShieldsSpread(Event):
    """Records of shielded persons moved to others, who are shielded with them: (shield, the shield it comes from)."""

    shields: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class ShieldLifted(Event):
    """A keeper of shields said that a person need not be hidden any more for this reason."""

    shield: int


@dataclass(frozen=True)
class RecordsDecided(Event):
    """Someone said of two records that they are one person's, or two people's, or that nobody can tell."""

    decision: int
    left: int
    right: int
    answer: str


@dataclass(frozen=True)
class DecisionUndone(Event):
    """What someone had said of two records was taken back, and what had moved was moved back."""

    decision: int


@dataclass(frozen=True)
class KeptApart(Event):
    """A keeper said that two persons are one child's two identities, never to meet; why is said there alone."""

    apart: int


@dataclass(frozen=True)
class NoLongerApart(Event):
    """A keeper said that two identities of a child need not be kept apart any more."""

    apart: int


@dataclass(frozen=True)
class NumbersReplaced(Event):
    """Records tell another number of a kind than before, or name one as former; the numbers are not told."""

    records: tuple[int, ...]


@dataclass(frozen=True)
class NumberWithheld(Event):
    """Numbers of one kind are shown to nobody any more; the number itself is not told."""

    kind: str
    withheld: tuple[int, ...]


@dataclass(frozen=True)
class NumberShown(Event):
    """Numbers that were withheld are shown again; the number itself is not told."""

    kind: str
    withheld: tuple[int, ...]


@dataclass(frozen=True)
class BirthExpected(Event):
    """Records tell of children who are not born yet."""

    records: tuple[int, ...]


@dataclass(frozen=True)
class ChildBorn(Event):
    """A child who was expected is born: another record of theirs, or the same one now, gives a birth date."""

    life_event: int


@dataclass(frozen=True)
class ChildMovedIn(Event):
    """Somebody told that a child moved into this area; where to ask about them is on their page."""

    life_event: int


@dataclass(frozen=True)
class ChildMovedOut(Event):
    """Somebody told that a child moved out of this area; where to ask about them now is on their page."""

    life_event: int


@dataclass(frozen=True)
class PersonDied(Event):
    """Somebody told that a person has died."""

    life_event: int


@dataclass(frozen=True)
class LifeEventUndone(Event):
    """What was told of someone's birth, move or death was not so, and was taken back."""

    life_event: int


@dataclass(frozen=True)
class LinkJudged(Event):
    """Someone who was asked about a doubtful link gave an answer; several people's answers together are a decision."""

    left: int
    right: int
    answer: str


@dataclass(frozen=True)
class JudgementUndone(Event):
    """Someone took back the answer they had given about a doubtful link."""

    left: int
    right: int


@dataclass(frozen=True)
class InvolvementsEnded(Event):
    """Agencies' parts ended since whom they were about has reached the age at which the area has them end."""

    endings: tuple[int, ...]


@dataclass(frozen=True)
class InvolvementsGivenBack(Event):
    """Agencies' parts that had ended by age go on: a keeper said so, or what is known now is another age."""

    endings: tuple[int, ...]


@dataclass(frozen=True)
class HoldSet(Event):
    """A keeper said that nobody's part in someone's life ends by age for now; why is said by the hold alone."""

    hold: int


@dataclass(frozen=True)
class HoldsSpread(Event):
    """Records of persons for whom holds stand moved to others, for whom they stand too: (hold, whence it comes)."""

    holds: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class HoldLifted(Event):
    """A keeper said that parts in someone's life may end by age again."""

    hold: int
