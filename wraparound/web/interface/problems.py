"""How a system is told that something is wrong: RFC 9457 problem details, and FHIR's OperationOutcome."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse

from wraparound.access.policies import (
    MayNotOutOfScope,
    MayNotSoOften,
    MayNotWithoutPurpose,
    MayNotWithoutToken,
)
from wraparound.feeds.policies import MayNotSend
from wraparound.identity.policies import MayNotSeePerson
from wraparound.kernel.acting import CannotDo, MayNot, Refusal

PROBLEM, FHIR = "application/problem+json", "application/fhir+json"
PAGE = "/api/v1/"  # where each kind of problem is explained
OF_FHIR, OF_API = "/fhir/", "/api/"


class Kind(NamedTuple):
    """A kind of problem: its status, its title, FHIR's word for it, and what is said where nothing better is known."""

    status: int
    title: str
    code: str
    words: str


KINDS = {
    "not-understood": Kind(400, "Not understood", "invalid", "The request cannot be read. Send it as the page says."),
    "no-purpose": Kind(400, "No purpose", "required", "Say what the child is looked up for."),
    "no-token": Kind(401, "No token", "login", "Show a token that holds: Authorization: Bearer TOKEN."),
    "may-not": Kind(403, "May not", "forbidden", "The token does not let you do this."),
    "out-of-scope": Kind(403, "Out of scope", "forbidden", "The token was not given for this."),
    "closed": Kind(403, "Closed to your agency", "forbidden", "The records are closed to your agency."),
    "not-there": Kind(404, "Not there", "not-found", "Nothing is at this address."),
    "other-method": Kind(405, "Another method", "not-supported", "This address does not take this method."),
    "other-format": Kind(406, "Another format", "not-supported", "This is given as JSON only."),
    "cannot": Kind(409, "Cannot be done", "conflict", "The state of things does not allow it."),
    "too-large": Kind(413, "Too large", "too-long", "What was sent is too large."),
    "other-type": Kind(415, "Another media type", "not-supported", "Send JSON: Content-Type: application/json."),
    "values": Kind(422, "Values that do not fit", "value", "Some values do not fit."),
    "too-often": Kind(429, "Too often", "throttled", "The token has made all its calls of this minute."),
    "fault": Kind(500, "Our fault", "exception", "Something of ours failed. Nothing was changed. Try again later."),
}
OF_STATUS = {kind.status: name for name, kind in reversed(KINDS.items())}
REFUSALS: tuple[tuple[type[Refusal], str], ...] = (
    (MayNotWithoutToken, "no-token"),
    (MayNotSend, "no-token"),
    (MayNotWithoutPurpose, "no-purpose"),
    (MayNotOutOfScope, "out-of-scope"),
    (MayNotSoOften, "too-often"),
    (MayNotSeePerson, "closed"),
    (MayNot, "may-not"),
    (CannotDo, "cannot"),
)
CLOSED = (
    "Your agency holds no record of this person, so their records are closed to its systems. Someone of your agency can"
    " open them for a reason in a browser; a token cannot."
)


def is_for_systems(path: str) -> bool:
    """Say whether an address is for agencies' systems rather than for people."""
    return path.startswith((OF_API, OF_FHIR))


def problem(
    request: HttpRequest, *, kind: str, detail: str = "", errors: Sequence[Mapping[str, str]] = ()
) -> HttpResponse:
    """Answer with a problem, in the form that the address asks for. The same problem is the same bytes."""
    what = KINDS[kind]
    words = detail or what.words
    if request.path.startswith(OF_FHIR):
        said = [f"{one['detail']} ({one['pointer']})" for one in errors] or [words]
        answer = _json(_outcome(said, code=what.code), status=what.status, content_type=FHIR)
    else:
        told: dict[str, Any] = {"type": f"{PAGE}#{kind}", "title": what.title, "status": what.status, "detail": words}
        answer = _json(told | ({"errors": list(errors)} if errors else {}), status=what.status, content_type=PROBLEM)
    if what.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def refused(request: HttpRequest, *, why: Refusal) -> HttpResponse:
    """Answer a refusal."""
    kind = next(name for refusal, name in REFUSALS if isinstance(why, refusal))
    return problem(request, kind=kind, detail=CLOSED if kind == "closed" else str(why))


def dressed(request: HttpRequest, *, answer: HttpResponse) -> HttpResponse:
    """Put a failure that the framework answered barely into the form that the address asks for."""
    kind = OF_STATUS.get(answer.status_code)
    if answer.status_code < 400 or kind is None or answer["Content-Type"] in {PROBLEM, FHIR}:
        return answer
    told = problem(request, kind=kind)
    for name in ("Allow", "WWW-Authenticate"):
        if name in answer:
            told[name] = answer[name]
    return told


def _outcome(words: Sequence[str], *, code: str) -> dict[str, Any]:
    issues = [{"severity": "error", "code": code, "details": {"text": one}} for one in words]
    return {"resourceType": "OperationOutcome", "issue": issues}


def _json(said: Mapping[str, Any], *, status: int, content_type: str) -> HttpResponse:
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=content_type)
