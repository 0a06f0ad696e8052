"""One's calendar of due moments: its secret address, and what a calendar reads there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.duties.actions import end_calendar, make_calendar
from wraparound.duties.forms import CalendarForm
from wraparound.duties.queries.calendars import calendar_of, calendar_shown, items_of, secret_of
from wraparound.duties.rules.ical import calendar


def mine(request: HttpRequest) -> HttpResponse:
    """Show one's calendar's address, make a new one, or end it."""
    check_may(request.actor, permission=Permission.OWE_DUTIES)
    form = CalendarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if "end" in request.POST:
            end_calendar(by=request.actor, at=request.at)
            messages.success(request, "The address opens nothing any more.")
        else:
            make_calendar(with_desk=form.cleaned_data["with_desk"], by=request.actor, at=request.at)
            messages.success(request, "Your calendar has a new address.")
        return redirect("duty-calendar")
    feed = calendar_of(request.actor.username)
    address = request.build_absolute_uri(reverse("duties-ics", args=[secret_of(feed)])) if feed else ""
    return render(request, "duties/calendar.html", {"feed": feed, "address": address, "form": form})


@require_safe
def feed(request: HttpRequest, *, secret: str) -> HttpResponse:
    """Give a calendar what stands at its secret address; whoever has the address is shown numbers and days alone."""
    shown = calendar_shown(secret, at=request.at)
    if shown is None:
        raise Http404
    held, by = shown
    page = request.build_absolute_uri(reverse("duty", args=[0]))[: -len("0")] + "{number}"
    said = calendar(items_of(held, by=by, at=request.at), name="What I owe", host=request.get_host(), page=page)
    return HttpResponse(said, content_type="text/calendar; charset=utf-8")
