"""A result held against the truth, as plain data for machines and in words for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wraparound.matching.compare.memory import Array
from wraparound.matching.evaluate import (
    ByGroup,
    GroupScores,
    Missed,
    Scores,
    Share,
    Twins,
    by_group,
    scores,
    twins_joined,
)

TWINS = "twin_group"


@dataclass(frozen=True)
class Judged:
    """How right a result is: overall, for twins if the truth names them, and by group if one was asked for."""

    records: int
    cluster: Scores
    twins: Twins | None
    groups: ByGroup | None

    def as_dict(self, *, missed: Missed | None) -> dict[str, Any]:
        """Give the figures for machines."""
        told: dict[str, Any] = {"records": self.records, "cluster": self.cluster.as_dict()}
        if self.twins is not None:
            told["twins"] = {"sets": self.twins.sets, "joined": self.twins.joined, "share": self.twins.share}
        if self.groups is not None:
            told["groups"] = [_group_as_dict(one) for one in self.groups.groups]
            told["gap"] = {figure: vars(gap) for figure, gap in self.groups.gaps.items()}
        if missed is not None:
            rules = [{"rule": str(one.rule), "brings": one.brings, "alone": one.alone} for one in missed.rules]
            told["blocking"] = {"true_pairs": missed.true_pairs, "missed": missed.missed, "rules": rules}
        return told


def judged(person: Array, *, truth: Array, group: Array | None, besides: Mapping[str, Array]) -> Judged:
    """Hold a result against the truth in every way that the truth allows."""
    twins = besides.get(TWINS)
    return Judged(
        records=int(np.count_nonzero(truth >= 0)),
        cluster=scores(person, truth=truth),
        twins=None if twins is None else twins_joined(person, truth=truth, twin_group=twins),
        groups=None if group is None else by_group(person, truth=truth, group=group),
    )


def in_words(told: Judged, *, missed: Missed | None, by: str | None) -> str:
    """Say how right it is, one line to a thought and a table for the groups."""
    score = told.cluster
    lines = [
        f"{told.records:,} records whose person is known; {score.true:,} true pairs.",
        f"Precision {score.precision:.4f}, recall {score.recall:.4f}, F1 {score.f1:.4f}.",
    ]
    if told.twins is not None and told.twins.sets:
        lines.append(f"Twins wrongly joined: {told.twins.joined:,} of {told.twins.sets:,} ({told.twins.share:.1%}).")
    if missed is not None and missed.true_pairs:
        lines.append(f"Blocking misses {missed.missed:,} true pairs ({missed.share:.2%}).")
        lines += [f"  {one.rule}: brings {one.brings:,}, {one.alone:,} of them alone" for one in missed.rules]
    return "\n".join(lines + ([] if told.groups is None else _groups(told.groups, by=by or "group")))


def _groups(found: ByGroup, *, by: str) -> list[str]:
    """Give the table of groups and the gaps."""
    wide = max([len(by), *(len(one.group) for one in found.groups)])
    lines = ["", f"{by:{wide}}  records   precision             recall                F1"]
    for one in found.groups:
        shares = "  ".join(f"{share.value:.3f} ({share.low:.3f}–{share.high:.3f})" for share in _shares(one))
        lines.append(f"{one.group:{wide}} {one.records:>8,}   {shares}")
    for figure, gap in found.gaps.items():
        says = f"{100 * gap.value:.1f} points ({100 * gap.low:.1f} to {100 * gap.high:.1f})"
        lines.append(f"Gap in {figure}: {says}, {gap.best} best, {gap.worst} worst")
    return [*lines, "Intervals are of 95 %. Groups of fewer than 100 true pairs are left out of the gap."]


def _shares(one: GroupScores) -> tuple[Share, Share, Share]:
    return one.precision, one.recall, one.f1


def _group_as_dict(one: GroupScores) -> dict[str, Any]:
    named = zip(("precision", "recall", "f1"), _shares(one), strict=True)
    plain = {"group": one.group, "records": one.records, "true_pairs": one.true_pairs}
    return plain | {name: share.as_dict() for name, share in named}
