"""Sending a file by HTTPS PUT with a feed's token, as an agency's nightly job does."""

import hashlib
from datetime import date
from tempfile import TemporaryFile

from django.core.files import File
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from wraparound.feeds.actions import send_file
from wraparound.feeds.actions.loads import Received
from wraparound.feeds.policies import MayNotSend
from wraparound.feeds.queries import check_sender
from wraparound.feeds.rules import LARGEST, TOO_LARGE
from wraparound.kernel.acting import Actor

PIECE = 1 << 20  # bytes


@csrf_exempt
def put_file(request: HttpRequest, *, code: str, name: str) -> HttpResponse:
    """Take a file: 201 with the load's number; 401 without the feed's token, the same whether there is such a feed."""
    if request.method != "PUT":
        return _problem(405, "Send the file with PUT.", Allow="PUT")
    day = request.GET.get("as_of", timezone.localdate().isoformat())
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return _problem(400, f'as_of is "{day[:40]}"; give the day that the file tells of as 2026-09-01.')
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    try:
        check_sender(code, token=token)  # first: nobody else has us read what they send
        return _take(request, code=code, name=name, as_of=as_of, token=token)
    except MayNotSend as refused:
        return _problem(401, str(refused), **{"WWW-Authenticate": "Bearer"})


def _take(request: HttpRequest, *, code: str, name: str, as_of: date, token: str) -> HttpResponse:
    """Read what is sent and put it in the queue."""
    with TemporaryFile() as kept:
        digest = hashlib.sha256()
        while piece := request.read(PIECE):
            digest.update(piece)
            kept.write(piece)
            if kept.tell() > LARGEST:
                return _problem(413, TOO_LARGE)
        if not kept.tell():
            return _problem(400, "The file is empty.")
        kept.seek(0)
        received = Received(name, File(kept, name), digest.hexdigest(), as_of)
        load = send_file(received, feed=code, token=token, by=_sender(code), at=request.at)
    return JsonResponse({"load": load.pk, "sha256": load.sha256, "state": load.state}, status=201)


def _sender(code: str) -> Actor:
    """Name whoever sends a feed's files by the feed, since a token is no person."""
    return Actor(f"feed:{code}"[:150], "", f"The sender of {code}", purpose="sending files")


def _problem(status: int, detail: str, **headers: str) -> JsonResponse:
    """Say what is wrong as RFC 9457 has it."""
    told = {"type": "about:blank", "status": status, "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json", headers=headers)
