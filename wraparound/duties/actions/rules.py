"""Writing versions of rules down: what governs a duty stands in the database, whatever a table says later."""

from datetime import date, datetime

from wraparound.duties.models import RuleVersion
from wraparound.duties.queries.rules import rule_of
from wraparound.duties.queries.rules import rules_known as _known
from wraparound.duties.rules import NATIONAL, rule_for
from wraparound.duties.words import Rule
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole


class CannotOpen(CannotDo):
    """What was said to be owed cannot be."""


@whole
def version_kept(code: str, *, on: date, by: Actor, at: datetime) -> RuleVersion:
    """Give the version of a rule that governs what begins on a day, written down if it was not yet."""
    versions = list(RuleVersion.objects.filter(code=code).order_by("number"))
    stale = versions and code in NATIONAL and not _same(rule_of(versions[-1]), NATIONAL[code])
    if not versions or stale:
        known = [NATIONAL[code]] if stale else _known([code]).get(code, [])
        if not known:
            raise CannotOpen(f'There is no rule "{code}". The rules are listed on the page of rules.')
        versions.append(keep(known[0], number=len(versions) + 1, by=by, at=at))
    chosen = rule_for([rule_of(one) for one in versions], on=on)
    return next(one for one in versions if chosen and one.number == chosen.number)


@whole
def keep(rule: Rule, *, number: int, reason: str = "", by: Actor, at: datetime) -> RuleVersion:
    """Write a version of a rule down."""
    ladder = [[str(one.rung), one.share, one.hours] for one in rule.ladder]
    said = {
        "name": rule.name, "clock": rule.clock.kind, "count": rule.clock.count, "hours": rule.clock.hours,
        "ladder": ladder, "holds_from": rule.holds_from, "because": rule.because, "sure": rule.sure, "reason": reason,
        "adopted_by": by.username, "adopted_at": at,
    }  # fmt: skip
    return RuleVersion.objects.get_or_create(code=rule.code, number=number, defaults=said)[0]


def _same(one: Rule, other: Rule) -> bool:
    kept = (one.name, one.clock, one.holds_from, one.because, one.ladder)
    return kept == (other.name, other.clock, other.holds_from, other.because, other.ladder)
