"""Telling that someone moved or died, what was told before, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wraparound.identity.actions.living import CannotTell, look_at_life, tell_life_event, undo_life_event
from wraparound.identity.forms import LifeForm, UndoLifeForm
from wraparound.identity.words import LifeKind


def life(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show what was told of someone's life, and ask what is to be told."""
    form = LifeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"kind": LifeKind(form.cleaned_data["kind"])}
        try:
            told = tell_life_event(code, **said, by=request.actor, at=request.at)
        except CannotTell as refused:
            form.add_error("place" if str(refused).startswith("Say where") else "on", str(refused))
        else:
            messages.success(request, f"It is written down: {LifeKind(told.kind).label}.")
            return redirect("child", code=code)
    return _page(request, code=code, form=form)


def undo(request: HttpRequest, *, code: str, number: int) -> HttpResponse:
    """Ask why something that was told is not so, and take it back."""
    form = UndoLifeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_life_event(code, number=number, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except CannotTell as refused:
            form.add_error("why", str(refused))
        else:
            messages.success(request, "It is taken back.")
            return redirect("life", code=code)
    return _page(request, code=code, form=form, undoes=number)


def _page(request: HttpRequest, *, code: str, form: LifeForm | UndoLifeForm, undoes: int | None = None) -> HttpResponse:
    found = look_at_life(code, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    person, name, told = found
    undone = next((one for one in told if one.number == undoes and one.may_undo), None)
    if undoes is not None and undone is None:
        raise Http404
    given = {"form": form, "code": person.code, "name": name, "life": told, "undone": undone}
    return render(request, "identity/life.html", given, status=422 if form.errors else 200)
