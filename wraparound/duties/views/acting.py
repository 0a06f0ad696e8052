"""Doing something with a duty: answering, giving longer, pausing, handing over, letting go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wraparound.duties.actions import (
    CannotAct,
    answer_duty,
    extend_duty,
    hand_over,
    look_at_duty,
    pause_duty,
    resume_duty,
    withdraw_duty,
)
from wraparound.duties.forms import AnswerForm, ExtendForm, HandOverForm, ReasonForm
from wraparound.duties.queries.pages import ANSWER, EXTEND, HAND_OVER, PAUSE, RESUME, WITHDRAW, DutyPage
from wraparound.duties.queries.people import people_who_owe
from wraparound.duties.words import Answered


@dataclass(frozen=True)
class Act:
    """One thing that can be done: its title and button, its form, the action, and what it is given of the form."""

    title: str
    button: str
    form: type[forms.Form]
    action: Callable[..., Any]
    given: Callable[[Any], dict[str, Any]]
    done: str
    about: str = ""


def _reason(form: Any) -> dict[str, Any]:
    return {"reason": form.cleaned_data["reason"]}


def _answered(form: Any) -> dict[str, Any]:
    return {"how": Answered(form.cleaned_data["how"]), "evidence": form.cleaned_data["evidence"]}


def _extended(form: Any) -> dict[str, Any]:
    return {"until": form.until(), "reason": form.cleaned_data["reason"]}


def _handed(form: Any) -> dict[str, Any]:
    to = form.cleaned_data["to"]
    return {"to": "" if to == "desk" else to, "reason": form.cleaned_data["reason"]}


LATE = "A late answer is an answer like any other."
LONGER = "That it took longer, and why, stays in its history."
STANDS = "It is due later by as long as it stands still. Someone has to let it go on."
LET_GO = "It is not owed any more"
ACTS = {
    ANSWER: Act("Answer it", "Send the answer", AnswerForm, answer_duty, _answered, "It is answered.", LATE),
    EXTEND: Act("Give it longer", "Give it longer", ExtendForm, extend_duty, _extended, "It has longer.", LONGER),
    HAND_OVER: Act("Hand it over", "Hand it over", HandOverForm, hand_over, _handed, "It is handed over."),
    PAUSE: Act("Pause its clock", "Pause it", ReasonForm, pause_duty, _reason, "Its clock stands still.", STANDS),
    RESUME: Act("Let its clock go on", "Let it go on", ReasonForm, resume_duty, _reason, "Its clock goes on."),
    WITHDRAW: Act(LET_GO, "Let it go", ReasonForm, withdraw_duty, _reason, f"{LET_GO}."),
}


def act(request: HttpRequest, *, duty: int, act: str) -> HttpResponse:
    """Ask what is needed to do something with a duty, and do it."""
    page = look_at_duty(duty, by=request.actor, at=request.at)
    chosen = ACTS.get(act)
    if page is None or chosen is None:
        raise Http404
    people = people_who_owe(page.duty.agency, at=request.at) if chosen.form is HandOverForm else {}
    form = _form(chosen, page=page, people=people, given=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.action(duty, **chosen.given(form), by=request.actor, at=request.at)
        except CannotAct as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, chosen.done)
            return redirect("duty", duty=duty)
    whole = {"page": page, "form": form, "act": chosen, "is_open": page.duty.closed_at is None}
    return render(request, "duties/act.html", whole, status=422 if form.errors else 200)


def _form(chosen: Act, *, page: DutyPage, people: dict[str, str], given: Any) -> Any:
    if chosen.form is not HandOverForm:
        return chosen.form(given)
    owner = page.duty.owner
    others = [(username, name) for username, name in people.items() if username != owner]
    return HandOverForm(given, people=others, desk=bool(owner))
