"""The JSON API as one: every capability's endpoints, failures told as problems, and its OpenAPI description."""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from wraparound.access.policies import PURPOSES
from wraparound.access.words import Scope
from wraparound.kernel.acting import Refusal
from wraparound.web.interface.callers import SCOPES, WITHOUT_PURPOSE
from wraparound.web.interface.problems import KINDS, OF_STATUS, PROBLEM, problem, refused

Api = TypeVar("Api", bound=NinjaAPI)
ROOT = "api/v1/"
OPEN_ROOT = "api/open-referral/"
OPENLY = (404, 405, 422, 500)  # what can go wrong where no token is asked for
ALWAYS = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500)
ABOUT = (
    "What a local area knows of who helps a child, for the systems of its agencies. A token of an agency sees what a"
    " person of that agency sees in the token’s role; every look is written down with the token, the agency and the"
    " purpose. An empty list is never “not involved”: why something is not known is said beside it."
)
ABOUT_SERVICES = (
    "The directory of local services by Open Referral UK (HSDS 3). Public facts: no token is needed. A service that"
    " closed stays, with the status defunct."
)
PROBLEM_SHAPE = {
    "type": "object",
    "title": "Problem",
    "description": "Problem details (RFC 9457), worded for the reader",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "The kind of problem, explained at this address"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
PURPOSE = {
    "in": "header",
    "name": "Wraparound-Purpose",
    "required": True,
    "description": "What the child is looked up for; it stands in the ledger. `purpose` in the address will do too.",
    "schema": {"type": "string", "enum": PURPOSES},
}
PACED = {
    f"RateLimit-{name}": {"description": words, "schema": {"type": "integer"}}
    for name, words in (
        ("Limit", "Calls that the token may make in a minute"),
        ("Remaining", "Those that are left of this minute"),
        ("Reset", "Seconds until the next begins"),
    )
}


class Described(NinjaAPI):
    """Describes itself with what holds for every address: tokens, purposes, paces and problems."""

    def get_openapi_schema(self, **_: Any) -> OpenAPISchema:
        """Give the description."""
        made = super().get_openapi_schema(path_prefix=ROOT)
        made["components"].setdefault("schemas", {})["Problem"] = PROBLEM_SHAPE
        made["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": "A token that the agency was given"}
        }
        for path in made["paths"].values():
            for operation in path.values():
                _dress(operation)
        return made


class DescribedOpenly(NinjaAPI):
    """Describes what anyone may read, without tokens."""

    def get_openapi_schema(self, **_: Any) -> OpenAPISchema:
        """Give the description."""
        made = super().get_openapi_schema(path_prefix=OPEN_ROOT)
        made["components"].setdefault("schemas", {})["Problem"] = PROBLEM_SHAPE
        for path in made["paths"].values():
            for operation in path.values():
                operation["responses"] |= _problems(OPENLY)
        return made


def described_openly(routers: Iterable[Router]) -> DescribedOpenly:
    """Make the API of what anyone may read: the directory by Open Referral UK."""
    api = DescribedOpenly(
        title="Open Referral UK", version="3.0", description=ABOUT_SERVICES, docs_url=None, openapi_url=None,
        urls_namespace="open-referral",
    )  # fmt: skip
    for router in routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                operation.operation_id = operation.url_name
        api.add_router("", router)
    return _answering(api)


def described(routers: Iterable[Router]) -> Described:
    """Make the API of the capabilities' endpoints."""
    api = Described(title="Wraparound", version="1", description=ABOUT, docs_url=None, openapi_url=None)
    for router in routers:
        api.add_router("", _named(router))
    return _answering(api)


def _answering(api: Api) -> Api:
    """Have failures be told as problems."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(Http404, _not_there)
    api.add_exception_handler(HttpError, _answer)
    api.add_exception_handler(ValidationError, _values)
    return api


def _named(router: Router) -> Router:
    """Call each operation by its address's name, and note the scope that it needs."""
    for view in router.path_operations.values():
        for operation in view.operations:
            name = operation.url_name or ""
            operation.operation_id = name
            said = {"security": [{"token": [str(SCOPES[name])]}], "tags": [SCOPES[name].label]}
            operation.openapi_extra = (operation.openapi_extra or {}) | said
    return router


def _dress(operation: dict[str, Any]) -> None:
    (needed,) = operation["security"][0]["token"]
    if Scope(needed) not in WITHOUT_PURPOSE:
        operation["parameters"] = [*operation["parameters"], PURPOSE]
    answers = operation["responses"]
    for answer in answers.values():
        answer["headers"] = PACED
    answers |= _problems(ALWAYS)
    answers[429]["headers"] = PACED | {
        "Retry-After": {"description": "Seconds until the token may go on", "schema": {"type": "integer"}}
    }


def _problems(statuses: Iterable[int]) -> dict[int, dict[str, Any]]:
    return {
        status: {
            "description": KINDS[OF_STATUS[status]].title,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


def _refused(request: HttpRequest, why: Any) -> HttpResponse:
    return refused(request, why=why)


def _not_there(request: HttpRequest, _: Any) -> HttpResponse:
    return problem(request, kind="not-there")


def _answer(request: HttpRequest, why: Any) -> HttpResponse:
    return problem(request, kind=OF_STATUS.get(why.status_code, "not-understood"), detail=str(why))


def _values(request: HttpRequest, why: Any) -> HttpResponse:
    """Say of each value that does not fit where it stands and what is wrong with it."""
    errors = []
    for one in why.errors:
        source, *place = one["loc"]
        inside = place[1:] if source in {"body", "query"} and place[:1] == ["asked"] else place
        errors.append({"pointer": f"/{'/'.join(map(str, inside))}", "detail": _in_words(one)})
    return problem(request, kind="values", errors=errors)


def _in_words(error: dict[str, Any]) -> str:
    """Say what is wrong with a value, and what would be right."""
    if error["type"] == "string_pattern_mismatch":
        return f"It must be written as {error['ctx']['pattern']} says."
    said: str = error["msg"].removeprefix("Value error, ")
    return f"{said.removesuffix('.')}."


_as_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def as_json(api: NinjaAPI) -> str:
    """Write the description down."""
    return _as_json(api.get_openapi_schema())
