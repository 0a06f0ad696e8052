"""Evaluation: a result held against the truth, overall, group by group, rule by rule, and twin by twin."""

from wraparound.matching.evaluate.scores import Scores, pairwise_scores, scores

__all__ = ["Scores", "pairwise_scores", "scores"]
