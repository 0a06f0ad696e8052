"""Every read of duties, their rules, and who is away."""

from wraparound.duties.queries.duties import duties_about, open_duties_of
from wraparound.duties.queries.rules import rule_in_force, rules_known

__all__ = ["duties_about", "open_duties_of", "rule_in_force", "rules_known"]
