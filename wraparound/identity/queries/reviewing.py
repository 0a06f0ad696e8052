"""Doubtful links as the people see them who are asked about them, and what those people have answered so far."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby
from typing import NamedTuple

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.identity.models import Doubt, Judgement, Record, Withheld
from wraparound.identity.queries.arriving import lessons_kept
from wraparound.identity.queries.records import some_records
from wraparound.identity.queries.seen import records_hidden, records_known, shields_standing
from wraparound.identity.queries.told import ways_named
from wraparound.identity.rules import called, hidden, plain_name, sex_in_words
from wraparound.identity.rules.reviewing import Agreement, agreement
from wraparound.kernel.acting import Actor
from wraparound.matching.explain import BETWEEN, Evidence, Explanation, pair
from wraparound.matching.pipeline.arriving import rows_of
from wraparound.matching.words import Answer

LATELY = 10  # answers of one's own that can be looked at and taken back
MEASURED = 1_000  # links answered by two people, the newest, of which agreement is measured
HIDDEN = "Not shown"  # what stands in the place of the name of someone who is hidden


@dataclass(frozen=True)
class Line:
    """One thing that was compared: what each record says, what was found, and what it weighs."""

    field: str
    left: str
    right: str
    found: str
    bits: float
    is_missing: bool


@dataclass(frozen=True)
class DoubtPage:
    """A doubtful link: the two records side by side, and all that was weighed."""

    doubt: Doubt
    names: tuple[str, str]
    lines: list[Line]
    explained: Explanation


@dataclass(frozen=True)
class Answered:
    """One's own answer of before: of whom, what, when; and what came of it, nothing while another is to be asked."""

    judgement: Judgement
    names: tuple[str, str]
    outcome: str


@dataclass(frozen=True)
class Waiting:
    """What waits for someone, what they answered lately, and how well people agree."""

    links: int
    answered: list[Answered]
    today: int
    agreement: Agreement


def doubts_known(by: Actor) -> QuerySet[Doubt]:
    """Find the links that someone may know of: of whose two records they may, and for keepers of someone hidden."""
    records = records_known(by)
    found = Doubt.objects.filter(*(Exists(records.filter(pk=OuterRef(end))) for end in ("left", "right")))
    if permitted(by.roles, permission=Permission.LINK_RECORDS):
        return found
    left, right = (Exists(shields_standing().filter(person=OuterRef(f"{end}__person"))) for end in ("left", "right"))
    return found.filter(left | right)


def doubts_for(by: Actor) -> QuerySet[Doubt]:
    """Find the links that someone may be asked about, the most useful answer first.

    Nobody is asked twice, or about what is settled or joined by now.
    """
    mine = Judgement.objects.filter(by=by.username, undone_at__isnull=True, left=OuterRef("left"))
    found = doubts_known(by).filter(decision__isnull=True).exclude(left__person=F("right__person"))
    return found.exclude(Exists(mine.filter(right=OuterRef("right")))).order_by(
        F("settles").desc(), F("weight").desc(), "pk"
    )


def next_doubt(by: Actor, *, at: datetime) -> int | None:
    """Give the link to ask someone about next; none that someone else looks at just now. Cost: one query."""
    elsewhere = Q(held_until__gt=at) & ~Q(held_by=by.username)
    return doubts_for(by).exclude(elsewhere).values_list("pk", flat=True).first()


def doubt_known(pk: int, *, by: Actor) -> Doubt | None:
    """Find one of the links that someone may know of, whatever was said of it. Cost: one query."""
    whole = ("left__agency", "right__agency", "left__person", "right__person", "decision")
    return doubts_known(by).filter(pk=pk).select_related(*whole).first()


def doubt_page(doubt: Doubt, *, by: Actor) -> DoubtPage:
    """Gather what is shown of a doubtful link. Cost: four small queries, and what two records cost to compare."""
    explained, hides = _explained(doubt), _Hides.of(by)
    evidence = tuple(hides.shown(one) for one in explained.evidence)
    lines = [
        Line(one.field, *one.written, one.says, one.weight, one.is_missing) for one in evidence if any(one.written)
    ]
    names = (called(doubt.left.said), called(doubt.right.said))
    return DoubtPage(doubt, names, lines, replace(explained, evidence=evidence))


def waiting_for(by: Actor, *, at: datetime) -> Waiting:
    """Say what waits for someone and what they said lately. Cost: five queries."""
    begins = at.replace(hour=0, minute=0, second=0, microsecond=0)
    today = Judgement.objects.filter(by=by.username, undone_at__isnull=True, at__gte=begins).count()
    return Waiting(doubts_for(by).count(), _answered(by), today, measured_agreement())


def _answered(by: Actor) -> list[Answered]:
    """Give someone's newest answers and what came of each. Cost: two queries."""
    known = records_known(by)
    ends = (Exists(known.filter(pk=OuterRef(end))) for end in ("left", "right"))
    own = Judgement.objects.filter(*ends, by=by.username, undone_at__isnull=True)
    lately = list(own.select_related("left", "right").order_by("-pk")[:LATELY])
    outcomes = _outcomes(lately)
    return [
        Answered(one, (called(one.left.said), called(one.right.said)), outcomes.get((one.left_id, one.right_id), ""))
        for one in lately
    ]


def answers_about(left: int, *, right: int) -> list[Answer]:
    """Give what people say of a link, in the order in which they said it."""
    standing = Judgement.objects.filter(left=left, right=right, undone_at__isnull=True)
    return [Answer(answer) for answer in standing.order_by("pk").values_list("answer", flat=True)]


def measured_agreement() -> Agreement:
    """Measure how well the first two people agree who were asked about a link. Cost: one query."""
    standing = Judgement.objects.filter(undone_at__isnull=True)
    another = standing.filter(left=OuterRef("left"), right=OuterRef("right")).exclude(by=OuterRef("by"))
    told = standing.filter(Exists(another)).order_by("-left", "-right", "pk").values_list("left", "right", "answer")
    firsts = []
    for _, said in groupby(told[: 3 * MEASURED], key=lambda row: row[:2]):
        one, other, *_ = [Answer(answer) for _, _, answer in said] + [None]
        if one and other:
            firsts.append((one, other))
    return agreement(firsts[:MEASURED])


def _outcomes(judged: Sequence[Judgement]) -> dict[tuple[int, int], str]:
    """Give what was decided of links that were judged."""
    which = Q()
    for one in judged:
        which |= Q(left=one.left_id, right=one.right_id)
    if not judged:
        return {}
    found = Doubt.objects.filter(which, decision__isnull=False).values_list("left", "right", "decision__answer")
    return {(left, right): answer for left, right, answer in found}


def _explained(doubt: Doubt) -> Explanation:
    """Compare two records by the lessons kept, and say what was found."""
    lessons = lessons_kept()
    if lessons is None:
        raise LookupError("A doubtful link stands although nothing has been linked.")
    read = some_records([doubt.left_id, doubt.right_id], once=())
    linked = replace(rows_of(read.inputs, lessons=lessons).linked, person=np.arange(2, dtype=np.int32))
    place = {read.numbers[row]: record for record, row in enumerate(linked.store.order.tolist())}
    explained = pair(linked, left=place[doubt.left_id], right=place[doubt.right_id])
    return replace(explained, left=_named(doubt.left), right=_named(doubt.right))


def _named(record: Record) -> str:
    return f"{called(record.said)}, {record.agency.name}"


class _Hides(NamedTuple):
    """What is left out of what was compared: numbers that nobody is shown, and the names of those who are hidden."""

    numbers: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, by: Actor) -> "_Hides":
        """Read what is hidden from someone. Cost: one query."""
        withheld = Withheld.objects.filter(shown_at__isnull=True).values_list(Value("number"), "number")
        said = records_hidden(by).annotate(text=Cast("said", TextField())).values_list(Value("said"), "text")
        rows = list(withheld.union(said, all=True))
        names = (ways_named(json.loads(text)) for kind, text in rows if kind == "said")
        return cls(frozenset(text for kind, text in rows if kind == "number"), frozenset(chain.from_iterable(names)))

    def shown(self, piece: Evidence) -> Evidence:
        """Give evidence as it may be shown."""
        reads = sex_in_words if piece.comparison == "sex" else str
        left, right = (self._safe(reads(text) or text) for text in piece.written)
        return replace(piece, written=(left, right), compared=(left, right), frequency=None)

    def _safe(self, written: str) -> str:
        texts = written.split(BETWEEN)
        return BETWEEN.join(
            HIDDEN if plain_name(text) in self.names else hidden(text, withheld=self.numbers) for text in texts
        )
