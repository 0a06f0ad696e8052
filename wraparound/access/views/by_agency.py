"""Signing in by an agency's own sign-in: sent there, and coming back."""

from dataclasses import asdict
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from wraparound.access import actions, queries
from wraparound.access.ports import Asked, CannotBelieveAgency, CannotReachAgency
from wraparound.access.queries import AtWork
from wraparound.access.views.signing_in import NOBODY, address_of, enter, sent_back, wanted

PATIENCE = timedelta(minutes=15)  # within which someone comes back
LOST = "This browser was not sent there by us just now. Begin again."


@require_safe
def sign_in_by_agency(request: AtWork, *, agency: str) -> HttpResponse:
    """Send someone to their agency; who is signed in already has to sign in there anew."""
    asked = Asked(
        agency=agency,
        state=token_urlsafe(32),
        nonce=token_urlsafe(32),
        verifier=token_urlsafe(48),
        returns_to=request.build_absolute_uri(reverse("from-agency", kwargs={"agency": agency})),
        at=request.at,
        again=request.actor is not None,
    )
    try:
        address = queries.agency_signs_in(asked)
    except (CannotReachAgency, CannotBelieveAgency) as refused:
        return sent_back(request, why=str(refused))
    request.session["asked"] = asdict(asked) | {"at": asked.at.isoformat(), "next": wanted(request)}
    return redirect(address)


@require_safe
def from_agency(request: AtWork, *, agency: str) -> HttpResponse:
    """Let in whom the agency names, or say why not; what was asked serves once."""
    kept = request.session.pop("asked", None)
    if not kept or kept["agency"] != agency:
        return sent_back(request, why=LOST)
    goes_to = kept.pop("next")
    asked = Asked(**kept | {"at": datetime.fromisoformat(kept["at"])})
    if not asked.at <= request.at < asked.at + PATIENCE or asked.again != (request.actor is not None):
        return sent_back(request, why=LOST, to=goes_to)
    try:
        shown = queries.shown_by_agency(asked, answer=request.GET.dict(), at=request.at)
    except (CannotReachAgency, CannotBelieveAgency) as refused:
        return sent_back(request, why=str(refused), to=goes_to)
    by = request.actor or NOBODY
    entered = actions.enter_by_agency(
        shown, agency=agency, only=by.username, address=address_of(request), by=by, at=request.at
    )
    if entered.account is None:
        return sent_back(request, why=entered.why, to=goes_to)
    enter(request, account=entered.account, way=entered.way)
    return redirect(goes_to)
