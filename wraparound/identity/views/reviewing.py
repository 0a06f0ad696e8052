"""Doubtful links: what waits, one link's two records side by side, the answer to it, and taking an answer back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.identity.actions.reviewing import hold_next, judge_link, look_at_doubt, look_at_waiting, take_back
from wraparound.identity.forms import JudgeForm
from wraparound.matching.words import Answer

LAST = "judged"  # in the session: one's last answer, so that it can be taken back from the next page


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Say how many links wait, what one answered lately, and how well people agree."""
    return render(request, "identity/doubts.html", {"waiting": look_at_waiting(by=request.actor, at=request.at)})


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the link whose answer settles most."""
    return _to_next(request)


def doubt(request: HttpRequest, *, doubt: int) -> HttpResponse:
    """Show two records that may be one person's, and take the answer."""
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = judge_link(doubt, answer=Answer(form.cleaned_data["answer"]), by=request.actor, at=request.at)
        request.session[LAST] = [made.pk, made.answer]
        return _to_next(request)
    page = look_at_doubt(doubt, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    given = {"page": page, "form": form, "last": request.session.get(LAST)}
    return render(request, "identity/doubt.html", given, status=422 if form.errors else 200)


@require_POST
def undo(request: HttpRequest, *, judgement: int) -> HttpResponse:
    """Take one's own answer back, and lead to the link it was about."""
    doubt = take_back(judgement, by=request.actor, at=request.at)
    request.session.pop(LAST, None)
    messages.success(request, "Your answer is taken back, and what came of it is undone.")
    return redirect("doubt", doubt=doubt) if doubt else redirect("doubts")


def _to_next(request: HttpRequest) -> HttpResponse:
    doubt = hold_next(by=request.actor, at=request.at)
    return redirect("doubt", doubt=doubt) if doubt else redirect("doubts")
