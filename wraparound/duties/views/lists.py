"""What is owed: three lists, and one duty."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wraparound.duties.actions import look_at_duties, look_at_duty
from wraparound.duties.queries.lists import AGENCY, MINE, OWED, SORTS, WHENS, Asked

NARROWS = ("when", "rule", "agency", "owner")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what I owe."""
    return _listed(request, MINE)


@require_safe
def agency(request: HttpRequest) -> HttpResponse:
    """List what my agency owes."""
    return _listed(request, AGENCY)


@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """List what is owed to me and my agency."""
    return _listed(request, OWED)


@require_safe
def one(request: HttpRequest, *, duty: int) -> HttpResponse:
    """Show one duty."""
    page = look_at_duty(duty, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    return render(request, "duties/duty.html", {"page": page})


def _listed(request: HttpRequest, which: str) -> HttpResponse:
    given = {name: request.GET.get(name, "")[:150] for name in (*NARROWS, "sort", "after")}
    given["when"] = given["when"] if given["when"] in WHENS else ""
    given["sort"] = given["sort"] if given["sort"] in SORTS else "due"
    shown = look_at_duties(Asked(which, **given), by=request.actor, at=request.at)
    kept = {name: given[name] for name in NARROWS if given[name]}
    sorted_so = kept | ({"sort": given["sort"]} if given["sort"] != "due" else {})
    whole = {"shown": shown, "asked": shown.asked, "query": urlencode(kept), "query_sorted": urlencode(sorted_so)}
    next_page = urlencode(sorted_so | {"after": shown.goes_on}) if shown.goes_on else ""
    return render(request, "duties/list.html", whole | {"chosen": bool(kept), "next_page": next_page})
