"""Pages of the agencies directory and of the area's settings. Everyone who is signed in may see them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wraparound.agencies import queries
from wraparound.agencies.forms import DirectoryFilter
from wraparound.agencies.rules import DAYS, hours_in_words, words_told
from wraparound.agencies.words import AgencyType


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """List who works for children here, narrowed by name and type."""
    form = DirectoryFilter(request.GET)
    asked = form.asked()
    found = queries.directory(request.at, **asked)
    return render(
        request, "agencies/agencies.html", {"filters": form, "found": found, "chosen": any(asked.values())} | WORDS
    )


@require_safe
def agency(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show one agency: how to reach it now, its hours, services and teams."""
    page = queries.agency_page(code, at=request.at)
    if page is None:
        raise Http404
    return render(request, "agencies/agency.html", {"page": page} | WORDS)


@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """Show the settings in force."""
    return render(request, "agencies/area.html", {"page": queries.settings_page()} | WORDS)


@require_safe
def area_version(request: HttpRequest, *, number: int) -> HttpResponse:
    """Show the settings as they were in an earlier version."""
    page = queries.settings_page(number)
    if page.version is None:
        raise Http404
    return render(request, "agencies/area.html", {"page": page} | WORDS)


@require_safe
def reference_load(request: HttpRequest, *, load: int) -> HttpResponse:
    """Show the rows of a file of public facts that were set aside."""
    page = queries.load_page(load)
    if page is None:
        raise Http404
    return render(request, "agencies/reference_load.html", {"page": page})


WORDS = {
    "type_of": dict(AgencyType.choices()),
    "days": DAYS,
    "hours_in_words": hours_in_words,
    "word_rows": words_told,
}
