"""The next version of the agreements: its draft, a clause of it, its rehearsal, and adopting it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.exchange.actions import (
    CannotAdoptAgreements,
    CannotDraft,
    adopt_draft,
    give_up_draft,
    put_clause,
    take_out_clause,
)
from wraparound.exchange.actions.looking import look_at_clause, look_at_draft, rehearse
from wraparound.exchange.forms.agreements import AdoptForm, ClauseForm, RehearseForm, clause_filled
from wraparound.exchange.policies import check_may_keep_agreements
from wraparound.exchange.queries.agreements import parties_now
from wraparound.exchange.rules import purpose_in_words


def draft(request: HttpRequest) -> HttpResponse:
    """Show the draft and what it changes, and adopt it."""
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            version = adopt_draft(said["seen"], reason=said["reason"], by=request.actor, at=request.at)
        except CannotAdoptAgreements as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Version {version.number} of the agreements is in force.")
            return redirect("agreements")
    page = look_at_draft(by=request.actor, at=request.at)
    given = {"page": page, "form": form}
    return render(request, "exchange/draft.html", given, status=422 if form.errors else 200)


def new_clause(request: HttpRequest) -> HttpResponse:
    """Ask for a clause, and have the draft say it."""
    check_may_keep_agreements(request.actor, at=request.at)
    return _clause(request, form=ClauseForm(request.POST or None, parties=parties_now()), code="")


def clause(request: HttpRequest, *, clause: str) -> HttpResponse:
    """Show a clause of the draft as a form, and have the draft say it otherwise."""
    check_may_keep_agreements(request.actor, at=request.at)
    found = look_at_clause(clause, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    filled = clause_filled(found[0], called=found[1])
    return _clause(request, form=ClauseForm(request.POST or None, initial=filled, parties=parties_now()), code=clause)


@require_POST
def take_out(request: HttpRequest, *, clause: str) -> HttpResponse:
    """Have the draft say a clause no more."""
    take_out_clause(clause, by=request.actor, at=request.at)
    messages.success(request, f"Clause “{clause}” is not in the draft any more.")
    return redirect("draft-agreements")


@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """End the draft; the agreements stay as they are."""
    give_up_draft(by=request.actor, at=request.at)
    messages.success(request, "The draft was given up. The agreements stay as they are.")
    return redirect("agreements")


@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """Show what the draft would change for what was asked."""
    form = RehearseForm(request.GET or {"days": "30"})
    said = form.cleaned_data if form.is_valid() else {}
    days, on = int(said.get("days") or 30), said.get("on")
    page = rehearse(days, on=on, by=request.actor, at=request.at)
    given = {"page": page, "form": form, "purpose": purpose_in_words}
    return render(request, "exchange/rehearsal.html", given)


def _clause(request: HttpRequest, *, form: ClauseForm, code: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            put_clause(form.clause(), children=form.codes, replacing=code, by=request.actor, at=request.at)
        except CannotDraft as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, "It is in the draft. Nothing changes until the draft is adopted.")
            return redirect("draft-agreements")
    given = {"form": form, "code": code}
    return render(request, "exchange/clause.html", given, status=422 if form.errors else 200)
