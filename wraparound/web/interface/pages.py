"""The description of the JSON API, for machines and as a page for people."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wraparound.access.words import Purpose, Scope
from wraparound.web.interface.openapi import Described, as_json
from wraparound.web.interface.problems import KINDS

FOR_ALL = "public, max-age=300"


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the description that machines read."""
    return HttpResponse(_description(), content_type="application/json", headers={"Cache-Control": FOR_ALL})


@require_safe
def open_referral(request: HttpRequest) -> HttpResponse:
    """Give the description of the directory by Open Referral UK, which machines read."""
    return HttpResponse(_open(), content_type="application/json", headers={"Cache-Control": FOR_ALL})


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the same to people: how to connect, each address, each problem."""
    given = {"paths": _paths(), "kinds": KINDS, "scopes": list(Scope), "host": request.get_host()}
    given |= {"purposes": [one for one in Purpose if one is not Purpose.OTHER]}
    return render(request, "web/api.html", given)


def _api() -> Described:
    from wraparound.web.interface.addresses import API

    return API


@cache
def _description() -> str:
    return as_json(_api())


@cache
def _open() -> str:
    from wraparound.web.interface.addresses import OPEN_API

    return as_json(OPEN_API)


@cache
def _paths() -> list[dict[str, Any]]:
    """Give each address with what it takes and gives, in words."""
    made = _api().get_openapi_schema()
    schemas = made["components"]["schemas"]
    return [
        {"method": method.upper(), "path": path, "scope": operation["security"][0]["token"][0]}
        | {name: operation.get(name, "") for name in ("operationId", "summary", "description", "parameters")}
        | {"takes": _fields(operation.get("requestBody"), schemas=schemas)}
        | {"gives": _fields(operation["responses"].get(200), schemas=schemas)}
        for path, methods in made["paths"].items()
        for method, operation in methods.items()
    ]


def _fields(body: dict[str, Any] | None, *, schemas: dict[str, Any]) -> list[tuple[str, str]]:
    """List the names in a body with what each is."""
    shape = ((body or {}).get("content", {}).get("application/json") or {}).get("schema", {})
    held = schemas.get(shape.get("$ref", "").rpartition("/")[2], shape)
    return [(name, _kind(one, schemas=schemas)) for name, one in held.get("properties", {}).items()]


def _kind(one: dict[str, Any], *, schemas: dict[str, Any]) -> str:
    if "anyOf" in one:
        return " or ".join(_kind(some, schemas=schemas) for some in one["anyOf"])
    if "$ref" in one:
        held = schemas[one["$ref"].rpartition("/")[2]]
        return ", ".join(held["enum"]) if "enum" in held else f"{{{', '.join(held.get('properties', {}))}}}"
    if one.get("type") == "array":
        return f"list of {_kind(one.get('items', {}), schemas=schemas)}"
    kind = {"string": "text", "integer": "number", "boolean": "yes or no", "null": "null"}.get(one.get("type", ""), "")
    return " ".join(filter(None, [kind, f"({one['format']})" if "format" in one else ""]))
