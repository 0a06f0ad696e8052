"""Pages of one piece of work, for those who asked, are asked by account or by a link in a letter, and hold it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.teams import actions
from wraparound.teams.actions import CannotTakeWork
from wraparound.teams.actions.looking import look_at_my_work, look_at_work
from wraparound.teams.forms import ChooseForm, ForSeatForm, HandOverForm, HeardForm, NameForm, RefuseForm, WhyForm
from wraparound.teams.queries.pages import WorkPage
from wraparound.teams.rules.states import CLOSED, WAITS, why_not
from wraparound.teams.words import WorkAct, WorkStanding

Said = dict[str, Any]
DONE = {
    "accept": "You have taken it on. Those who asked see your name.",
    "accept-for": "It is accepted.",
    "allocate": "It is allocated. It is theirs once they accept.",
    "refuse": "It is refused. Those who asked read why and decide again.",
    "hand-over": "It is handed over.",
    "begun": "It is noted that the family has begun.",
    "not-taken-up": "It is noted. Those who asked decide again.",
    "end": "It is noted that it has ended.",
    "take-back": "It is taken back. Whoever was asked reads why.",
    "heard": "It is noted as you heard it.",
    "again": "A new link is on its way. The one sent before opens nothing any more.",
}
DOES: dict[str, Callable[..., Any]] = {
    "accept": lambda ref, said, who: actions.accept_work(ref, name=said.get("name", ""), **who),
    "accept-for": lambda ref, said, who: actions.accept_work(ref, seat=said["seat"] or 0, **who),
    "allocate": lambda ref, said, who: actions.allocate(ref, username=said["username"], **who),
    "refuse": lambda ref, said, who: actions.refuse_work(ref, why=said["why"], name=said["name"], **who),
    "hand-over": lambda ref, said, who: actions.hand_over_work(ref, **said, **who),
    "begun": lambda ref, _said, who: actions.note_begun(ref, **who),
    "not-taken-up": lambda ref, said, who: actions.note_not_taken_up(ref, why=said["why"], **who),
    "end": lambda ref, said, who: actions.end_work(ref, why=said["why"], **who),
    "take-back": lambda ref, said, who: actions.take_back_work(ref, why=said["why"], **who),
    "again": lambda ref, _said, who: actions.send_work_link_again(ref, **who),
    "heard": lambda ref, said, who: (
        actions.note_accepted(ref, name=said["name"], how=said["words"], **who)
        if said["said"] == "yes"
        else actions.note_refused(ref, name=said["name"], why=said["words"], **who)
    ),
}
FIELDS = {"heard": {"how": "words", "why": "words"}, "accept-for": {"username": "seat"}}  # as the form calls them


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Show someone what is theirs, or could be."""
    mine = look_at_my_work(by=request.actor, at=request.at)
    return render(request, "teams/my_work.html", {"mine": mine})


@require_safe
def by_link(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Lead whoever opened a link from a letter to the work that it is about."""
    return redirect("work", ref=reference)


@require_safe
def work(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show one piece of work: what is asked, by when, for whom, its history, and what can be done with it now."""
    return _shown(request, ref=ref)


@require_POST
def act(request: HttpRequest, *, ref: str, act: str) -> HttpResponse:
    """Do something with work; what is missing is said at its field, and who was first is told to who comes second."""
    if act not in DOES:
        raise Http404
    page = look_at_work(ref, by=request.actor, at=request.at)
    form = forms_of(page, data=request.POST, by_link=bool(request.actor.link)).get(act) if page else None
    if page is None or form is None:
        return _shown(request, ref=ref, status=409)
    if not form.is_valid():
        return _shown(request, ref=ref, act=act, form=form, status=422)
    try:
        DOES[act](ref, form.cleaned_data, {"by": request.actor, "at": request.at})
    except CannotTakeWork as refused:
        field = FIELDS.get(act, {}).get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, str(refused))
        return _shown(request, ref=ref, act=act, form=form, status=422 if refused.field else 409)
    messages.success(request, DONE[act])
    back = request.POST.get("next", "")
    return redirect(back) if _is_ours(back) else redirect("work", ref=ref)


def forms_of(page: WorkPage, *, data: QueryDict | None = None, by_link: bool) -> dict[str, forms.Form]:
    """Give the forms of all that the reader can do with work as it stands."""
    work, can = page.work, set(page.can)
    choose = [one for one in page.choose if one.username not in {"", work.holder, work.allocated_to}]
    made: dict[str, forms.Form] = {}

    def add(act: str, kind: Callable[..., forms.Form], **said: Any) -> None:
        made[act] = kind(data, auto_id=f"{act}-%s", **said)

    if WorkAct.ACCEPT in can:
        add("accept", NameForm if by_link or work.team is None else forms.Form)
    if WorkAct.ALLOCATE in can:
        add("allocate", ChooseForm, choose=choose)
        if any(one.seat and not one.username for one in page.choose):
            add("accept-for", ForSeatForm, choose=page.choose)
    if WorkAct.REFUSE in can:
        add("refuse", RefuseForm)
    if can & {WorkAct.HAND_OVER, WorkAct.RELEASE}:
        add("hand-over", HandOverForm, choose=choose if WorkAct.HAND_OVER in can else [], nobody=True)
    for one, name, kind in (
        (WorkAct.BEGIN, "begun", forms.Form), (WorkAct.NOT_TAKE_UP, "not-taken-up", WhyForm),
        (WorkAct.END, "end", WhyForm), (WorkAct.WITHDRAW, "take-back", WhyForm),
    ):  # fmt: skip
        if one in can:
            add(name, kind)
    if page.asks and work.standing in WAITS:
        add("heard", HeardForm)
    if page.asks and work.address and work.standing not in CLOSED:
        add("again", forms.Form)
    return made


def _shown(
    request: HttpRequest, *, ref: str, act: str = "", form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    page = look_at_work(ref, by=request.actor, at=request.at)
    if page is None:
        return render(request, "teams/no_work.html", status=404)
    by_link = bool(request.actor.link)
    made = forms_of(page, by_link=by_link)
    if form is not None and act in made:
        made[act] = form
    first = why_not(WorkStanding(page.work.standing), who=_who(page), why=page.work.why) if status == 409 else ""
    given = {"page": page, "forms": made, "wrong": form, "first": first, "by_link": by_link, "now": request.at}
    return render(request, "teams/work.html", given, status=status)


def _who(page: WorkPage) -> str:
    """Say who brought work to where it stands."""
    last = page.steps[-1]
    return page.work.holder_name or last.who or last.name


def _is_ours(address: str) -> bool:
    return address.startswith("/teams/") and "//" not in address
