"""FHIR R4 for those who tell: a ServiceRequest tells the front door, and says to its sender how it stands."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wraparound.frontdoor.actions.receiving import CannotTell
from wraparound.frontdoor.actions.standing import look_at_standing
from wraparound.frontdoor.actions.telling import tell_the_door
from wraparound.frontdoor.policies import check_may_tell
from wraparound.frontdoor.rules.fhir import CannotRead, Issue, outcome, service_request, telling_asked

TYPE = "application/fhir+json"
TYPES = {TYPE, "application/json"}


@csrf_exempt  # a token is shown, and no cookie counts
@require_POST
def told(request: HttpRequest) -> HttpResponse:
    """Tell the front door by a ServiceRequest: 201 the first time, 200 for the same identifier again."""
    check_may_tell(request.actor)
    if request.content_type not in TYPES:
        return _refused([Issue("ServiceRequest", "not-supported", f"Send it as {TYPE}.")], status=415)
    try:
        telling = telling_asked(_body(request), agency=request.actor.agency, own=_own())
        taken = tell_the_door(telling, by=request.actor, at=request.at)
    except CannotRead as refused:
        return _refused(refused.issues, status=refused.status)
    except CannotTell as refused:
        return _refused([Issue("ServiceRequest", "required", str(refused))], status=422)
    answer = _standing(request, ref=taken.ref)
    answer.status_code = 201 if taken.is_new else 200
    answer["Location"] = request.build_absolute_uri(f"/fhir/R4/ServiceRequest/{taken.ref}")
    return answer


@require_safe
def stands(request: HttpRequest, *, id: str) -> HttpResponse:  # noqa: A002 – FHIR calls it so
    """Say how a ServiceRequest stands, to the agency whose system sent it."""
    check_may_tell(request.actor)
    return _standing(request, ref=id)


def _standing(request: HttpRequest, *, ref: str) -> HttpResponse:
    found = look_at_standing(ref, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    return _json(service_request(found, own=_own()))


def _body(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as fault:
        raise CannotRead(
            [Issue("ServiceRequest", "invalid", "This is no JSON that can be read.")], status=400
        ) from fault


def _own() -> str:
    return f"https://{settings.NODE.hosts[0]}/fhir"


def _refused(issues: Any, *, status: int) -> HttpResponse:
    return _json(outcome(issues), status=status)


def _json(said: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return JsonResponse(said, content_type=TYPE, status=status, json_dumps_params={"ensure_ascii": False})
