"""What holds for every address for systems: the token first, then the pace, the scope and the purpose; and problems."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.acting import AT, someone
from tests.feeds import files
from tests.sample_area import PEOPLE, adopt_ashmere, signed_in
from tests.web.interface.calling import HERE, an_area, call, codes, token
from wraparound.access.actions import take_token_back
from wraparound.access.models import Token
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.directory.models import LocalService
from wraparound.feeds.actions import receive_file
from wraparound.feeds.models import Load
from wraparound.ledger.models import Entry
from wraparound.web.interface.callers import BY_FEEDS_TOKEN, OPEN_TO_ALL, SCOPES
from wraparound.web.interface.problems import KINDS, OF_STATUS

pytestmark = pytest.mark.django_db
CLUB = "/api/v1/feeds/club/files/club.csv"


def by_name(name):
    """Give an address for systems with something in it that exists."""
    stands = {
        "api-child": {"code": "P-0000-0000"}, "api-involvement": {"code": "P-0000-0000"}, "api-feed": {"code": "club"},
        "api-loads": {"code": "club"}, "put-file": {"code": "club", "name": "a.csv"},
        "api-put-file": {"code": "club", "name": "a.csv"}, "fhir-read": {"kind": "Patient", "id": "P-0000-0000"},
        "fhir-search": {"kind": "Patient"}, "fhir-search-posted": {"kind": "Patient"},
        "open-referral-service": {"id": UUID(int=1)}, "fhir-stands": {"id": "C-7K3M-92QX"},
    }  # fmt: skip
    return reverse(name, kwargs=stands.get(name, {}))


def method_of(name):
    return "put" if name in BY_FEEDS_TOKEN else "post" if name in {"api-search", "fhir-search-posted"} else "get"


@pytest.mark.parametrize("name", sorted(SCOPES))
@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer wrap_" + "0" * 64, "Basic d3JhcDp3cmFw"])
def test_without_a_token_that_holds_nothing_is_told(name, shown):
    adopt_ashmere()
    headers = {"Authorization": shown} if shown else {}
    answer = call(by_name(name), method=method_of(name), **headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert "oken" in str(answer.json())


@pytest.mark.parametrize("name", sorted(OPEN_TO_ALL))
def test_what_tells_of_no_child_is_open_to_all(name):
    LocalService.objects.create(code="play", number=UUID(int=1), name="Play", organisation="A centre", changed_at=AT)
    answer = call(by_name(name), purpose="")
    assert answer.status_code == 200
    assert answer["ETag"]


def test_a_cookie_of_someone_signed_in_opens_nothing_here():
    adopt_ashmere()
    browser = signed_in(PEOPLE["front_door"], purpose="protect")
    assert browser.get("/api/v1/children").status_code == 401
    assert browser.get("/fhir/R4/Patient?family=Alder").status_code == 401


def test_a_token_opens_no_page_for_people():
    adopt_ashmere()
    answer = call("/children", secret=token())
    assert (answer.status_code, answer.url) == (302, "/sign-in?next=/children")


def test_a_token_that_was_taken_back_or_has_ended_opens_nothing():
    an_area()
    secret = token()
    assert call("/api/v1/children", secret=secret).status_code == 200
    held = Token.objects.get()
    take_token_back(held.pk, by=keeper(), at=timezone.now())
    assert call("/api/v1/children", secret=secret).status_code == 401
    other = token()
    Token.objects.exclude(pk=held.pk).update(
        given_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    assert call("/api/v1/children", secret=other).status_code == 401


def keeper():
    return replace(someone(Role.GOVERNANCE), signed_in_at=timezone.now())


@pytest.mark.parametrize("path", ["/api/v1/children", "/fhir/R4/Patient?family=Alder", "/fhir/R4/Organization"])
@pytest.mark.parametrize(("said", "status"), [("", 400), ("other", 400), ("nosiness", 400), ("early_help", 200)])
def test_a_purpose_is_asked_for_and_one_of_the_list_by_header_or_parameter(path, said, status):
    an_area()
    secret, parameter = token(), f"{path}{'&' if '?' in path else '?'}purpose={said}"
    for answer in (call(path, secret=secret, purpose=said), call(parameter, secret=secret, purpose="")):
        assert answer.status_code == status, answer.content
        if status == 400:
            assert "is one of protect, need, early_help" in answer.content.decode()


def test_calls_beyond_the_pace_wait_and_are_told_how_long():
    an_area()
    secret = token(a_minute=2)
    answers = [call("/api/v1/children", secret=secret) for _ in range(3)]
    if answers[0]["RateLimit-Reset"] < answers[2]["RateLimit-Reset"]:  # a minute ended in between
        answers = [call("/api/v1/children", secret=secret) for _ in range(3)]
    last = answers[2]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert [one["RateLimit-Remaining"] for one in answers] == ["1", "0", "0"]
    assert (last["RateLimit-Limit"], last["Retry-After"]) == ("2", last["RateLimit-Reset"])
    assert re.match(r"This token may make 2 calls a minute, and has\. Go on in \d+ seconds", last.json()["detail"])
    outcome = call("/fhir/R4/Organization", secret=secret)
    assert (outcome.status_code, outcome.json()["issue"][0]["code"]) == (429, "throttled")
    assert call("/api/v1/children", secret=token(a_minute=1)).status_code == 200, "each token has its own pace"


def test_calls_that_are_refused_are_counted_too():
    an_area()
    secret = token(a_minute=50)
    left = [int(call("/api/v1/children/P-0000-0000", secret=secret)["RateLimit-Remaining"]) for _ in range(2)]
    left.append(int(call("/api/v1/children", secret=secret, purpose="")["RateLimit-Remaining"]))
    assert left == [49, 48, 47]


def test_what_was_sent_already_is_not_sent_again_and_is_a_look_all_the_same():
    an_area()
    secret, path = token(), f"/api/v1/children/{codes()['own']}/involvement"
    first = call(path, secret=secret)
    again = call(path, secret=secret, If_None_Match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert Entry.objects.filter(username__startswith="token:", kind="look").count() == 2
    assert first["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("/api/v1/no-such-thing", {}, 404),
        ("/api/nothing", {}, 404),
        ("/fhir/R5/Patient", {}, 404),
        ("/api/v1/search", {}, 405),
        ("/api/v1/children", {"method": "delete"}, 405),
        ("/api/v1/search", {"method": "post", "form": {"name": "Hattie"}}, 415),
        ("/api/v1/search", {"method": "post", "text": "{"}, 400),
        ("/api/v1/search", {"method": "post", "text": "[" * 100_000}, 400),
        ("/api/v1/search", {"method": "post", "body": {"name": 1}}, 422),
        ("/api/v1/feeds/club/loads?cursor=x", {}, 422),
    ],
    ids=str,
)
def test_every_failure_is_told_in_one_form(path, said, status):
    adopt_ashmere()
    answer = call(path, secret=token(), **said)
    told = answer.json()
    assert answer.status_code == status
    if path.startswith("/fhir"):
        assert (answer["Content-Type"], told["resourceType"]) == ("application/fhir+json", "OperationOutcome")
    else:
        assert answer["Content-Type"] == "application/problem+json"
        assert (told["status"], told["title"]) == (status, KINDS[OF_STATUS[status]].title)
        assert told["type"] == f"/api/v1/#{OF_STATUS[status]}"
    if status == 405:
        assert answer["Allow"]


def test_a_fault_of_ours_is_told_without_a_trace(monkeypatch):
    an_area()
    monkeypatch.setattr("wraparound.identity.api.look_at_list", lambda *_, **__: 1 / 0)
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    answer = call("/api/v1/children", secret=token(), client=client)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["detail"] == KINDS["fault"].words
    assert "ZeroDivision" not in answer.content.decode()


def test_what_a_token_did_stands_in_the_ledger_under_the_systems_name():
    an_area()
    call(f"/api/v1/children/{codes()['own']}", secret=token())
    page = signed_in(PEOPLE["governance"]).get(f"/ledger/people/token:{Token.objects.get().pk}").content.decode()
    assert f"System of {HERE} (token" in page
    assert "Looked at a child" in page.replace("&#39;", "'")


def test_a_system_sends_files_for_feeds_of_its_own_agency_alone():
    files.feed()
    secret = token(Role.ANALYST, agency="club-agency")
    content = files.written(files.line(1))
    sent = send(CLUB, content, secret=secret)
    assert (sent.status_code, sent.json()["load"]) == (201, Load.objects.get().pk)
    assert Load.objects.get().received_by == f"token:{Token.objects.get().pk}"
    assert send("/api/feeds/club/files/club.csv", content, secret=secret).status_code == 201
    elsewhere = Agency.objects.create(code="police", name="Police", type="police")
    for other in (token(Role.ANALYST, agency=elsewhere.code), token(Role.LEAD, agency="club-agency")):
        refused = send(CLUB, content, secret=other)
        assert refused.status_code == 403
        assert refused.json()["type"] == "/api/v1/#may-not"
    nowhere = send("/api/v1/feeds/none/files/club.csv", content, secret=secret)
    assert (nowhere.status_code, nowhere.json()["detail"]) == (403, "Your agency has no feed of this code.")
    assert send(CLUB, b"", secret=secret).status_code == 400
    assert Load.objects.count() == 2


def send(path, content, *, secret):
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    return client.put(path, content, "text/csv", headers={"Authorization": f"Bearer {secret}"})


def test_feeds_are_read_by_roles_that_see_feeds():
    files.feed()
    for number in range(23):
        came = files.received(files.written(files.line(number)))
        receive_file(came, feed="club", by=files.ANALYST, at=timezone.now())
    secret = token(Role.ANALYST, agency="club-agency")
    (one,) = call("/api/v1/feeds", secret=secret, purpose="").json()["feeds"]
    assert (one["code"], one["agency_code"], one["late"]) == ("club", "club-agency", True)
    assert call("/api/v1/feeds/club", secret=secret).json() == one
    assert call("/api/v1/feeds/none", secret=secret).status_code == 404
    page = call("/api/v1/feeds/club/loads", secret=secret)
    following = page["Link"].partition("http://localhost")[2].partition(">")[0]
    other = call(following, secret=secret).json()
    numbers = [load["load"] for load in (*page.json()["loads"], *other["loads"])]
    assert (len(page.json()["loads"]), len(set(numbers)), numbers) == (20, 23, sorted(numbers, reverse=True))
    assert other["next"] is None
    assert call("/api/v1/feeds", secret=token(Role.PROFESSIONAL, agency="club-agency")).status_code == 403


def test_the_page_for_people_says_the_same_without_script_under_the_strict_policy():
    answer = call("/api/v1/", purpose="")
    told = answer.content.decode()
    assert "script-src" not in answer["Content-Security-Policy"]
    assert re.findall(r"<script[^>]*>", told) == ['<script type="module" src="/static/wraparound.js">']
    assert "style=" not in told
    described = call("/api/v1/openapi.json", purpose="").json()
    for path, methods in described["paths"].items():
        assert f"{next(iter(methods)).upper()} {path}" in told
    assert all(f'id="{kind}"' in told for kind in KINDS), "each problem is explained where its type points"
    assert all(scope in told for scope in ("search", "child", "involvement", "feeds", "fhir"))


def test_the_description_says_scopes_purposes_and_problems():
    described = call("/api/v1/openapi.json", purpose="").json()
    assert described["openapi"] == "3.1.0"
    child = described["paths"]["/api/v1/children/{code}"]["get"]
    assert child["security"] == [{"token": ["child"]}]
    assert {"401", "403", "404", "429", "500"} <= set(child["responses"])
    assert "Wraparound-Purpose" in [one["name"] for one in child["parameters"]]
    feeds = described["paths"]["/api/v1/feeds"]["get"]
    assert "Wraparound-Purpose" not in [one["name"] for one in feeds["parameters"]]
