"""What happens around every address for systems: the token is shown, counted and held against what is asked."""

from collections.abc import Callable
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from wraparound.access.actions import count_call
from wraparound.access.policies import MayNotWithoutToken, check_in_scope, check_pace, purpose_said
from wraparound.access.queries import actor_by_token, token_shown
from wraparound.access.rules import TOKEN_PREFIX
from wraparound.access.words import Purpose, Scope
from wraparound.kernel.acting import Refusal
from wraparound.web.interface.problems import dressed, is_for_systems, problem, refused

OF_OPEN_REFERRAL = "/api/open-referral/"
Answer = Callable[[HttpRequest], HttpResponse]
SCOPES = {  # addresses, by name, and the scope that a token needs there
    "api-search": Scope.SEARCH,
    "api-children": Scope.CHILD,
    "api-child": Scope.CHILD,
    "api-involvement": Scope.INVOLVEMENT,
    "api-feeds": Scope.FEEDS,
    "api-feed": Scope.FEEDS,
    "api-loads": Scope.FEEDS,
    "api-contacts": Scope.CONTACTS,
    "put-file": Scope.FEEDS,
    "api-put-file": Scope.FEEDS,
    "fhir-tell": Scope.CONTACTS,
    "fhir-stands": Scope.CONTACTS,
    "fhir-read": Scope.FHIR,
    "fhir-search": Scope.FHIR,
    "fhir-search-posted": Scope.FHIR,
}
OPEN_REFERRAL = {
    "open-referral", "open-referral-openapi", "open-referral-services", "open-referral-service",
    "open-referral-taxonomies", "open-referral-terms",
}  # fmt: skip
OPEN_TO_ALL = {"api-page", "api-openapi", "fhir-metadata"} | OPEN_REFERRAL  # they tell of no child
TAKES_JSON = {"api-search", "api-contacts"}
BY_FEEDS_TOKEN = {"put-file", "api-put-file"}  # where the feed's own token will do
WITHOUT_PURPOSE = {Scope.FEEDS: "sending files", Scope.CONTACTS: str(Purpose.PROTECT)}  # it is what they are for


class callers_at_work:  # noqa: N801 – it is used as a function
    """Let an agency's system act as a person of its agency does (`request.actor`), as far as its token goes."""

    def __init__(self, answer: Answer) -> None:
        """Keep what answers."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a system; whoever asks for a page is let through."""
        if not is_for_systems(request.path):
            return self.answer(request)
        request.actor, request.pace = None, None
        try:
            name = _come_in(request)
            if name in TAKES_JSON and request.method == "POST" and request.content_type != "application/json":
                answer = problem(request, kind="other-type")
            else:
                answer = dressed(request, answer=self.answer(request))
        except Refusal as why:
            answer = refused(request, why=why)
        return _finished(request, answer=answer)

    def process_exception(self, request: HttpRequest, why: Exception) -> HttpResponse | None:
        """Answer what a view refuses to a system in the form that it reads."""
        if isinstance(why, Refusal) and is_for_systems(request.path):
            return refused(request, why=why)
        return None


def _come_in(request: HttpRequest) -> str:
    """Know the token, count the call, and hold what is asked against what the token is for; give the address's name."""
    try:
        name = resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    shown = shown.strip() if kind.lower() == "bearer" else ""
    if name not in SCOPES or (name in BY_FEEDS_TOKEN and not shown.startswith(TOKEN_PREFIX)):
        return name
    token = token_shown(shown, at=request.at)
    if token is None:
        raise MayNotWithoutToken("Show a token that holds: Authorization: Bearer TOKEN.")
    scope = SCOPES[name]
    request.pace = count_call(token, by=actor_by_token(token), at=request.at)
    check_pace(request.pace)
    check_in_scope(token.scopes, scope=scope)
    said = request.headers.get("Wraparound-Purpose", "") or request.GET.get("purpose", "")
    purpose = WITHOUT_PURPOSE.get(scope) or purpose_said(said)
    request.actor = actor_by_token(token, purpose=purpose)
    return name


def _finished(request: HttpRequest, *, answer: HttpResponse) -> HttpResponse:
    """Say how many calls are left, and spare sending again what the system has already."""
    if request.path.startswith(OF_OPEN_REFERRAL):
        answer["Access-Control-Allow-Origin"] = "*"  # so the UK's profile asks, for pages of others
    if request.pace:
        answer["RateLimit-Limit"], answer["RateLimit-Remaining"] = str(request.pace.limit), str(request.pace.left)
        answer["RateLimit-Reset"] = str(request.pace.resets_in)
        if answer.status_code == 429:
            answer["Retry-After"] = str(request.pace.resets_in)
    if request.method == "GET" and answer.status_code == 200 and not answer.streaming:
        tag = f'W/"{blake2b(answer.content, digest_size=12).hexdigest()}"'
        if tag in [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]:
            answer.status_code, answer.content = 304, b""
            del answer["Content-Type"]
        answer["ETag"] = tag
    return answer
