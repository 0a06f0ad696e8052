"""What happens around every page: who is at work, what the browser may load, and refusals worded for the reader."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic, perf_counter
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone

from wraparound.access.policies import MayNotUnlessSignedInLately, MayNotWithoutPurpose
from wraparound.access.queries import actor_by_link, actor_of
from wraparound.agencies.queries import settings_read_once
from wraparound.identity.policies import MayNotSeePerson
from wraparound.kernel.acting import Actor, MayNot, Refusal
from wraparound.web.interface.callers import OPEN_TO_ALL, SCOPES
from wraparound.web.turns import AT_ONCE, Turns

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
ASKED_AT: dict[type[Refusal], str] = {
    MayNotWithoutPurpose: "purpose",
    MayNotUnlessSignedInLately: "sign-in-again",
    MayNotSeePerson: "break-glass",
}
OPEN = {
    "sign-in",
    "sign-in-as",
    "sign-in-by-passkey",
    "sign-in-by-password",
    "sign-in-by-agency",
    "from-agency",
    "invitation",
    "invitation-passkey",
    "invitation-password",
    "link",
    "link-again",
    "health",
    "ready",
    "help",
    "words",
    "accessibility",
    "postbox",
    "posted",
    "worried",  # everyone may say that a child worries them
    "worried-child",
    "worried-keep",
    "worried-sent",
    "follow",
    "follow-one",
    "tell-by-work-address",
    "duties-ics",  # a calendar asks with a secret address
    *OPEN_TO_ALL,
    *SCOPES,  # where a token is asked for instead
}  # addresses, by name, that ask for no account
BY_LINK = {
    "ask-by-link",
    "answer",
    "keep-answer",
    "add-file",
    "remove-file",
    "decide-wording",
    "answered",
    "answer-file",
    "tell-by-link",
    "tell-by-link-keep",
    "told-one",
    "contact-by-link",
    "work-by-link",
    "work",
    "work-act",
    "strategy-by-link",
    "strategy-invited",
    "strategy-ics",
}  # addresses that answer whoever came by a link from a letter; each checks what that link is about


def server_timing(answer: Answer) -> Answer:
    """Say how long the server took; in development only, for how long it takes is nobody else's to know so exactly."""

    def timed(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = answer(request)
        response["Server-Timing"] = f"app;dur={(perf_counter() - began) * 1_000:.3f}"
        return response

    return timed if settings.NODE.development else answer


def a_few_at_a_time(answer: Answer) -> Answer:
    """Make a page when its turn has come."""
    turns = Turns(AT_ONCE[connection.vendor], clock=monotonic)

    def in_turn(request: HttpRequest) -> HttpResponse:
        with turns.taken():
            return answer(request)

    return in_turn


def content_security_policy(answer: Answer) -> Answer:
    """Let the browser load nothing but our own files, and keep pages out of shared caches."""

    def kept_in(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if not request.path.startswith(f"/{settings.STATIC_URL}"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return kept_in


def actor_at_work(answer: Answer) -> Answer:
    """Say who is at work (`request.actor`, `request.at`); without an account only the open addresses answer."""

    @settings_read_once()
    def at_work(request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()
        request.actor = None
        if request.user.is_authenticated:
            purpose = request.session.get("purpose", "")
            said = request.session.get("signed_in_at")
            signed_in_at = datetime.fromisoformat(said) if said else None
            today = timezone.localdate()
            request.actor = actor_of(request.user, on=today, purpose=purpose, signed_in_at=signed_in_at)
        elif (name := resolve(request.path_info).url_name) not in OPEN:
            request.actor = _by_link(request) if name in BY_LINK else None
            if request.actor is None:
                return redirect(f"/sign-in?next={quote(request.get_full_path())}")
        return answer(request)

    return at_work


def _by_link(request: HttpRequest) -> Actor | None:
    """Give who acts by the link that this browser opened, if it still opens what it is about."""
    link, key = request.session.get("link"), request.session.get("link_key")
    return actor_by_link(link, key=key, at=request.at) if link and key else None


class refusals_as_pages:  # noqa: N801 – it is used as a function
    """Turn a refusal into a page that says why: 403 where the right is missing, 409 where the state does not allow."""

    def __init__(self, answer: Answer) -> None:
        """Keep what answers."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """Word a refusal; anything else is a fault and gets the page for faults."""
        if not isinstance(refused, Refusal):
            return None
        if isinstance(refused, MayNot) and type(refused) in ASKED_AT:
            here = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
            page = reverse(ASKED_AT[type(refused)], kwargs=getattr(refused, "where", None))
            return redirect(f"{page}?next={quote(here)}")
        status = 403 if isinstance(refused, MayNot) else 409
        return render(request, "web/refused.html", {"why": str(refused), "status": status}, status=status)
