"""The JSON API of identity: search, the list of children, one child, and who is involved with one."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router
from ninja.errors import HttpError
from pydantic import BaseModel

from wraparound.identity.actions.answering import look_at_child, look_at_involvement
from wraparound.identity.actions.looking import look_at_list
from wraparound.identity.actions.searching import look_for, search_children
from wraparound.identity.api.shapes import PLAIN, Asked, ChildrenTold, ChildTold, FoundTold, InvolvementTold
from wraparound.identity.api.told import Told, child_told, found_told, involvement_told, listed_told
from wraparound.identity.queries.searching import coverage

router = Router()
JSON = "application/json; charset=utf-8"
CURSOR = "children"  # what a signed place in the list is for, so that it serves as no other
CODE = Path(..., description="The child's code, such as P-7K3M-92QX", examples=["P-7K3M-92QX"])


@router.post("search", response=FoundTold, url_name="api-search", summary="Look for a child by what is known")
def search(request: HttpRequest, *, asked: Asked) -> HttpResponse:
    """Find whom a scrap or some parts may mean, with the reasons, and say what the search does not cover.

    What is known is sent in the body, so that it stands in no address and no server's log.
    """
    if asked.parts:
        found = look_for(asked.parts, by=request.actor, at=request.at)
    else:
        found = search_children(asked.scrap, by=request.actor, at=request.at)
    return _as_json(FoundTold, told=found_told(found, covers=coverage(by=request.actor, at=request.at)))


@router.get("children", response=ChildrenTold, url_name="api-children", summary="List the children one may see")
def children(
    request: HttpRequest,
    *,
    response: HttpResponse,
    cursor: str = Query("", max_length=200, pattern=PLAIN, description="Where the page before ended"),
) -> Told:
    """List the children whom the token may see, in the order in which they were first known: 25 on a page.

    Whoever becomes known meanwhile comes at the end, so nobody is listed twice or left out.
    """
    listed, goes_on = look_at_list(_place(cursor), by=request.actor, at=request.at)
    following = signing.dumps(goes_on, salt=CURSOR) if goes_on else None
    if following:
        address = request.build_absolute_uri(f"{reverse('api-children')}?cursor={following}")
        response["Link"] = f'<{address}>; rel="next"'
    return {"children": [listed_told(one) for one in listed], "next": following}


@router.get("children/{person:code}", response=ChildTold, url_name="api-child", summary="Read what is held of a child")
def child(request: HttpRequest, *, code: str = CODE) -> HttpResponse:
    """Give what is held of one child. A code that was retired gives the child whom it leads to."""
    found = look_at_child(code, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    page, not_known = found
    at = reverse("api-child", args=[page.person.code])
    return _as_json(ChildTold, told=child_told(page, not_known=not_known), at=at)


@router.get(
    "children/{person:code}/involvement",
    response=InvolvementTold,
    url_name="api-involvement",
    summary="Read who is involved with a child",
)
def involvement(request: HttpRequest, *, code: str = CODE) -> HttpResponse:
    """Give who is and was involved with one child, and of the other agencies why that is not known."""
    found = look_at_involvement(code, by=request.actor, at=request.at)
    if found is None:
        raise Http404
    at = reverse("api-involvement", args=[found.person.code])
    return _as_json(InvolvementTold, told=involvement_told(found), at=at)


def _as_json(shape: type[BaseModel], *, told: Told, at: str = "") -> HttpResponse:
    """Hold what is told against its shape and write it, at once: the framework takes it apart again before it writes.

    `at` is the address at which it is found.
    """
    written = shape.model_validate(told).model_dump_json()
    return HttpResponse(written, content_type=JSON, headers={"Content-Location": at} if at else None)


def _place(cursor: str) -> int:
    """Give the place in the list that a cursor names."""
    try:
        return int(signing.loads(cursor, salt=CURSOR)) if cursor else 0
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise HttpError(404, "This cursor is none that was given out: begin without one.") from fault
