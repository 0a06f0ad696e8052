"""A child's two identities that are kept apart: which, why, and ending it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wraparound.access.policies import check_may_now
from wraparound.access.words import Permission
from wraparound.identity.actions.apart import (
    AreOne,
    CannotKeepApart,
    keep_apart,
    let_meet,
    look_at_apart,
    look_at_records,
)
from wraparound.identity.forms import ApartForm, MeetForm


def keep(request: HttpRequest) -> HttpResponse:
    """Ask which two persons are one child's identities and why, and keep them apart."""
    check_may_now(request.actor, permission=Permission.KEEP_SHIELDS, at=request.at)
    records: list[tuple[int, str]] = []
    if "records" in request.POST:
        records = look_at_records(request.POST.get("new", "").strip().upper(), by=request.actor, at=request.at)
    form = ApartForm(request.POST or None, records=records)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_apart(**form.cleaned_data, by=request.actor, at=request.at)
        except AreOne as refused:
            form.fields["records"].choices = look_at_records(form.cleaned_data["new"], by=request.actor, at=request.at)
            form.add_error("records", str(refused))
        except CannotKeepApart as refused:
            form.add_error("reason" if "sentence" in str(refused) else "new", str(refused))
        else:
            messages.success(request, "Both are hidden, and nothing links them any more.")
            return redirect("apart", apart=kept.pk)
    return render(request, "identity/keep_apart.html", {"form": form}, status=422 if form.errors else 200)


def one(request: HttpRequest, *, apart: int) -> HttpResponse:
    """Show two identities that are kept apart, and end it."""
    page = look_at_apart(apart, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    form = MeetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        let_meet(apart, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        messages.success(request, "They are no longer kept apart. Both stay hidden until their shields are lifted.")
        return redirect("apart", apart=apart)
    return render(request, "identity/apart.html", {"page": page, "form": form}, status=422 if form.errors else 200)
