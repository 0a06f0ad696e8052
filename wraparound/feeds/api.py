"""What agencies' systems read of feeds, and sending a file by HTTPS PUT as an agency's nightly job does."""

import hashlib
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from ninja import Path, Query, Router, Schema, Status
from ninja.errors import HttpError

from wraparound.feeds.actions import send_file, send_file_for
from wraparound.feeds.actions.loads import Received
from wraparound.feeds.policies import MayNotSend
from wraparound.feeds.queries import check_sender, check_sends_for
from wraparound.feeds.queries.pages import FeedLine, feed_lines, loads_before
from wraparound.feeds.rules import LARGEST, TOO_LARGE
from wraparound.feeds.words import LoadState
from wraparound.kernel.acting import Actor

PIECE = 1 << 20  # bytes
router = Router()
AS_OF = Query(None, description="The day that the file tells of; today if left out")
CODE = Path(..., max_length=60, description="The feed's code", examples=["child-health"])


class FeedTold(Schema):
    """A feed: whose, what it covers, how fresh it is, and whether it is late."""

    code: str
    name: str
    agency: str
    agency_code: str
    covers: str
    covers_since: date | None
    newest_as_of: date | None
    late: bool
    words: str


class FeedsTold(Schema):
    """The area's feeds; an agency that has none is not covered."""

    feeds: list[FeedTold]


class LoadTold(Schema):
    """A file that came in, and how far it has been taken in."""

    load: int
    name: str
    sha256: str
    as_of: date
    state: LoadState
    received_at: datetime


class LoadsTold(Schema):
    """A page of a feed's files, the newest first."""

    loads: list[LoadTold]
    next: int | None


class Taken(Schema):
    """A file that was taken, and waits to be read."""

    load: int
    sha256: str
    state: LoadState


@router.get("feeds", response=FeedsTold, url_name="api-feeds", summary="List the feeds")
def feeds(request: HttpRequest) -> dict[str, Any]:
    """List the area's feeds, the late ones first: what is covered, and as of which day."""
    return {"feeds": [_line(one) for one in feed_lines(by=request.actor, on=request.at.date())]}


@router.get("feeds/{slug:code}", response=FeedTold, url_name="api-feed", summary="Read one feed")
def feed(request: HttpRequest, *, code: str = CODE) -> dict[str, Any]:
    """Give one feed."""
    found = [one for one in feed_lines(by=request.actor, on=request.at.date()) if one.feed.code == code]
    if not found:
        raise Http404
    return _line(found[0])


@router.get("feeds/{slug:code}/loads", response=LoadsTold, url_name="api-loads", summary="List a feed's files")
def loads(
    request: HttpRequest,
    *,
    response: HttpResponse,
    code: str = CODE,
    cursor: int | None = Query(None, ge=1, le=2**62, description="The number of the last load of the page before"),
) -> dict[str, Any]:
    """List the files that came in for a feed, the newest first; newer ones that come meanwhile move nothing."""
    found, goes_on = loads_before(cursor, feed=code, by=request.actor)
    if goes_on:
        address = request.build_absolute_uri(f"{reverse('api-loads', args=[code])}?cursor={goes_on}")
        response["Link"] = f'<{address}>; rel="next"'
    names = ("name", "sha256", "as_of", "state", "received_at")
    return {"loads": [{"load": one.pk} | {name: getattr(one, name) for name in names} for one in found],
            "next": goes_on}  # fmt: skip


@router.put(
    "feeds/{slug:code}/files/{str:name}",
    response={201: Taken},
    url_name="api-put-file",
    summary="Send a file",
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}
    },
)
def put(
    request: HttpRequest,
    *,
    code: str = CODE,
    name: str = Path(..., max_length=255, description="What the file is called", examples=["children.csv"]),
    as_of: date | None = AS_OF,
) -> Status:
    """Send a file for a feed of the token's own agency; the feed's own token will do too."""
    token = _shown(request)
    if request.actor is None:
        check_sender(code, token=token)  # first: nobody else has us read what they send
    else:
        check_sends_for(code, by=request.actor)
    return Status(201, _kept(request, code=code, name=name, as_of=as_of or timezone.localdate()))


@csrf_exempt
def put_file(request: HttpRequest, *, code: str, name: str) -> HttpResponse:
    """Take a file at the address that feeds had first: 201 with the load's number; 401 without a token."""
    if request.method != "PUT":
        return _problem(405, "Send the file with PUT.", Allow="PUT")
    day = request.GET.get("as_of", timezone.localdate().isoformat())
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return _problem(400, f'as_of is "{day[:40]}"; give the day that the file tells of as 2026-09-01.')
    try:
        told = put(request, code=code, name=name, as_of=as_of)
    except MayNotSend as refused:
        return _problem(401, str(refused), **{"WWW-Authenticate": "Bearer"})
    except HttpError as refused:
        return _problem(refused.status_code, str(refused))
    return JsonResponse(told.value, status=201)


def _kept(request: HttpRequest, *, code: str, name: str, as_of: date) -> dict[str, Any]:
    """Read what is sent and put it in the queue."""
    with TemporaryFile() as kept:
        digest = hashlib.sha256()
        while piece := request.read(PIECE):
            digest.update(piece)
            kept.write(piece)
            if kept.tell() > LARGEST:
                raise HttpError(413, TOO_LARGE)
        if not kept.tell():
            raise HttpError(400, "The file is empty.")
        kept.seek(0)
        received = Received(name, File(kept, name), digest.hexdigest(), as_of)
        if request.actor is None:
            load = send_file(received, feed=code, token=_shown(request), by=_sender(code), at=request.at)
        else:
            load = send_file_for(received, feed=code, by=request.actor, at=request.at)
    return {"load": load.pk, "sha256": load.sha256, "state": load.state}


def _shown(request: HttpRequest) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def _sender(code: str) -> Actor:
    """Name whoever sends a feed's files by the feed, since a token is no person."""
    return Actor(f"feed:{code}"[:150], "", f"The sender of {code}", purpose="sending files")


def _line(one: FeedLine) -> dict[str, Any]:
    feed = one.feed
    return {
        "code": feed.code,
        "name": feed.name,
        "agency": feed.agency.name,
        "agency_code": feed.agency.code,
        "covers": feed.covers,
        "covers_since": feed.covers_since,
        "newest_as_of": one.as_of,
        "late": one.lateness.late,
        "words": one.lateness.words,
    }


def _problem(status: int, detail: str, **headers: str) -> JsonResponse:
    """Say what is wrong as RFC 9457 has it."""
    told = {"type": "about:blank", "status": status, "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json", headers=headers)
