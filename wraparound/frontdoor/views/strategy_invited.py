"""Pages of somebody who is invited to a strategy discussion and came by the link in a letter; and calendar files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wraparound.frontdoor.actions.strategy_answering import answer_invitation
from wraparound.frontdoor.actions.strategy_looking import look_at_discussion, look_at_invitation
from wraparound.frontdoor.forms.strategy import ReplyForm
from wraparound.frontdoor.views.strategy import as_calendar, said_wrong
from wraparound.kernel.acting import CannotDo


@require_safe
def by_link(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Lead whoever opened a link from a letter to the invitation that it is about."""
    return redirect("strategy-invited", discussion=reference)


def invited(request: HttpRequest, *, discussion: str) -> HttpResponse:
    """Show somebody what they are invited to, and take what they say."""
    page = look_at_invitation(discussion, by=request.actor, at=request.at)
    if page is None:
        return render(request, "frontdoor/strategy_none.html", status=404)
    form = ReplyForm(request.POST or None, initial={"says": page.invited.says, "why": page.invited.said_why})
    if request.method == "POST" and form.is_valid():
        try:
            answer_invitation(discussion, reply=form.reply(), by=request.actor, at=request.at)
        except CannotDo as refused:
            said_wrong(form, refused=refused)
        else:
            messages.success(request, "Thank you. Those who called it see what you said.")
            return redirect("strategy-invited", discussion=discussion)
    given = {"page": page, "form": form, "now": request.at}
    return render(request, "frontdoor/strategy_invited.html", given, status=422 if form.errors else 200)


@require_safe
def calendar(request: HttpRequest, *, discussion: str) -> HttpResponse:
    """Give the calendar file, to those behind the door and to whoever is invited."""
    if request.actor.link is not None:
        page = look_at_invitation(discussion, by=request.actor, at=request.at)
        held, back = (page.invited.discussion if page else None), "strategy-invited"
    else:
        shown = look_at_discussion(discussion, by=request.actor, at=request.at)
        held, back = (shown.discussion if shown else None), "strategy"
    if held is None:
        raise Http404
    return as_calendar(request, held=held, page=back)
