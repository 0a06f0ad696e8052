"""Which version of a rule governs a duty: the one that held on the day it began."""

from collections.abc import Iterable
from datetime import date

from wraparound.agencies.words import DutyRuleDeclared
from wraparound.duties.rules.ladder import USUAL
from wraparound.duties.words import Clock, HowSure, LadderRung, Rule


def declared_rule(one: DutyRuleDeclared) -> Rule:
    """Give a rule as the area's file declares it."""
    ladder = tuple(LadderRung(rung.rung, rung.share, rung.hours) for rung in one.rungs)
    clock = Clock(one.clock, one.count, one.hours)
    return Rule(one.code, one.name, clock, one.holds_from, one.because, ladder or USUAL, HowSure.LOCAL)


def rule_for(versions: Iterable[Rule], *, on: date) -> Rule | None:
    """Give the version that governs what begins on a day: of those that hold by then, the one adopted last.

    Where none holds yet, the first one does: something is owed, and a clock with a reason is better than none.
    """
    known = sorted(versions, key=lambda one: one.number)
    holding = [one for one in known if one.holds_from <= on]
    return holding[-1] if holding else next(iter(known), None)
