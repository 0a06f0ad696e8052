"""Pages of the ledger, for the keeper of information governance: what happened, who looked, and what was unusual."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wraparound.ledger.actions import read_ledger, read_unusual
from wraparound.ledger.forms import DayAsked, LedgerFilter


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show what happened and who looked, newest first."""
    return _page(request, title="Ledger")


@require_safe
def about_child(request: HttpRequest, *, person: int) -> HttpResponse:
    """Show who looked at a child or changed something about them."""
    return _page(request, title=f"Who looked at child {person}", person=person)


@require_safe
def by_person(request: HttpRequest, *, username: str) -> HttpResponse:
    """Show what someone at work did and looked at."""
    return _page(request, title="What {whose} did and looked at", username=username)


@require_safe
def unusual(request: HttpRequest) -> HttpResponse:
    """Show whose looking was unusual on a day, for a person to read."""
    form = DayAsked(request.GET)
    day = (form.is_valid() and form.cleaned_data["day"]) or request.at.date()
    found = read_unusual(day, by=request.actor, at=request.at)
    return render(request, "ledger/unusual.html", {"filters": form, "found": found})


def _page(request: HttpRequest, *, title: str, **also: Any) -> HttpResponse:
    asked = LedgerFilter(request.GET).asked(**also)
    page = read_ledger(asked, by=request.actor, at=request.at)
    kept = {name: value for name, value in request.GET.items() if value and name != "before"}
    told = {
        "title": title.format(whose=page.whose),
        "page": page,
        "filters": LedgerFilter(request.GET, agencies=page.agencies),
        "chosen": bool(kept),
        "older": urlencode(kept | {"before": page.older}) if page.older else "",
        "newest": urlencode(kept),
        "alone": "person" if "person" in also else "username" if "username" in also else "",
    }
    return render(request, "ledger/ledger.html", told)
