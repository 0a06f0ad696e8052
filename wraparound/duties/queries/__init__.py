"""Every read of duties, their rules, and who is away."""

from wraparound.duties.queries.duties import duties_about
from wraparound.duties.queries.rules import rule_in_force, rules_known

__all__ = ["duties_about", "rule_in_force", "rules_known"]
