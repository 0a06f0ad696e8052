"""FHIR R4 for agencies' systems: read and search, under the same access as pages and the JSON API."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.identity.actions.answering import look_at_told, look_for_children
from wraparound.identity.queries.answers import ToldOf
from wraparound.identity.queries.fhir import bodies, child_of, family_notes_of, helpers_of, notes_of, relatives_of
from wraparound.identity.rules import fhir
from wraparound.identity.rules.fhir import CannotSearch, Place

TYPE = "application/fhir+json"
JSON = {"json", "application/json", TYPE, "text/json"}
CURSOR = "fhir"
Resource = dict[str, Any]
View = Callable[..., HttpResponse]


class Found(NamedTuple):
    """What a search found: the resources of this page, how many in all, where the next page begins, what to know."""

    resources: Sequence[Resource]
    total: int
    following: int | None = None
    notes: Sequence[str] = ()


def as_fhir(view: View) -> View:
    """Refuse other formats than JSON, and say as an OperationOutcome what cannot be searched."""

    @wraps(view)
    def answered(request: HttpRequest, **address: Any) -> HttpResponse:
        if not _takes_json(request):
            return _outcome("This is given as JSON only: application/fhir+json.", code="not-supported", status=406)
        try:
            return view(request, **address)
        except CannotSearch as why:
            return _outcome(str(why), code=why.code, status=400)

    return csrf_exempt(answered)  # a token is shown, and no cookie counts


@require_GET
@as_fhir
def metadata(request: HttpRequest, *, more: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """Say what this server can do, and what it can beside (`more`); open to all."""
    answer = _json(fhir.capability_statement(_place(request).base, more=more))
    answer["Cache-Control"] = "public, max-age=300"
    return answer


@require_GET
@as_fhir
def read(request: HttpRequest, *, kind: str, id: str) -> HttpResponse:  # noqa: A002 – FHIR calls it so
    """Give one resource."""
    if kind not in fhir.PARAMETERS:
        raise Http404
    found = next((one for one in _of_id(request, kind=kind, id=id) if one["id"] == id), None)
    if found is None:
        raise Http404
    return _json(found)


@require_GET
@as_fhir
def search(request: HttpRequest, *, kind: str) -> HttpResponse:
    """Give the resources that parameters in the address find."""
    return _found(request, kind=kind, said=request.GET)


@require_POST
@as_fhir
def search_posted(request: HttpRequest, *, kind: str) -> HttpResponse:
    """Give the same by parameters in the body, so that no name or number stands in an address."""
    if request.content_type != "application/x-www-form-urlencoded":
        return _outcome(
            "Send the parameters as a form: Content-Type: application/x-www-form-urlencoded.",
            code="not-supported",
            status=415,
        )
    return _found(request, kind=kind, said={**request.GET.dict(), **request.POST.dict()})


def _found(request: HttpRequest, *, kind: str, said: Mapping[str, str]) -> HttpResponse:
    if kind not in fhir.PARAMETERS:
        raise Http404
    fhir.check_known(kind, asked=said)
    told = {name: said[name] for name in said}
    found = SEARCHES[kind](request, told)
    base = f"{_place(request).base}/{kind}"
    kept = {name: value for name, value in told.items() if name != "_cursor"}
    links = [("self", f"{base}?{urlencode(told)}" if told else base)]
    if found.following is not None:
        cursor = signing.dumps(found.following, salt=CURSOR)
        links.append(("next", f"{base}?{urlencode(kept | {'_cursor': cursor})}"))
    made = fhir.bundle(found.resources, base=_place(request).base, links=links, total=found.total, notes=found.notes)
    answer = _json(made)
    if len(links) > 1:
        answer["Link"] = f'<{links[1][1]}>; rel="next"'
    return answer


def _of_id(request: HttpRequest, *, kind: str, id: str) -> Sequence[Resource]:  # noqa: A002
    """Give the resources of a kind that stand beside one of this id: of one child, or one agency."""
    if kind == "Organization":
        check_may(request.actor, permission=Permission.SEE_AREA)
        return [fhir.organization(one, at=_place(request)) for one in bodies(id)]
    code = fhir.child_of_id(id)
    told = _told(request, code=code, kind=kind)
    if told is None:
        return []
    if kind == "Patient" and told.code != code:
        return [fhir.replaced(code, by=told.code, at=_place(request))]
    return _of_child(request, told=told, kind=kind)


def _of_child(request: HttpRequest, *, told: ToldOf, kind: str) -> Sequence[Resource]:
    """Give all resources of a kind that are of one child."""
    place, at, helpers = _place(request), told.changed_at, helpers_of(told)
    if kind == "Patient":
        return [fhir.patient(child_of(told), at=place)]
    if kind == "RelatedPerson":
        return [fhir.related_person(told.code, relative=one, changed_at=at, at=place) for one in relatives_of(told)]
    if kind == "CareTeam":
        return [fhir.care_team(told.code, helpers=helpers, notes=notes_of(told), changed_at=at)]
    make = fhir.practitioner if kind == "Practitioner" else fhir.practitioner_role
    made = [make(told.code, helper=one, changed_at=at) for one in helpers if one.professional]
    return list({one["id"]: one for one in reversed(made)}.values())[::-1]


def _told(request: HttpRequest, *, code: str, kind: str) -> ToldOf | None:
    return look_at_told(code, what=f"a child's {kind}, as FHIR", by=request.actor, at=request.at) if code else None


def _patients(request: HttpRequest, said: Mapping[str, str]) -> Found:
    place, most = _place(request), fhir.count_asked(said.get("_count", ""))
    asked = fhir.patient_asked(said, at=place)
    after = _after(said.get("_cursor", ""))
    found = look_for_children(asked, after=after, most=most, by=request.actor, at=request.at)
    shown = [fhir.patient(child_of(one), at=place) for _, one in found.shown]
    return Found(shown, found.total, found.goes_on, found.notes)


def _by_child(kind: str) -> Callable[[HttpRequest, Mapping[str, str]], Found]:
    """Make the search for what is of one child: by its own id, or by the child or professional it refers to."""

    def found(request: HttpRequest, said: Mapping[str, str]) -> Found:
        fhir.count_asked(said.get("_count", ""))
        names = [name for name in fhir.PARAMETERS[kind] if said.get(name)]
        if not names:
            raise CannotSearch(f"Say of whom, by {' or '.join(fhir.PARAMETERS[kind])}.", code="required")
        codes = {fhir.child_of_id(said[name]) for name in names}
        told = _told(request, code=codes.pop(), kind=kind) if len(codes) == 1 else None
        if told is None:
            return Found([], 0, notes=["Nothing found: there is no such child, or it is not one that you may know of."])
        made = [one for one in _of_child(request, told=told, kind=kind) if _is_asked(one, said=said)]
        return Found(made, len(made), notes=family_notes_of(told) if kind == "RelatedPerson" else ())

    return found


def _is_asked(one: Resource, *, said: Mapping[str, str]) -> bool:
    if said.get("_id") and one["id"] != said["_id"]:
        return False
    whose = said.get("practitioner", "").rpartition("/")[2]
    return not whose or one.get("practitioner", {}).get("reference") == f"Practitioner/{whose}"


def _organizations(request: HttpRequest, said: Mapping[str, str]) -> Found:
    check_may(request.actor, permission=Permission.SEE_AREA)
    place, system = _place(request), ""
    code = said.get("_id", "")
    if said.get("identifier"):
        system, _, code = said["identifier"].rpartition("|")
    known = system in {"", f"{place.own}/Id/agency"}
    asked = bool(said.get("_id") or said.get("identifier"))
    found = bodies(code, name=said.get("name", "")) if known and (code or not asked) else []
    return Found([fhir.organization(one, at=place) for one in found], len(found))


SEARCHES: dict[str, Callable[[HttpRequest, Mapping[str, str]], Found]] = {
    "Patient": _patients,
    "Organization": _organizations,
    **{kind: _by_child(kind) for kind in ("RelatedPerson", "Practitioner", "PractitionerRole", "CareTeam")},
}


def _place(request: HttpRequest) -> Place:
    return Place(request.build_absolute_uri("/fhir/R4"), f"https://{settings.NODE.hosts[0]}/fhir")


def _after(cursor: str) -> int:
    try:
        return int(signing.loads(cursor, salt=CURSOR)) if cursor else 0
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise CannotSearch("_cursor is none that was given out: begin without one.", code="value") from fault


def _takes_json(request: HttpRequest) -> bool:
    wanted = request.GET.get("_format", "")
    if wanted:
        return wanted.partition(";")[0].strip() in JSON
    kinds = [one.partition(";")[0].strip() for one in request.headers.get("Accept", "*/*").split(",")]
    return any(one in {*JSON, "*/*", "application/*", ""} for one in kinds)


def _json(said: Resource) -> HttpResponse:
    return JsonResponse(said, content_type=TYPE, json_dumps_params={"ensure_ascii": False})


def _outcome(words: str, *, code: str, status: int) -> HttpResponse:
    issue = {"severity": "error", "code": code, "details": {"text": words}}
    said = {"resourceType": "OperationOutcome", "issue": [issue]}
    return JsonResponse(said, content_type=TYPE, status=status, json_dumps_params={"ensure_ascii": False})
