"""Deciding: the page on which it is written, and the second pair of eyes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wraparound.agencies.words.practice import LevelOfNeed
from wraparound.frontdoor.actions.deciding import CannotDecide, decide, second, send_back
from wraparound.frontdoor.actions.looking import look_to_decide
from wraparound.frontdoor.actions.steps import NoSuchContact
from wraparound.frontdoor.forms.deciding import DecisionForm, ReasonForm
from wraparound.frontdoor.queries.contact import ToDecide, signs_by_level
from wraparound.frontdoor.queries.offers import services_to_ask, teams_to_ask
from wraparound.frontdoor.views.keeping import KeptForm, begun, fill, kept_so, refused, set_aside, typed
from wraparound.frontdoor.words import ContactState
from wraparound.frontdoor.words.drafts import DraftOf
from wraparound.kernel.acting import CannotDo


def decision(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Write a decision, and make it. Whoever was second is told who was first, and loses nothing."""
    kept = _kept(request, ref)
    if aside := set_aside(request, form=kept):
        return aside
    page = look_to_decide(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    signs = signs_by_level()
    form = _form(request, page=page, levels=[level for level, _ in signs])
    draft = typed(request, form=kept) if form.is_bound else begun(request, form=kept, newest=kept.newest)
    fill(form, said=draft.said)
    if request.method == "POST" and form.is_valid():
        try:
            made = decide(ref, deciding=form.said(), draft=draft, by=request.actor, at=request.at)
        except CannotDecide as told:
            now = request.POST.copy()
            now["newest"] = str(page.newest)  # they have it before them now
            _say_what_is_wrong(form, refused=told, typed=now)
        except CannotDo as told:
            form.add_error(None, str(told))
        else:
            waits = made.state == ContactState.PROPOSED
            said = "It waits for a second pair of eyes." if waits else "It is decided. Those who were asked are told."
            messages.success(request, said)
            return redirect("contact", ref=ref)
    if form.errors:
        draft = refused(request, form=kept)
    given = {"page": page, "form": form, "signs": signs, "now": request.at} | kept_so(request, form=kept, draft=draft)
    return render(request, "frontdoor/decide.html", given, status=422 if form.errors else 200)


@require_POST
def agree(request: HttpRequest, *, ref: str, decision: int) -> HttpResponse:
    """Agree, as the second pair of eyes."""
    try:
        second(ref, decision=decision, by=request.actor, at=request.at)
    except NoSuchContact as refused:
        raise Http404 from refused
    except CannotDo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is decided. Those who were asked are told.")
    return redirect("contact", ref=ref)


def see_otherwise(request: HttpRequest, *, ref: str, decision: int) -> HttpResponse:
    """Send a decision back, with how one sees it."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            send_back(ref, decision=decision, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except CannotDo as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is back at the door, with how you see it.")
            return redirect("contact", ref=ref)
    page = look_to_decide(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    given = {"page": page, "form": form}
    return render(request, "frontdoor/send_back.html", given, status=422 if form.errors else 200)


def _kept(request: HttpRequest, ref: str) -> KeptForm:
    here = reverse("decide", args=[ref])
    return KeptForm(what=DraftOf.DECISION, of=ref, contact=ref, by=request.actor, here=here, takes=here)


def _form(request: HttpRequest, *, page: ToDecide, levels: list[LevelOfNeed]) -> DecisionForm:
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(page),
        levels=levels,
        teams=teams_to_ask(),
        services=services_to_ask(on=request.at.date()),
        leads=page.contact.lead,
    )


def _initial(page: ToDecide) -> dict[str, object]:
    """Begin with what the one who told said of the family, and with the newest step that is on the page."""
    return {"family_told": page.contact.family_told, "family_said": page.contact.family_words, "newest": page.newest}


def _say_what_is_wrong(form: DecisionForm, *, refused: CannotDecide, typed: QueryDict) -> None:
    """Say at each field what it lacks; where somebody was first, or something came, keep all that was typed."""
    for field, words in refused.wants.items():
        form.add_error(field if field in form.fields else None, words)
    if not refused.wants:
        form.add_error(None, str(refused))
        form.data = typed
