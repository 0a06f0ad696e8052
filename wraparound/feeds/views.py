"""Pages of feeds: what comes, how late it is, bringing a file in, setting a feed up, mending rows."""

import hashlib

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.feeds import actions
from wraparound.feeds.actions import looking
from wraparound.feeds.actions.feeds import About
from wraparound.feeds.actions.loads import Received
from wraparound.feeds.actions.mending import CannotMend
from wraparound.feeds.forms import AboutForm, FileForm, NewFeedForm, RowForm, confirm_form
from wraparound.feeds.policies import check_may_manage_feeds
from wraparound.feeds.queries import pages
from wraparound.feeds.words import Fault, Holds
from wraparound.kernel.acting import CannotDo


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """List the feeds, the late ones first."""
    lines = pages.feed_lines(by=request.actor, on=timezone.localdate())
    return render(request, "feeds/feeds.html", {"lines": lines, "manages": _manages(request)})


def feed(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show one feed, and take in a file for it."""
    page = pages.feed_page(code, by=request.actor, on=timezone.localdate())
    if page is None:
        raise Http404
    if request.method == "POST":
        check_may_manage_feeds(request.actor)
    form = FileForm(request.POST or None, request.FILES or None, initial={"as_of": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        load = actions.receive_file(_received(form), feed=code, by=request.actor, at=request.at)
        return redirect("load", pk=load.pk)
    status = 422 if request.method == "POST" else 200
    given = {"page": page, "form": form, "manages": _manages(request)}
    return render(request, "feeds/feed.html", given, status=status)


@require_POST
def give_token(request: HttpRequest, *, code: str) -> HttpResponse:
    """Give a feed's sender a new token, shown this once."""
    token = actions.give_token(code, by=request.actor, at=request.at)
    if token is None:
        raise Http404
    return render(request, "feeds/token.html", {"code": code, "token": token})


@require_safe
def load(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show how far a load has come, what it changed, and the rows that wait."""
    page = looking.look_at_load(pk, values=_mends(request), by=request.actor, at=request.at)
    if page is None:
        raise Http404
    return render(request, "feeds/load.html", {"page": page, "manages": _manages(request), "mends": _mends(request)})


@require_POST
def confirm_ends(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take what somebody says of a held load."""
    actions.confirm_ends(pk, ends=request.POST.get("ends") == "yes", by=request.actor, at=request.at)
    return redirect("load", pk=pk)


def mend(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show a row that was set aside, and file it as mended."""
    found = looking.look_at_aside(pk, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    aside, values = found
    form = RowForm(request.POST or None, values=values)
    if request.method == "POST" and form.is_valid():
        try:
            mended = actions.mend_row(pk, values=form.mended(), by=request.actor, at=request.at)
        except CannotMend as fault:
            form.add_error(None, str(fault))
        else:
            then = "is filed. It is linked within a minute." if mended.mended_at else f"is in order; {mended.reason}."
            messages.success(request, f"Row {aside.row} {then}")
            return redirect("load", pk=aside.load_id)
    status = 422 if form.errors else 200
    return render(request, "feeds/mend.html", {"aside": aside, "form": form}, status=status)


def new_feed(request: HttpRequest) -> HttpResponse:
    """Ask for a first file, and whose it is."""
    check_may_manage_feeds(request.actor)
    form = NewFeedForm(request.POST or None, request.FILES or None, initial={"as_of": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            draft = actions.draft_feed(
                _received(form), title=said["title"], agency=said["agency"], by=request.actor, at=request.at
            )
        except CannotDo as fault:
            form.add_error("file", str(fault))
        else:
            request.session[f"draft-{draft.pk}"] = said["as_of"].isoformat()
            return redirect("confirm-feed", pk=draft.pk)
    return render(request, "feeds/new.html", {"form": form}, status=422 if form.errors else 200)


def confirm_feed(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show what the columns are taken for and how ten rows will read; change it, or load."""
    found = looking.look_at_draft(pk, on=timezone.localdate(), by=request.actor, at=request.at)
    if found is None:
        raise Http404
    draft, read, columns = found
    form = confirm_form(request.POST or None, told=draft.map, columns=columns)
    if request.method == "POST" and form.is_valid():
        if (told := form.told(draft.map)) != draft.map or "look" in request.POST:
            actions.change_draft(pk, map=told, by=request.actor, at=request.at)
            found = looking.look_at_draft(pk, on=timezone.localdate(), by=request.actor, at=request.at) or found
            draft, read, columns = found
        if "load" in request.POST and not read.faults:
            return _load(request, pk, form)
    given = {"draft": draft, "read": read, "form": form, "Fault": Fault}
    return render(request, "feeds/confirm.html", given, status=422 if form.errors else 200)


def _load(request: HttpRequest, pk: int, form: AboutForm) -> HttpResponse:
    said = form.cleaned_data
    about = About("", "", "", {}, Holds(said["holds"]), said["covers"], late_after_days=said["late_after_days"])
    as_of = request.session.pop(f"draft-{pk}", timezone.localdate().isoformat())
    day = timezone.localdate().fromisoformat(as_of)
    load = actions.load_draft(pk, about=about, as_of=day, by=request.actor, at=request.at)
    return redirect("load", pk=load.pk)


def _received(form: FileForm) -> Received:
    """Read what was sent: its name, its content and its hash."""
    file: UploadedFile = form.cleaned_data["file"]
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return Received(file.name or "file", file, digest.hexdigest(), form.cleaned_data["as_of"])


def _manages(request: HttpRequest) -> bool:
    return permitted(request.actor.roles, permission=Permission.MANAGE_FEEDS)


def _mends(request: HttpRequest) -> bool:
    return _manages(request) or permitted(request.actor.roles, permission=Permission.KEEP_SHIELDS)
