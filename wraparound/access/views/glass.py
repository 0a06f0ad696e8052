"""Breaking the glass, and the queue of those who review it the next day."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from wraparound.access import actions, queries
from wraparound.access.forms import GlassForm, ReviewForm
from wraparound.access.policies import check_may, check_may_look_up
from wraparound.access.queries import AtWork
from wraparound.access.views.signing_in import wanted
from wraparound.access.words import Finding, Permission


def break_glass(request: AtWork, *, person: int) -> HttpResponse:
    """Ask for the reason, then open. The page is the same for every number, so that it tells nothing of anyone."""
    form = GlassForm(request.POST or None)
    lasts = settings.NODE.glass_lasts
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.break_glass(person, reason=reason, lasts=lasts, by=request.actor, at=request.at)
        messages.warning(request, "It is open to you for a time, and will be reviewed on the next day.")
        return redirect(wanted(request))
    check_may_look_up(request.actor)
    hours = int(lasts.total_seconds() // 3600)
    return render(request, "access/break_glass.html", {"form": form, "hours": hours, "next": wanted(request)})


def to_review(request: AtWork) -> HttpResponse:
    """List what was opened and waits for review."""
    check_may(request.actor, permission=Permission.REVIEW_BREAK_GLASS)
    return render(request, "access/to_review.html", {"waiting": queries.glass_to_review(request.actor)})


def review(request: AtWork, *, glass: int) -> HttpResponse:
    """Show one opening and ask whether it was right."""
    check_may(request.actor, permission=Permission.REVIEW_BREAK_GLASS)
    broken = queries.glass_visible_to(request.actor).filter(pk=glass).first()
    if broken is None:
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        finding, remark = Finding(form.cleaned_data["finding"]), form.cleaned_data["remark"]
        actions.review_glass(glass, finding=finding, remark=remark, by=request.actor, at=request.at)
        messages.success(request, "Your finding is written down.")
        return redirect("glass-to-review")
    return render(request, "access/review.html", {"broken": broken, "form": form})
