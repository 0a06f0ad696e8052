"""The rules of what is owed by when: all of them, and one with its versions and what a change to it moves."""

from heapq import nsmallest
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wraparound.access.policies import check_may
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.agencies.words import ClockKind, HoursOf, Rung
from wraparound.duties.actions import CannotChangeRule, change_rule, look_at_moves, look_at_rule
from wraparound.duties.forms import RuleForm
from wraparound.duties.queries.moving import LISTED, agency_names, open_by_rule
from wraparound.duties.queries.rules import rules_known
from wraparound.duties.rules.clocks import at_second
from wraparound.duties.rules.moving import Moved, Moves
from wraparound.duties.rules.words import moment_due
from wraparound.duties.words import Clock, LadderRung, Rule


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """List the rules, the area's own first."""
    check_may(request.actor, permission=Permission.OWE_DUTIES)
    now = sorted((versions[-1] for versions in rules_known().values()), key=lambda one: one.name)
    keeps = permitted(request.actor.roles, permission=Permission.KEEP_DUTY_RULES)
    whole = {
        "local": [one for one in now if not one.is_national],
        "national": [one for one in now if one.is_national],
        "open": open_by_rule(by=request.actor) if keeps else {},
        "keeps": keeps,
    }
    return render(request, "duties/rules.html", whole)


def one(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show one rule, what a change to it would move, and adopt the change."""
    page = look_at_rule(code, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    keeps = permitted(request.actor.roles, permission=Permission.KEEP_DUTY_RULES)
    whole: dict[str, Any] = {"page": page, "keeps": keeps, "form": None, "moves": None, "changed": None}
    if request.method != "POST":
        whole["form"] = RuleForm(initial=_said(page.now)) if keeps and not page.now.is_national else None
        return render(request, "duties/rule.html", whole)
    form = RuleForm(request.POST)
    whole["form"] = form
    if form.is_valid():
        rule = _changed(page.now, said=form.cleaned_data, number=request.POST.get("number", ""))
        try:
            if "adopt" in request.POST:
                change_rule(rule, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
                messages.success(request, f"The rule is changed: {rule.clock}.")
                return redirect("duty-rule", code=code)
            moves = look_at_moves(rule, by=request.actor, at=request.at)
            whole |= {"changed": rule, **_shown(moves)}
        except CannotChangeRule as refused:
            form.add_error(None, str(refused))
    return render(request, "duties/rule.html", whole, status=422 if form.errors else 200)


def _said(rule: Rule) -> dict[str, Any]:
    by_rung = {one.rung: one for one in rule.ladder}
    warning, manager, last = (by_rung.get(rung) for rung in (Rung.WARNING, Rung.MANAGER, Rung.PARTNERSHIP))
    return {
        "count": rule.clock.count,
        "clock": rule.clock.kind,
        "hours": rule.clock.hours,
        "warning": warning.share if warning else None,
        "manager": manager.hours if manager else None,
        "partnership": last.hours if last else None,
        "holds_from": rule.holds_from,
        "because": rule.because,
    }


def _changed(rule: Rule, *, said: dict[str, Any], number: str) -> Rule:
    ladder = [
        *([LadderRung(Rung.WARNING, share=said["warning"])] if said["warning"] else []),
        LadderRung(Rung.DUE),
        *([LadderRung(Rung.MANAGER, hours=said["manager"])] if said["manager"] else []),
        *([LadderRung(Rung.PARTNERSHIP, hours=said["partnership"])] if said["partnership"] else []),
    ]
    clock = Clock(ClockKind(said["clock"]), said["count"], HoursOf(said["hours"]))
    version = int(number) if number.isdigit() else rule.number
    return Rule(rule.code, rule.name, clock, said["holds_from"], said["because"], tuple(ladder), rule.sure, version)


def _shown(moves: Moves) -> dict[str, Any]:
    """Give what a change moves as the page shows it: by agency, and the first lines, those that become late first."""
    names = agency_names()
    first = nsmallest(LISTED, moves.moved, key=lambda one: (one.after, one.duty.pk))
    lines = [(one.duty.pk, names.get(one.duty.agency, one.duty.agency), *_moments(one)) for one in first]
    by_agency = sorted((names.get(code, code), counts) for code, counts in moves.by_agency.items())
    return {"moves": moves, "lines": lines, "by_agency": by_agency}


def _moments(one: Moved) -> tuple[str, str]:
    return moment_due(at_second(one.duty.due)), moment_due(at_second(one.after))
