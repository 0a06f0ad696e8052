"""Adding, changing, confirming and closing a service, and taking a file of them in."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wraparound.directory.actions import (
    CannotImport,
    CannotKeepService,
    close_service,
    confirm_service,
    import_services,
    keep_service,
)
from wraparound.directory.forms import CloseForm, ServiceForm, ServicesFileForm, put_faults
from wraparound.directory.policies import check_may_keep_directory
from wraparound.directory.queries import ServiceShown, load_page, loads_newest, service_called


def add(request: HttpRequest) -> HttpResponse:
    """Ask what is right of a new service, and add it."""
    check_may_keep_directory(request.actor)
    return _kept(request, form=ServiceForm(request.POST or None), shown=None)


def change(request: HttpRequest, *, code: str) -> HttpResponse:
    """Ask what is right of a service, and change what is said."""
    check_may_keep_directory(request.actor)
    shown = _shown(code)
    form = ServiceForm(request.POST or None, initial=asdict(shown.facts) | {"seen": shown.version})
    return _kept(request, form=form, shown=shown)


@require_POST
def confirm(request: HttpRequest, *, code: str) -> HttpResponse:
    """Take it that what is said of a service is still right."""
    done = confirm_service(code, by=request.actor, at=request.at)
    messages.success(request, f"You confirmed that what is said of {done} is right.")
    return redirect("service", code=code)


def close(request: HttpRequest, *, code: str) -> HttpResponse:
    """Ask from which day a service is closed and why, and close it."""
    check_may_keep_directory(request.actor)
    shown = _shown(code)
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            done = close_service(code, **form.cleaned_data, by=request.actor, at=request.at)
        except CannotKeepService as refused:
            put_faults(form, words=str(refused), faults=refused.faults)
        else:
            messages.success(request, f"{done} is said to be closed from {form.cleaned_data['on']:%-d %B %Y}.")
            return redirect("service", code=code)
    return render(request, "directory/close.html", {"one": shown, "form": form}, status=422 if form.errors else 200)


def take_in(request: HttpRequest) -> HttpResponse:
    """Ask for a file of services, and take it in."""
    check_may_keep_directory(request.actor)
    form = ServicesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            load = import_services(file.read(), file=file.name, by=request.actor, at=request.at)
        except CannotImport as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("services-load", load=load.pk)
    given = {"form": form, "loads": loads_newest()}
    return render(request, "directory/import.html", given, status=422 if form.errors else 200)


@require_safe
def load(request: HttpRequest, *, load: int) -> HttpResponse:
    """Show what came of a file, and its rows that wait."""
    check_may_keep_directory(request.actor)
    shown = load_page(load, page=request.GET.get("page", ""))
    if shown is None:
        raise Http404
    return render(request, "directory/load.html", {"shown": shown, "load": shown.load})


def _kept(request: HttpRequest, *, form: ServiceForm, shown: ServiceShown | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        which = {"code": shown.code, "seen": form.cleaned_data["seen"]} if shown else {}
        try:
            kept = keep_service(form.facts(), **which, by=request.actor, at=request.at)
        except CannotKeepService as refused:
            put_faults(form, words=str(refused), faults=refused.faults)
        else:
            messages.success(request, f"{kept} {'says now what you wrote' if shown else 'is in the directory'}.")
            return redirect("service", code=kept.code)
    given = {"form": form, "one": shown}
    return render(request, "directory/keep.html", given, status=422 if form.errors else 200)


def _shown(code: str) -> ServiceShown:
    shown = service_called(code, on=timezone.localdate())
    if shown is None:
        raise Http404
    return shown
