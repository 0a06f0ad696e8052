"""Evaluation: a result held against the truth, overall, group by group, rule by rule, and twin by twin."""

from wraparound.matching.evaluate.groups import ByGroup, Gap, GroupScores, Share, by_group
from wraparound.matching.evaluate.missed import Missed, RuleOnTruth, missed_by_rule
from wraparound.matching.evaluate.scores import Scores, pairwise_scores, scores
from wraparound.matching.evaluate.twins import Twins, twins_joined

__all__ = [
    "ByGroup",
    "Gap",
    "GroupScores",
    "Missed",
    "RuleOnTruth",
    "Scores",
    "Share",
    "Twins",
    "by_group",
    "missed_by_rule",
    "pairwise_scores",
    "scores",
    "twins_joined",
]
