"""Pages that belong to no capability: home, help, health, and what is shown when something fails."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from wraparound.web.glossary import glossary
from wraparound.web.home import home_of
from wraparound.web.interface.problems import is_for_systems, problem


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for someone, and where they may go."""
    found = home_of(request.actor, email=getattr(request.user, "email", ""), at=request.at)
    return render(request, "web/home.html", {"home": found})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say what to do when in doubt."""
    return render(request, "web/help.html")


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Say what our words mean."""
    return render(request, "web/glossary.html", {"sections": glossary()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say for whom the pages are built and how that is tested."""
    return render(request, "web/accessibility.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at this address, in the same words whether it never was or may not be seen."""
    if is_for_systems(request.path):
        return problem(request, kind="not-there")
    return render(request, "web/not_found.html", status=404)


def stale_form(request: HttpRequest, *, reason: str = "") -> HttpResponse:
    """Say that a form was sent from a page that is no longer valid."""
    if is_for_systems(request.path):
        return problem(request, kind="may-not")
    return render(request, "web/stale_form.html", status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """Say that something of ours failed, show no trace, and ask nothing of what may have failed."""
    if is_for_systems(request.path):
        return problem(request, kind="fault")
    return HttpResponse(render_to_string("web/fault.html"), status=500)
