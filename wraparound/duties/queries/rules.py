"""The rules of what is owed by when: the law's, the area's own, and their versions."""

from collections.abc import Iterable
from datetime import date

from wraparound.agencies.queries import area_now
from wraparound.agencies.words import ClockKind, Duties, HoursOf, OpeningHours, Rung
from wraparound.duties.models import RuleVersion
from wraparound.duties.rules import NATIONAL, declared_rule, rule_for
from wraparound.duties.words import Clock, HowSure, LadderRung, Rule


def duties_declared() -> Duties:
    """Give what the area's settings say of duties."""
    now = area_now()
    return now.duties if now else Duties()


def hours_by_agency() -> dict[str, OpeningHours]:
    """Give the opening hours of each agency, as the area declares them."""
    now = area_now()
    return {one.code: one.opening for one in now.agencies.agencies} if now else {}


def rules_known(codes: Iterable[str] = ()) -> dict[str, list[Rule]]:
    """Give every version of every rule, or of some: the tables' own where nothing was written down yet.

    Cost: one query, and the area's settings.
    """
    declared = {one.code: declared_rule(one) for one in duties_declared().rules}
    written: dict[str, list[Rule]] = {}
    found = RuleVersion.objects.order_by("code", "number")
    wanted = set(codes)
    for row in found.filter(code__in=wanted) if wanted else found:
        written.setdefault(row.code, []).append(rule_of(row))
    tables = declared | NATIONAL
    return {code: written.get(code) or [tables[code]] for code in {*written, *tables} if not wanted or code in wanted}


def rule_in_force(code: str, *, on: date) -> Rule | None:
    """Give the version of a rule that governs what begins on a day; None where there is no such rule."""
    return rule_for(rules_known([code]).get(code, ()), on=on)


def rule_of(row: RuleVersion) -> Rule:
    """Give a version of a rule as a plain value."""
    ladder = tuple(LadderRung(Rung(rung), share, hours) for rung, share, hours in row.ladder)
    clock = Clock(ClockKind(row.clock), row.count, HoursOf(row.hours))
    return Rule(row.code, row.name, clock, row.holds_from, row.because, ladder, HowSure(row.sure), row.number)
