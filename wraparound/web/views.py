"""Pages that belong to no capability: home, health, and what is shown when something fails."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show where to begin."""
    return render(request, "web/home.html")


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who is there."""
    return render(request, "web/sign_in.html")


def health(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at this address, in the same words whether it never was or may not be seen."""
    return render(request, "web/not_found.html", status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """Say that something of ours failed, and show no trace."""
    return render(request, "web/fault.html", status=500)
