"""Pages of a partner who answers, with an account or by the link in a letter; nothing typed is lost."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.exchange.actions.answering import CannotAnswer, save_answer, send_answer
from wraparound.exchange.actions.attaching import attach, look_at_file, take_away
from wraparound.exchange.actions.looking_at_questions import look_at_asked
from wraparound.exchange.actions.wording import decide_wording
from wraparound.exchange.forms.answers import AnswerForm, FileForm
from wraparound.exchange.queries.answers import AskedPage
from wraparound.exchange.queries.parts import sharing_of_parts
from wraparound.exchange.rules.files import TYPES
from wraparound.exchange.words import Part
from wraparound.exchange.words.asks import FileKind, Said

FIELDS_KEPT = tuple(Said.__dataclass_fields__)


@require_safe
def by_link(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Lead whoever opened a link from a letter to the question that it is about."""
    return redirect("answer", ref=reference)


def answer(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show a partner what it is asked, keep what is written, and send it."""
    page = look_at_asked(ref, by=request.actor, at=request.at)
    if page is None:
        return render(request, "exchange/no_question.html", status=404)
    sharings = sharing_of_parts(page.asked, at=request.at)
    seals = page.draft is None or not page.draft.sealed or bool(page.sealed)
    allowed = {part: one.allowed for part, one in sharings.items()}
    initial = _initial(page, request=request)
    form = AnswerForm(request.POST or None, initial=initial, allowed=allowed, seals=seals)
    if request.method == "POST":
        is_read = form.is_valid()
        if is_read and "send" in request.POST and _sent(form, ref=ref, request=request):
            return redirect("answered", ref=ref)
        if is_read and "send" not in request.POST:
            save_answer(ref, said=form.said(), by=request.actor, at=request.at)
            messages.success(request, "It is saved, and not sent yet. You can close this page and come back.")
            return redirect("answer", ref=ref)
    kept_back = {one.because for one in sharings.values() if not one.allowed}
    given = {"page": page, "form": form, "files": FileForm(), "kept_back": sorted(kept_back), "now": request.at}
    return render(request, "exchange/answer.html", given, status=422 if form.errors else 200)


@require_POST
def keep(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Keep what is written so far while it is typed, and say so in a line."""
    form = AnswerForm(request.POST, allowed=dict.fromkeys(Part, True), seals=True)
    form.is_valid()  # a day that is half typed is left out; what may be told is asked when it is sent
    try:
        save_answer(ref, said=form.said(), by=request.actor, at=request.at)
    except CannotAnswer as refused:
        raise Http404 from refused
    return render(request, "exchange/kept.html", {"now": request.at, "words": "Not sent yet."})


@require_safe
def answered(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Say that an answer was sent, and what it said."""
    page = look_at_asked(ref, by=request.actor, at=request.at)
    if page is None or not page.sent:
        return redirect("answer", ref=ref)
    return render(request, "exchange/answered.html", {"page": page})


@require_POST
def add_file(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Lay a file beside an answer."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            attach(ref, name=sent.name, content=sent.read(), by=request.actor, at=request.at)
        except CannotAnswer as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The file is beside your answer. It goes when you send the answer.")
    else:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect("answer", ref=ref)


@require_POST
def remove_file(request: HttpRequest, *, ref: str, file: int) -> HttpResponse:
    """Take a file away from an answer that is not sent yet."""
    try:
        take_away(ref, file=file, by=request.actor, at=request.at)
    except CannotAnswer as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The file was taken away.")
    return redirect("answer", ref=ref)


@require_safe
def file(request: HttpRequest, *, ref: str, file: int) -> HttpResponse:
    """Hand a file out as a download, which no browser opens by itself."""
    found = look_at_file(ref, file=file, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    held, content = found
    response = HttpResponse(content, content_type=TYPES[FileKind(held.kind)])
    response.headers["Content-Disposition"] = f'attachment; filename="{held.name.encode("ascii", "replace").decode()}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def wording(request: HttpRequest, *, ref: str, wording: int) -> HttpResponse:
    """Agree, as the partner, that other words may go on, or say that they may not."""
    agreed = request.POST.get("agreed") == "yes"
    try:
        decide_wording(ref, wording=wording, agreed=agreed, by=request.actor, at=request.at)
    except CannotAnswer as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "They may go on." if agreed else "They do not go on. Your own words stand.")
    return redirect("answer", ref=ref)


def _sent(form: AnswerForm, *, ref: str, request: HttpRequest) -> bool:
    """Send it; what it wants is said at its fields, and what was typed is kept."""
    try:
        send_answer(ref, said=form.said(), by=request.actor, at=request.at)
    except CannotAnswer as refused:
        save_answer(ref, said=form.said(), by=request.actor, at=request.at)
        for field, words in refused.wants.items():
            form.add_error(field if field in form.fields else None, words)
        if not refused.wants:
            form.add_error(None, str(refused))
        return False
    return True


def _initial(page: AskedPage, *, request: HttpRequest) -> dict[str, object]:
    """Begin with what was saved, else with who answers and whom the agency's desk is called by."""
    if page.draft is None:
        return {"name": "" if request.actor.link else request.actor.name, "contact": page.desk_phone}
    kept = {name: getattr(page.draft, name) for name in FIELDS_KEPT}
    return kept | {"sealed": page.sealed}
