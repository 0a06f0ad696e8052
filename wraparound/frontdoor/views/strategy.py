"""Pages of strategy discussions for those behind the door: calling, moving, inviting, writing up."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from wraparound.frontdoor.actions.strategy import call_discussion, call_off_discussion, move_discussion
from wraparound.frontdoor.actions.strategy_answering import invite_more, note_reply
from wraparound.frontdoor.actions.strategy_holding import write_up_discussion
from wraparound.frontdoor.actions.strategy_looking import look_at_discussion, look_to_call
from wraparound.frontdoor.forms.deciding import ReasonForm
from wraparound.frontdoor.forms.strategy import CallForm, HeldForm, InviteForm, MeetingForm, ReplyForm
from wraparound.frontdoor.models import Discussion
from wraparound.frontdoor.policies import check_may_decide
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.strategy import DiscussionPage, discussion_at_the_door
from wraparound.frontdoor.rules.strategy_ical import Appointment, invitation
from wraparound.frontdoor.rules.strategy_picture import quorum_drawn
from wraparound.frontdoor.views.keeping import KeptForm, begun, fill, kept_so, refused, set_aside, typed
from wraparound.frontdoor.words.drafts import DraftOf
from wraparound.kernel.acting import CannotDo

SHOWN = "frontdoor/strategy.html"


def call(request: HttpRequest, *, contact: str) -> HttpResponse:
    """Call a strategy discussion about a contact."""
    page = look_to_call(contact, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    check_may_decide(request.actor, front_door=front_door(), lead=page.contact.lead)
    form = CallForm(request.POST or None, found=page.found, agencies=page.agencies, children=page.children)
    given = {"page": page, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            made = call_discussion(contact, calling=form.calling(), by=request.actor, at=request.at)
        except CannotDo as told:
            said_wrong(form, refused=told)
        else:
            messages.success(request, "It is called. Those who may be told are invited.")
            return redirect("strategy", discussion=made.ref)
    return render(request, "frontdoor/strategy_call.html", given, status=422 if form.errors else 200)


@require_safe
def discussion(request: HttpRequest, *, discussion: str) -> HttpResponse:
    """Show a discussion: when, the quorum, who comes, what was decided, next steps."""
    page = _page(request, discussion)
    picture = quorum_drawn("Who has to be there", parts=page.quorum)
    return render(request, SHOWN, {"page": page, "picture": picture, "now": request.at})


def move(request: HttpRequest, *, discussion: str) -> HttpResponse:
    """Move a discussion to another time or place."""
    held = (page := _page(request, discussion)).discussion
    begins = localtime(held.begins_at)
    initial = {"on": begins.date().isoformat(), "time": f"{begins:%H:%M}", "how": held.how, "where": held.where}
    form = MeetingForm(request.POST or None, initial=initial)
    does = lambda who: move_discussion(discussion, meeting=form.meeting(), why=form.cleaned_data["why"], **who)  # noqa: E731
    return _form(request, form, page=page, does=does, said="It is moved. Those who are invited are told.", kind="move")


def call_off(request: HttpRequest, *, discussion: str) -> HttpResponse:
    """Call a discussion off."""
    page, form = _page(request, discussion), ReasonForm(request.POST or None)
    does = lambda who: call_off_discussion(discussion, why=form.cleaned_data["why"], **who)  # noqa: E731
    said = "It is called off. Those who were invited are told."
    return _form(request, form, page=page, does=does, said=said, kind="off")


def invite(request: HttpRequest, *, discussion: str) -> HttpResponse:
    """Invite more people."""
    page = _page(request, discussion)
    found = look_to_call(page.discussion.contact.ref, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    held = {(one.agency.code, one.name) for one in page.invited}
    left = [one for one in found.found if (one.agency, one.name) not in held]
    form = InviteForm(request.POST or None, found=left, agencies=found.agencies)
    does = lambda who: invite_more(discussion, invite=form.invited(), **who)  # noqa: E731
    return _form(request, form, page=page, does=does, said="Those who may be told are invited.", kind="invite")


def said(request: HttpRequest, *, discussion: str, invited: int) -> HttpResponse:
    """Note what somebody invited said, such as by telephone."""
    page, form = _page(request, discussion), ReplyForm(request.POST or None)
    one = next((one for one in page.invited if one.pk == invited and not one.kept_back), None)
    if one is None:
        raise Http404
    does = lambda who: note_reply(discussion, invited=invited, reply=form.reply(), **who)  # noqa: E731
    return _form(request, form, page=page, does=does, said="It is noted.", kind=f"What {one.name} says")


def write_up(request: HttpRequest, *, discussion: str) -> HttpResponse:
    """Write up a discussion that was held."""
    found, here = discussion_at_the_door(discussion, by=request.actor), reverse("strategy-held", args=[discussion])
    if found is None:
        raise Http404
    what, contact = DraftOf.WRITE_UP, found.contact.ref
    kept = KeptForm(what=what, of=discussion, contact=contact, by=request.actor, here=here, takes=here)
    if aside := set_aside(request, form=kept):
        return aside
    page = _page(request, discussion)
    form = HeldForm(request.POST or None, invited=page.invited)
    draft = typed(request, form=kept) if form.is_bound else begun(request, form=kept, newest=kept.newest)
    fill(form, said=draft.said)
    does = lambda who: write_up_discussion(discussion, held=form.held(), draft=draft, **who)  # noqa: E731
    said = "It is written up. Every next step is owed by its agency now."
    if done := _done(request, form, page=page, does=does, said=said):
        return done
    if form.errors:
        draft = refused(request, form=kept)
    return _shown(request, form, page=page, kind="held", **kept_so(request, form=kept, draft=draft))


def as_calendar(request: HttpRequest, *, held: Discussion, page: str) -> HttpResponse:
    """Give a discussion as a calendar file. It names no child."""
    where = f"{held.get_how_display()}: {held.where}"
    is_off = held.state == "called_off"
    one = Appointment(held.ref, held.begins_at, where, held.version, held.changed_at, is_off)
    address = request.build_absolute_uri(reverse(page, args=[held.ref]))
    said = invitation(one, host=request.get_host(), page=address)
    response = HttpResponse(said, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{held.ref}.ics"'
    return response


def said_wrong(form: forms.Form, *, refused: CannotDo) -> None:
    """Say at each field what it wants, and above all what is not of one field."""
    wants: dict[str, str] = getattr(refused, "wants", {})
    for field, words in wants.items():
        form.add_error(field if field in form.fields else None, words)
    if not wants:
        form.add_error(None, str(refused))


def _form(
    request: HttpRequest, form: Any, *, page: DiscussionPage, does: Callable[[Any], object], said: str, kind: str
) -> HttpResponse:
    """Show a form about a discussion that is still to be held, and do what it says."""
    done = _done(request, form, page=page, does=does, said=said)
    return done or _shown(request, form, page=page, kind=kind)


def _done(
    request: HttpRequest, form: Any, *, page: DiscussionPage, does: Callable[[Any], object], said: str
) -> HttpResponse | None:
    """Do what a form says, and go back to the discussion; nothing where it is to be shown still."""
    held = page.discussion
    check_may_decide(request.actor, front_door=front_door(), lead=held.contact.lead)
    if request.method == "POST" and form.is_valid():
        try:
            does({"by": request.actor, "at": request.at})
        except CannotDo as told:
            said_wrong(form, refused=told)
        else:
            messages.success(request, said)
            return redirect("strategy", discussion=held.ref)
    return None


def _shown(request: HttpRequest, form: Any, *, page: DiscussionPage, kind: str, **more: Any) -> HttpResponse:
    given = {"page": page, "form": form, "kind": kind} | more
    return render(request, "frontdoor/strategy_form.html", given, status=422 if form.errors else 200)


def _page(request: HttpRequest, ref: str) -> DiscussionPage:
    page = look_at_discussion(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    return page
