"""The queue of those who review, on the next day, who broke the glass."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wraparound.access import actions, queries
from wraparound.access.forms import ReviewForm
from wraparound.access.policies import check_may
from wraparound.access.queries import AtWork
from wraparound.access.words import Finding, Permission


@require_safe
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
