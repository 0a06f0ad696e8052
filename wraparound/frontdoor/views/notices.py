"""Pages on which a file of notifications is given, seen on its way in, and mended."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.frontdoor.actions.incidents import take_in_next
from wraparound.frontdoor.actions.notices import CannotMendNotice, look_at_line, mend_notice, receive_notices, say_none
from wraparound.frontdoor.forms.notices import MendForm, NoneForm, NoticesForm
from wraparound.frontdoor.models import NoticeFile, NoticeLine
from wraparound.frontdoor.policies import is_at_the_door
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.notices import CannotUseNotices, file_shown, files_shown, read_notices
from wraparound.frontdoor.words.notices import NoticesGiven, NoticeState
from wraparound.kernel.acting import CannotDo

AT_ONCE = 2.0  # seconds for which rows go in before the page says how far it is


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Show the files that came, and take one more."""
    check_may(request.actor, permission=Permission.SEE_FEEDS)
    at_the_door = is_at_the_door(request.actor, front_door=front_door())
    whose = "" if at_the_door else request.actor.agency
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NoticesForm(*sent, agency=whose, initial={"agency": whose})
    if request.method == "POST" and form.is_valid():
        try:
            given = _read(form)
            kept = receive_notices(given, by=request.actor, at=request.at)
        except CannotUseNotices as fault:
            form.add_error("file", str(fault))
        else:
            return _received(request, kept)
    given_now = {"form": form, "files": files_shown(request.actor), "at_the_door": at_the_door}
    return render(request, "frontdoor/notices.html", given_now, status=422 if form.errors else 200)


@require_safe
def file(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show what became of a file: what went in, and what waits and why."""
    check_may(request.actor, permission=Permission.SEE_FEEDS)
    shown = file_shown(pk, by=request.actor)
    if shown is None:
        raise Http404
    at_the_door = is_at_the_door(request.actor, front_door=front_door())
    return render(
        request, "frontdoor/notice_file.html", {"page": shown, "at_the_door": at_the_door, "states": NoticeState}
    )


@require_POST
def go_on(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take in the next incidents of a file, for as long as a page may take."""
    check_may(request.actor, permission=Permission.SEE_FEEDS)
    if file_shown(pk, by=request.actor) is None:
        raise Http404
    _take_in(request, pk)
    return redirect("notification-file", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show a row that waits, and take it in as it is mended."""
    line = _line(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = MendForm(sent, headings=line.file.headings, values=line.values)
    if request.method == "POST" and form.is_valid():
        try:
            mended = mend_notice(pk, values=form.told, by=request.actor, at=request.at)
        except CannotMendNotice as fault:
            form.refuse(str(fault), column=fault.column)
        else:
            messages.success(request, f"Row {mended.row} went in.")
            return redirect("notification-file", pk=mended.file_id)
    return _row(request, line, form=form, none_form=NoneForm())


@require_POST
def none(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Say that a row is no notification, and why."""
    line = _line(request, pk)
    form = NoneForm(request.POST)
    if form.is_valid():
        try:
            said = say_none(pk, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except CannotDo as fault:
            form.add_error("why", str(fault))
        else:
            messages.success(request, f"Row {said.row} is said to be no notification.")
            return redirect("notification-file", pk=said.file_id)
    mend = MendForm(headings=line.file.headings, values=line.values)
    return _row(request, line, form=mend, none_form=form, wrong=form)


def _row(
    request: HttpRequest, line: NoticeLine, *, form: MendForm, none_form: NoneForm, wrong: NoneForm | None = None
) -> HttpResponse:
    given = {"line": line, "mend": form, "none_form": none_form, "form": wrong or form, "states": NoticeState}
    is_wrong = bool((wrong or form).errors)
    return render(request, "frontdoor/notice_row.html", given, status=422 if is_wrong else 200)


def _line(request: HttpRequest, pk: int) -> NoticeLine:
    check_may(request.actor, permission=Permission.SEE_FEEDS)
    line = look_at_line(pk, by=request.actor, at=request.at)
    if line is None:
        raise Http404
    return line


def _read(form: NoticesForm) -> NoticesGiven:
    """Read what was sent, from a file of its own that is gone afterwards: every row is kept in the database."""
    sent: UploadedFile = form.cleaned_data["file"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"sent{Path(sent.name or '').suffix[:10]}"
        with path.open("wb") as kept:
            for chunk in sent.chunks():
                kept.write(chunk)
        said = form.cleaned_data
        return read_notices(
            path, name=sent.name or "file", agency=said["agency"], kind=said["kind"], on=timezone.localdate()
        )


def _received(request: HttpRequest, kept: NoticeFile) -> HttpResponse:
    if kept.received_at != request.at:
        messages.success(request, "This file came before. Nothing was taken in twice.")
    _take_in(request, kept.pk)
    return redirect("notification-file", pk=kept.pk)


def _take_in(request: HttpRequest, pk: int) -> None:
    until = time.monotonic() + AT_ONCE
    while take_in_next(pk, by=request.actor, at=timezone.now()) and time.monotonic() < until:
        pass
