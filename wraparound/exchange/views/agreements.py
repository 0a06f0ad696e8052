"""Who may tell whom what: the version in force, earlier ones, and trying a question."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wraparound.exchange.actions.looking import CannotTry, look_at_agreements, try_question
from wraparound.exchange.forms.agreements import TryForm
from wraparound.exchange.policies import may_keep
from wraparound.exchange.queries.agreements import parties_now
from wraparound.exchange.queries.clauses import draft_open


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Show the version in force, clause by clause."""
    page = look_at_agreements(by=request.actor, at=request.at)
    keeps = may_keep(request.actor)
    given = {
        "page": page,
        "versions": page.versions if page else [],
        "keeps": keeps,
        "draft": draft_open() if keeps else None,
    }
    return render(request, "exchange/agreements.html", given)


@require_safe
def version(request: HttpRequest, *, number: int) -> HttpResponse:
    """Show one version, and what it changed."""
    page = look_at_agreements(number, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    return render(request, "exchange/version.html", {"page": page, "is_now": page.versions[0][0].number == number})


@require_safe
def try_it(request: HttpRequest) -> HttpResponse:
    """Ask whether one agency may tell another something, and answer with the sentence."""
    form = TryForm(request.GET or None, parties=parties_now(), may_name=may_keep(request.actor))
    sharing = None
    if form.is_valid():
        question = form.question(today=timezone.localdate())
        try:
            sharing = try_question(question, child=form.child_named, by=request.actor, at=request.at)
        except CannotTry as refused:
            form.add_error("child", str(refused))
    given = {"form": form, "sharing": sharing}
    return render(request, "exchange/try.html", given, status=422 if form.errors else 200)
