"""One child's records side by side: what each agency wrote, where they agree, and how surely each belongs."""

from dataclasses import dataclass

import numpy as np

from wraparound.matching.explain import picture_svg, picture_table
from wraparound.matching.explain.comparing import fields_of
from wraparound.matching.explain.evidence import Evidence
from wraparound.matching.explain.records import BEFORE, Records
from wraparound.matching.explain.weighing import Scales, answer_in
from wraparound.matching.explain.wording import odds_in_words, said_date
from wraparound.matching.model import HOUSEHOLD, NAMESAKES, TWINS
from wraparound.matching.pipeline.link import Linked
from wraparound.matching.words import Belief

KINDS = {
    HOUSEHOLD: "of one household, kept apart",
    TWINS: "a twin, kept apart",
    NAMESAKES: "a parent or child of one name, kept apart",
}
BESIDE = 3  # records of others shown beside a child's own
GROUPS = {
    "Names": ("given_names", "full_name", "surname", "known_as", "previous_surname"),
    "Birth date": ("birth_date", "expected_birth_date"),
    "Address": (
        "house_number", "street", "address", "locality", "town", "county", "postcode", "previous_postcode",
    ),
    "Numbers": ("nhs_number", "upn", "uln", "identifier", "phone", "email"),
    "Other": ("sex", "carer_name", "school", "surgery", "text", "category", "number", "date"),
}  # fmt: skip
SHORT = {"nhs_number": "NHS", "upn": "UPN", "uln": "ULN", "phone": "tel.", "carer_name": "carer", "school": "school"}


@dataclass(frozen=True)
class Mark:
    """What a comparison with the picture's main record found: a sign and the words for it."""

    sign: str  # = the same, ≈ nearly, ≠ different
    says: str


@dataclass(frozen=True)
class Cell:
    """What one record says of a group of fields, as written, and how it compares."""

    written: tuple[str, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Node:
    """One record in the picture: what it says, and how surely it belongs to the child.

    `weight` is the log2 odds of its strongest link to another of the child's records; None where there is no other.
    """

    key: str
    source: str
    id: str
    cells: dict[str, Cell]
    belief: Belief
    weight: float | None
    is_own: bool = True
    is_measure: bool = False  # the main record: the one most like the others
    note: str = ""

    @property
    def name(self) -> str:
        """Give the record's name of the child as its agency wrote it."""
        first = next(iter(self.cells["Names"].written), "no name")
        return "no name" if first.startswith(tuple(BEFORE.values())) else first

    @property
    def born(self) -> str:
        """Give the birth date as a person would say it."""
        return said_date(next(iter(self.cells["Birth date"].written), ""))

    @property
    def bond(self) -> str:
        """Say how surely the record belongs, in words."""
        if self.weight is None:
            return "the only record"
        if self.note:
            return self.note
        if self.weight < 0:
            return f"{self.belief}: joined by what all the records say together"
        return f"{self.belief}: {answer_in(self.weight) or odds_in_words(self.weight)}"


@dataclass(frozen=True)
class Picture:
    """One child's records around the child, those of others that need a look beside them."""

    name: str
    born: str
    nodes: tuple[Node, ...]

    @property
    def own(self) -> tuple[Node, ...]:
        """Give the child's own records."""
        return tuple(node for node in self.nodes if node.is_own)

    @property
    def in_words(self) -> str:
        """Say what the picture shows in a sentence."""
        count, sources = len(self.own), len({node.source for node in self.own})
        what = f"{count} records from {sources} source{'s' * (sources > 1)}" if count > 1 else "One record"
        beside = len(self.nodes) - len(self.own)
        return f"{what} of {self.name}" + (f", and {beside} of someone else kept apart" if beside else "")

    def svg(self, *, is_narrow: bool = False) -> str:
        """Draw the picture, for a wide page or for a telephone."""
        return picture_svg.drawn(self, is_narrow=is_narrow)

    def table_html(self) -> str:
        """Give the picture's table: what each source wrote, with agreement and disagreement in words."""
        return picture_table.written(self)

    def as_dict(self) -> dict[str, object]:
        """Give the picture as plain data, ready for JSON."""
        return {
            "name": self.name,
            "born": self.born,
            "records": [
                {
                    "key": node.key,
                    "source": node.source,
                    "id": node.id,
                    "own": node.is_own,
                    "belief": str(node.belief),
                    "weight": node.weight,
                    "note": node.note,
                    "written": {group: list(cell.written) for group, cell in node.cells.items()},
                    "compared": {group: [mark.says for mark in cell.marks] for group, cell in node.cells.items()},
                }
                for node in self.nodes
            ],
        }


def child(linked: Linked, *, person: int) -> Picture:
    """Picture the records of one person; `person` is any of them, by canonical number."""
    return pictured(Scales(linked), person=person)


def pictured(scales: Scales, *, person: int) -> Picture:
    """Picture the records of one person with scales at hand."""
    linked = scales.linked
    own = [int(r) for r in np.flatnonzero(linked.person == linked.person[person])]
    weights = {(i, j): scales.believed(i, right=j) for i in own for j in own if i < j}
    of = {r: [w for pair, w in weights.items() if r in pair] for r in own}
    measure = max(own, key=lambda r: (sum(of[r]), -r))
    nodes = [_node(scales, record=r, measure=measure, weight=max(of[r], default=None)) for r in own]
    nodes.sort(key=lambda node: (node.source, not node.is_measure, node.key))
    main = next(node for node in nodes if node.is_measure)
    return Picture(main.name, main.born, (*nodes, *_beside(scales, own=own, measure=measure)))


def _beside(scales: Scales, *, own: list[int], measure: int) -> list[Node]:
    """Give the records of others that came nearest: to be looked at, or twins and housemates kept apart."""
    pairs, linked = scales.linked.pairs, scales.linked
    ours = np.isin(pairs.left, own), np.isin(pairs.right, own)
    near = (ours[0] ^ ours[1]) & ((pairs.chance > 0) | (linked.weight >= linked.options.thresholds.review))
    best: dict[int, tuple[float, int]] = {}
    for k in np.flatnonzero(near):
        other = int(pairs.right[k] if ours[0][k] else pairs.left[k])
        best[other] = max(best.get(other, (-np.inf, 0)), (float(linked.weight[k]), int(k)))
    chosen = sorted(best, key=lambda r: (-best[r][0], r))[:BESIDE]
    notes = {r: _kind(scales, pair=best[r][1]) for r in chosen}
    return [_node(scales, record=r, measure=measure, weight=best[r][0], note=notes[r]) for r in chosen]


def _kind(scales: Scales, *, pair: int) -> str:
    """Say what the record of another most likely is."""
    weight, at = float(scales.linked.weight[pair]), scales.linked.options.thresholds
    if answer_in(weight):
        return answer_in(weight)
    if at.review <= weight < at.likely:
        return f"to review: {odds_in_words(weight)}"
    return KINDS[max(KINDS, key=lambda rival: scales.linked.pairs.odds[pair, rival])]


def _node(scales: Scales, *, record: int, measure: int, weight: float | None, note: str = "") -> Node:
    records = scales.records
    return Node(
        key=records.key(record),
        source=records.source(record),
        id=records.id(record),
        cells=_cells(scales, record=record, measure=measure),
        belief=_belief(scales, weight=weight, is_own=not note),
        weight=weight,
        is_own=not note,
        is_measure=record == measure,
        note=note,
    )


def _belief(scales: Scales, *, weight: float | None, is_own: bool) -> Belief:
    """Grade how surely a record belongs; what is joined is likely at least, and what is kept apart is not."""
    found = Belief.CERTAIN if weight is None else scales.belief(weight)
    if is_own:
        return found if found is Belief.CERTAIN else Belief.LIKELY
    return found if found is Belief.TO_REVIEW else Belief.NOT_THE_SAME


def _cells(scales: Scales, *, record: int, measure: int) -> dict[str, Cell]:
    """Give a record's groups of fields, compared with the main record."""
    marks: dict[str, list[Mark]] = {group: [] for group in GROUPS}
    if record != measure:
        for c, comparison in enumerate(scales.linked.model.comparisons):
            piece = scales.piece(measure, right=record, comparison=c)
            first = next((field for field, _ in fields_of(comparison)), "")
            group = next((group for group, fields in GROUPS.items() if first in fields), "Other")
            if not piece.is_missing:
                marks[group].append(_mark(piece, top=comparison.levels[comparison.graded[0]].label))
    return {group: Cell(_written(scales.records, record=record, group=group), tuple(marks[group])) for group in GROUPS}


def _mark(piece: Evidence, *, top: str) -> Mark:
    if piece.level == top:
        return Mark("=", piece.plain)
    return Mark("≠", piece.plain) if piece.weight < 0 else Mark("≈", piece.plain)


def _written(records: Records, *, record: int, group: str) -> tuple[str, ...]:
    """Give all that a record says of a group of fields, short words before numbers that need them."""
    said = [(field, text) for field in GROUPS[group] for text in records.written(record, field=field)]
    if group == "Names":
        whole = " ".join(text for field, text in said if field not in BEFORE)
        return tuple(text for text in (whole, *(text for field, text in said if field in BEFORE)) if text)
    return tuple(f"{SHORT[field]} {text}" if field in SHORT else text for field, text in said)
