"""Who of one's agency is away, and who stands in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wraparound.access.policies import check_may
from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.duties.actions import CannotNoteAbsence, end_absence, note_absence
from wraparound.duties.forms import AbsenceForm
from wraparound.duties.queries.absences import absences_of
from wraparound.duties.queries.people import people_who_owe


def absences(request: HttpRequest) -> HttpResponse:
    """List who is away or will be, and note it."""
    by = request.actor
    check_may(by, permission=Permission.OWE_DUTIES)
    people = list(people_who_owe(by.agency, at=request.at).items())
    keeps = permitted(by.roles, permission=Permission.MANAGE_ACCOUNTS)
    away = people if keeps else [(by.username, str(by))]
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, away=away, people=people, initial={"username": by.username}
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            note_absence(said.pop("username"), **said, by=by, at=request.at)
        except CannotNoteAbsence as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The absence is noted.")
            return redirect("duty-absences")
    noted = absences_of(by.agency, at=request.at)
    mine = {one.pk for one, *_ in noted if keeps or one.username == by.username}
    whole = {"form": form, "noted": noted, "mine": mine}
    return render(request, "duties/absences.html", whole, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, *, absence: int) -> HttpResponse:
    """Take an absence back."""
    end_absence(absence, by=request.actor, at=request.at)
    messages.success(request, "The absence is taken back.")
    return redirect("duty-absences")
