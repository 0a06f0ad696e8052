"""Pages at the front door on which those who disagree are answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from wraparound.frontdoor.actions.disagreeing import CannotAnswerDisagreement, answer_disagreement
from wraparound.frontdoor.forms.following import AnswerForm
from wraparound.frontdoor.policies import check_at_the_door
from wraparound.frontdoor.queries.disagreements import disagreement_at_the_door, disagreements_at_the_door
from wraparound.frontdoor.queries.door import front_door


@require_safe
def disagreements(request: HttpRequest) -> HttpResponse:
    """List who disagrees with what was decided, the next that is due first."""
    check_at_the_door(request.actor, front_door=front_door())
    listed = disagreements_at_the_door(request.actor)
    return render(request, "frontdoor/disagreements.html", {"listed": listed, "now": request.at})


@require_http_methods(["GET", "HEAD", "POST"])
def disagreement(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show why somebody disagrees, and answer them."""
    check_at_the_door(request.actor, front_door=front_door())
    one = disagreement_at_the_door(pk, by=request.actor)
    if one is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {"answer": form.cleaned_data["answer"], "changes": form.cleaned_data["changes"] == "yes"}
        try:
            answer_disagreement(pk, **said, by=request.actor, at=request.at)
        except CannotAnswerDisagreement as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is answered. Whoever disagrees reads it on their page.")
            return redirect("disagreements")
    given = {"one": one, "form": form, "now": request.at}
    return render(request, "frontdoor/disagreement.html", given, status=422 if form.errors else 200)
