"""One contact's pages for those behind the door: read it, who knows the child, and what is done with it."""

import json
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wraparound.access.queries import people_who_may
from wraparound.access.words import Permission
from wraparound.frontdoor.actions.handling import decide_anew, join, keep_apart, note, part, rate, take
from wraparound.frontdoor.actions.looking import (
    look_at_contact,
    look_at_earlier,
    look_at_known,
    look_to_decide,
    see_what_is_new,
)
from wraparound.frontdoor.actions.offering import give_advice
from wraparound.frontdoor.actions.steps import NoSuchContact
from wraparound.frontdoor.actions.telling_back import note_told
from wraparound.frontdoor.forms.deciding import AdviceForm, JoinForm, NoteForm, ReasonForm, ToldForm
from wraparound.frontdoor.queries.contact import ContactPage
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.views.board import told_as_event
from wraparound.frontdoor.views.keeping import KeptForm, begun, fill, kept_so, refused, set_aside, typed
from wraparound.frontdoor.words import ToldHow, Urgency
from wraparound.frontdoor.words.drafts import DraftOf
from wraparound.kernel.acting import CannotDo

AGAIN = 10_000  # milliseconds after which an open contact asks whether anything came


@require_safe
def contact(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show one contact."""
    return _page(request, ref=ref)


@require_safe
def known(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show who knows the children, what partners answered, and earlier contacts."""
    found = look_at_known(ref, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    page, children = found
    return render(request, "frontdoor/known.html", {"page": page, "known": children})


@require_safe
def earlier(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show other contacts about the children."""
    found = look_at_earlier(ref, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    page, others = found
    return render(request, "frontdoor/earlier.html", {"page": page, "earlier": others})


@require_safe
def live(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Tell whether anything came to a contact since, and who else has it before them."""
    try:
        newest, readers = see_what_is_new(ref, by=request.actor, at=request.at)
    except NoSuchContact as gone:
        raise Http404 from gone
    return told_as_event(json.dumps({"newest": newest, "readers": readers}), again=AGAIN)


@require_POST
def take_up(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Take a contact up."""
    holder = request.actor.username
    return _done(request, ref, lambda at: take(ref, holder=holder, by=request.actor, at=at), "It is with you.")


def hand_on(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Hand a contact to a colleague behind the door."""
    if request.method == "POST":
        holder = request.POST.get("holder", "")
        return _done(request, ref, lambda at: take(ref, holder=holder, by=request.actor, at=at), "It is handed on.")
    page = look_to_decide(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    colleagues = people_who_may(Permission.DECIDE, agency=front_door(), on=request.at.date())
    return render(request, "frontdoor/hand_on.html", {"page": page, "colleagues": colleagues})


@require_POST
def say_urgency(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Say how urgent a contact is."""
    said = request.POST.get("urgency", "")
    if said not in set(Urgency):
        messages.error(request, "Choose how urgent it is.")
        return redirect("contact", ref=ref)
    does = lambda at: rate(ref, urgency=Urgency(said), by=request.actor, at=at)  # noqa: E731 – done once, below
    return _done(request, ref, does, f"It is {Urgency(said).label.lower()}.")


@require_POST
def write_note(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Write a note beside a contact."""
    kept = _note_of(request, ref)
    if aside := set_aside(request, form=kept):
        return aside
    form = NoteForm(request.POST)

    def does(at: datetime) -> object:
        words, draft = form.cleaned_data["words"], typed(request, form=kept)
        return note(ref, words=words, draft=draft, by=request.actor, at=at)

    return _with(request, form, ref=ref, name="note", does=does, said="The note is kept.")


@require_POST
def join_to(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Join a contact to another about the same."""
    form = JoinForm(request.POST)
    does = lambda at: join(ref, other=form.cleaned_data["other"], by=request.actor, at=at)  # noqa: E731
    return _with(request, form, ref=ref, name="join", does=does, said="They are read as one now.")


@require_POST
def tell_apart(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Say that a contact is about something else than another."""
    other = request.POST.get("other", "")[:20]
    does = lambda at: keep_apart(ref, other=other, by=request.actor, at=at)  # noqa: E731
    return _done(request, ref, does, "They stay two. They can still be joined below.")


@require_POST
def part_from(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Part a contact from the one it was joined to."""
    return _done(request, ref, lambda at: part(ref, by=request.actor, at=at), "It is back at the door, by itself.")


@require_POST
def advise(request: HttpRequest, *, ref: str, response: int) -> HttpResponse:
    """Note that advice was given, to whom, and what was said."""
    form = AdviceForm(request.POST)

    def does(at: datetime) -> object:
        said = form.cleaned_data
        return give_advice(ref, response=response, to=said["to"], words=said["words"], by=request.actor, at=at)

    return _with(request, form, ref=ref, name="advice", does=does, said="It is written down that you gave it.")


@require_POST
def told(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Note that whoever raised it was told."""
    form = ToldForm(request.POST)

    def does(at: datetime) -> object:
        said = form.cleaned_data
        return note_told(ref, how=ToldHow(said["how"]), words=said["words"], by=request.actor, at=at)

    return _with(request, form, ref=ref, name="told", does=does, said="It is written down that they were told.")


def anew(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Bring a decided contact back to the door, with the reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_anew(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except CannotDo as told:
            form.add_error(None, str(told))
        else:
            messages.success(request, "It is back at the door. What others took on goes on meanwhile.")
            return redirect("contact", ref=ref)
    page = look_at_contact(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    given = {"page": page, "form": form}
    return render(request, "frontdoor/anew.html", given, status=422 if form.errors else 200)


def _note_of(request: HttpRequest, ref: str) -> KeptForm:
    here, takes = reverse("contact", args=[ref]), reverse("note-contact", args=[ref])
    return KeptForm(what=DraftOf.NOTE, of=ref, contact=ref, by=request.actor, here=here, takes=takes)


def _page(request: HttpRequest, *, ref: str, wrong: dict[str, Form] | None = None) -> HttpResponse:
    """Show a contact with the forms on its page, of which one may be wrong, and the note as far as it is typed."""
    page: ContactPage | None = look_at_contact(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    forms = {"note": NoteForm(), "join": JoinForm(), "advice": AdviceForm(), "told": ToldForm()} | (wrong or {})
    kept, newest = _note_of(request, ref), page.typed.get(DraftOf.NOTE)
    is_note = bool(wrong and "note" in wrong)
    draft = refused(request, form=kept) if is_note else begun(request, form=kept, newest=newest)
    fill(forms["note"], said=draft.said)
    given = {"page": page, "now": request.at, "urgencies": Urgency.choices()}
    given |= {"form": next(iter(wrong.values())) if wrong else None} | kept_so(request, form=kept, draft=draft)
    given |= {f"{name}_form": one for name, one in forms.items()}
    return render(request, "frontdoor/contact.html", given, status=422 if wrong else 200)


def _with(
    request: HttpRequest, form: Form, *, ref: str, name: str, does: Callable[[datetime], object], said: str
) -> HttpResponse:
    """Do what a form of the contact's page asks, or show the page again with what is wrong and all that was typed."""
    if form.is_valid():
        try:
            does(request.at)
        except CannotDo as told:
            form.add_error(None, str(told))
        else:
            messages.success(request, said)
            return redirect("contact", ref=ref)
    return _page(request, ref=ref, wrong={name: form})


def _done(request: HttpRequest, ref: str, does: Callable[[datetime], object], said: str) -> HttpResponse:
    try:
        does(request.at)
    except NoSuchContact as gone:
        raise Http404 from gone
    except CannotDo as told:
        messages.error(request, str(told))
    else:
        messages.success(request, said)
    return redirect("contact", ref=ref)
