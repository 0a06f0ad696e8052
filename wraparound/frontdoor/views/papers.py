"""Letters, summaries and bundles of a contact, as files; and the page that checks a bundle."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wraparound.frontdoor.actions.papers import (
    CannotMake,
    check_bundle,
    contact_summary,
    decision_letter,
    export_contact,
    look_at_papers,
)
from wraparound.frontdoor.forms.papers import BundleForm
from wraparound.frontdoor.policies import check_at_the_door
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.words.papers import Reader

PDF, ZIP = "application/pdf", "application/zip"


@require_safe
def papers(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show which papers of a contact there are."""
    found = look_at_papers(ref, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    contact, letters = found
    return render(request, "frontdoor/papers.html", {"contact": contact, "letters": letters})


@require_safe
def letter(request: HttpRequest, *, ref: str, reader: str) -> HttpResponse:
    """Give a decision letter."""
    if reader not in set(Reader) or look_at_papers(ref, by=request.actor, at=request.at) is None:
        raise Http404
    try:
        made = decision_letter(ref, reader=Reader(reader), by=request.actor, at=request.at)
    except CannotMake as refused:
        messages.error(request, str(refused))
        return redirect("contact-papers", ref=ref)
    return as_file(made, name=f"{ref}-letter-{reader}.pdf", kind=PDF)


@require_safe
def summary(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Give the summary for those who work with the child."""
    made = contact_summary(ref, by=request.actor, at=request.at)
    if made is None:
        raise Http404
    return as_file(made, name=f"{ref}-summary.pdf", kind=PDF)


@require_safe
def bundle(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Give a whole contact as one file that proves itself."""
    made = export_contact(ref, by=request.actor, at=request.at)
    if made is None:
        raise Http404
    return as_file(made, name=f"{ref}.zip", kind=ZIP)


def check(request: HttpRequest) -> HttpResponse:
    """Hold a bundle against its manifest, and say what is missing or differs."""
    check_at_the_door(request.actor, front_door=front_door())
    form = BundleForm(request.POST, request.FILES) if request.method == "POST" else BundleForm()
    checked = None
    if request.method == "POST" and form.is_valid():
        checked = check_bundle(form.cleaned_data["file"].read(), by=request.actor, at=request.at)
    given = {"form": form, "checked": checked}
    return render(request, "frontdoor/check_bundle.html", given, status=422 if form.errors else 200)


def as_file(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Answer with a file to keep, which no browser takes for anything else and nothing on the way keeps."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
