"""Changing a local rule: what it moves is shown first, then it is adopted with a reason."""

from dataclasses import replace
from datetime import datetime

from django.db import connection

from wraparound.access.policies import check_may
from wraparound.access.rules import says_why
from wraparound.access.words import Permission
from wraparound.duties.actions.closing import SAY_WHY
from wraparound.duties.actions.rules import keep
from wraparound.duties.events import RuleChanged
from wraparound.duties.models import Duty, Happening, RuleVersion
from wraparound.duties.policies import check_may_change_rule
from wraparound.duties.queries.moving import RulePage, governed_by, moved_among, moves_of, pauses_by_rule, rule_page
from wraparound.duties.queries.rules import hours_by_agency, rules_known
from wraparound.duties.rules import first_rung_at
from wraparound.duties.rules.clocks import at_second
from wraparound.duties.rules.moving import Moved, Moves, stood_of
from wraparound.duties.words import LONGEST, Happened, Rule, Standing
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, whole_look, write_down
from wraparound.ledger.actions.rows import add_rows, change_rows

AT_ONCE = 5_000  # rows at a time


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
    _move(moves.moved, rule=rule, version=version, by=by, at=at)
    governed_by(rule).exclude(version=version).update(version=version)
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


def _move(moved: list[Moved], *, rule: Rule, version: RuleVersion, by: Actor, at: datetime) -> None:
    """Write when each duty is due and climbs now, and a line in its history, some at a time."""
    hours, when = hours_by_agency(), connection.ops.adapt_datetimefield_value
    words, said = f"{rule.name}: {rule.clock}", (by.username, when(at))
    pauses = pauses_by_rule(rule.code)
    paused = set(governed_by(rule).filter(standing=Standing.PAUSED).values_list("pk", flat=True))
    for begin in range(0, len(moved), AT_ONCE):
        rows = []
        for one in moved[begin : begin + AT_ONCE]:
            due, pk = at_second(one.after), one.duty.pk
            stood = stood_of(one.duty, pauses=pauses.get(pk, ()))
            asked = {"due": due, "clock": rule.clock, "ladder": rule.ladder, "hours": hours.get(one.duty.agency)}
            climbs = None if pk in paused else first_rung_at(stood, **asked)
            rows.append((when(due), when(climbs) if climbs else None, version.pk, pk))
        change_rows(Duty, columns=("due_at", "next_at", "version_id"), rows=rows)
        history = [(pk, Happened.MOVED.value, "", due, words, *said) for due, _, _, pk in rows]
        add_rows(Happening, columns=("duty_id", "kind", "rung", "due_at", "words", "by", "at"), rows=history)
