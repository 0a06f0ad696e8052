"""Hold what surrounds every page: who asks, what a browser may load, and refusals a reader understands."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests.sample_area import adopt_ashmere, signed_in
from wraparound.access.policies import MayNotDo
from wraparound.kernel.acting import CannotDo
from wraparound.web import views
from wraparound.web.urls import urlpatterns as usual


@pytest.fixture
def area(db):
    adopt_ashmere()


def refuse(request):
    raise {"may": MayNotDo, "can": CannotDo, "fault": ZeroDivisionError}[request.GET["what"]]("Because <b>so</b>.")


def said(request):
    return HttpResponse(f"{request.actor.username} {request.actor.purpose}")


urlpatterns = [*usual, path("refuse", refuse, name="refuse"), path("said", said, name="said")]
handler404, handler500 = views.not_found, views.fault


def test_every_page_loads_nothing_but_ours_and_is_kept_nowhere(area):
    answer = signed_in("rosa.wendle").get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert "<script>" not in page
    assert "<style" not in page
    assert ' style="' not in page


def test_the_page_that_was_asked_for_is_remembered_with_its_question(db):
    assert Client().get("/accounts?sought=a b&page=2").url == "/sign-in?next=/accounts%3Fsought%3Da%2520b%26page%3D2"


@override_settings(ROOT_URLCONF="tests.web.test_middleware")
@pytest.mark.parametrize(("what", "status", "heading"), [("may", 403, "You may not"), ("can", 409, "cannot be done")])
def test_a_refusal_is_a_page_that_says_why(area, what, status, heading):
    answer = signed_in("rosa.wendle").get(f"/refuse?what={what}")
    assert answer.status_code == status
    page = answer.content.decode()
    assert heading in page
    assert "Because &lt;b&gt;so&lt;/b&gt;." in page


@override_settings(ROOT_URLCONF="tests.web.test_middleware")
def test_a_fault_shows_no_trace(area):
    client = signed_in("rosa.wendle")
    client.raise_request_exception = False
    answer = client.get("/refuse?what=fault")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "there is a problem with the service" in page
    assert "Because" not in page
    assert "Traceback" not in page


@override_settings(ROOT_URLCONF="tests.web.test_middleware")
def test_the_purpose_of_the_sitting_is_the_actors(area):
    assert signed_in("rosa.wendle", purpose="protect").get("/said").content == b"rosa.wendle protect"


def test_a_form_without_its_token_is_told_so(area):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in-as", {"username": "rosa.wendle"})
    assert answer.status_code == 403
    assert "This form is no longer valid" in answer.content.decode()
