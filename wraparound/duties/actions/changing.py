"""Changing a local rule: what it moves is shown first, then it is adopted with a reason."""

from dataclasses import replace
from datetime import datetime

from wraparound.access.policies import check_may
from wraparound.access.rules import says_why
from wraparound.access.words import Permission
from wraparound.duties.actions.closing import SAY_WHY
from wraparound.duties.actions.rules import keep
from wraparound.duties.events import RuleChanged
from wraparound.duties.models import Duty, Happening, RuleVersion
from wraparound.duties.policies import check_may_change_rule
from wraparound.duties.queries.duties import pauses_of, stood_of
from wraparound.duties.queries.moving import RulePage, governed_by, moved_among, moves_of, rule_page
from wraparound.duties.queries.rules import hours_by_agency, rules_known
from wraparound.duties.rules import ladder_of, next_rung_at
from wraparound.duties.rules.moving import Moved, Moves
from wraparound.duties.words import LONGEST, Happened, Rule, Standing
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, whole_look, write_down

AT_ONCE = 1_000  # rows in one statement


class CannotChangeRule(CannotDo):
    """There is no such rule, it counts too much, or it was changed meanwhile."""


@whole_look
def look_at_rule(code: str, *, by: Actor, at: datetime) -> RulePage | None:  # noqa: ARG001 – an action says when
    """Show someone one rule and its versions."""
    check_may(by, permission=Permission.OWE_DUTIES)
    return rule_page(code, by=by)


@whole_look
def look_at_moves(rule: Rule, *, by: Actor, at: datetime) -> Moves:
    """Show a keeper of rules which open duties a change would move."""
    _latest(rule, by=by)
    return moves_of(rule, by=by, at=at)


@whole
def change_rule(rule: Rule, *, reason: str, by: Actor, at: datetime) -> RuleVersion:
    """Adopt a changed rule, whose `number` is that of the version it was changed from, and move what it governs."""
    latest = _latest(rule, by=by)
    if not says_why(reason):
        raise CannotChangeRule(SAY_WHY)
    keep(latest, number=1, by=by, at=at)
    RuleVersion.objects.select_for_update(of=("self",)).get(code=rule.code, number=1)  # one changes a rule at a time
    number = max(latest.number, 1) + 1
    if rule.number != latest.number or RuleVersion.objects.filter(code=rule.code, number=number).exists():
        raise CannotChangeRule("Somebody changed this rule meanwhile. Look at it again before you change it.")
    version = keep(replace(rule, number=number), number=number, reason=reason.strip(), by=by, at=at)
    moves = moved_among(governed_by(rule), rule=rule, at=at)
    _move(moves.moved, rule=rule, by=by, at=at)
    governed_by(rule).update(version=version)
    write_down(RuleChanged(rule.code, number, len(moves.moved)), by=by, at=at)
    return version


def _latest(rule: Rule, *, by: Actor) -> Rule:
    known = rules_known([rule.code]).get(rule.code)
    if not known:
        raise CannotChangeRule("There is no such rule.")
    check_may_change_rule(by, is_national=known[-1].is_national)
    if not 1 <= rule.clock.count <= LONGEST[rule.clock.kind]:
        most = LONGEST[rule.clock.kind]
        raise CannotChangeRule(f"Count from 1 to {most:,} {rule.clock.kind.label}: nothing here is owed for longer.")
    return known[-1]


def _move(moved: list[Moved], *, rule: Rule, by: Actor, at: datetime) -> None:
    hours = hours_by_agency()
    for begin in range(0, len(moved), AT_ONCE):
        some = {one.pk: one for one in moved[begin : begin + AT_ONCE]}
        pauses = pauses_of(some)
        held = list(Duty.objects.select_for_update(of=("self",)).filter(pk__in=some))
        for one in held:
            one.due_at = some[one.pk].after
            stood = stood_of(one, pauses=pauses.get(one.pk, ()))
            reached = ladder_of(
                stood, due=one.due_at, clock=rule.clock, ladder=rule.ladder, hours=hours.get(one.agency)
            )
            one.next_at = next_rung_at(reached, climbed=()) if one.standing == Standing.OPEN else None
        Duty.objects.bulk_update(held, ["due_at", "next_at"], batch_size=200)
        said = {"kind": Happened.MOVED, "by": by.username, "at": at, "words": f"{rule.name}: {rule.clock}"}
        Happening.objects.bulk_create([Happening(duty=one, due_at=one.due_at, **said) for one in held])
