"""Sending a file by PUT with a feed's token."""

import pytest
from django.test import Client

from tests.acting import AT
from tests.feeds.files import ANALYST, feed, line, written
from wraparound.feeds.actions import give_token
from wraparound.feeds.commands.taking_in import take_in
from wraparound.feeds.models import Load
from wraparound.identity.models import Record
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db
PLACE = "/api/feeds/club/files/club.csv"


def put(content=None, *, token="", place=PLACE, **more):
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.put(place, written(line(1)) if content is None else content, "text/csv", headers=headers, **more)


@pytest.fixture
def token():
    feed()
    return give_token("club", by=ANALYST, at=AT)


def test_a_file_with_the_token_is_taken_and_the_feed_is_named_as_sender(token):
    answer = put(token=token, place=f"{PLACE}?as_of=2026-08-31")
    assert answer.status_code == 201, answer.content
    load = Load.objects.get()
    assert answer.json()["load"] == load.pk
    assert (str(load.as_of), load.name, load.received_by) == ("2026-08-31", "club.csv", "feed:club")
    assert Entry.objects.filter(event="feeds.FileReceived", username="feed:club").exists()
    take_in(load.pk, clock=lambda: AT)
    assert Record.objects.get().key == "R1"


@pytest.mark.parametrize("place", [PLACE, "/api/feeds/there-is-none/files/club.csv"])
@pytest.mark.parametrize("shown", ["", "wrong"])
def test_without_the_token_the_answer_is_the_same_whether_there_is_such_a_feed(token, place, shown):
    answer = put(token=shown, place=place)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["detail"] == "Present the token of this feed: Authorization: Bearer TOKEN."
    assert not Load.objects.exists()


@pytest.mark.parametrize(
    ("content", "place", "status", "detail"),
    [
        (b"", PLACE, 400, "The file is empty."),
        (
            None,
            f"{PLACE}?as_of=yesterday",
            400,
            'as_of is "yesterday"; give the day that the file tells of as 2026-09-01.',
        ),
    ],
)
def test_what_is_wrong_is_told(token, content, place, status, detail):
    answer = put(content, token=token, place=place)
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)


def test_what_is_larger_than_any_agencys_file_is_not_kept(token, monkeypatch):
    monkeypatch.setattr("wraparound.feeds.api.LARGEST", 10)
    answer = put(token=token)
    assert (answer.status_code, Load.objects.count()) == (413, 0)
    assert "larger than 2 GB" in answer.json()["detail"]


class Unread:
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("shown", ["", "wrong"])
def test_nothing_is_read_of_what_somebody_sends_without_the_token(token, shown):
    client = Client(HTTP_HOST="localhost")
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": "2000000000"}
    answer = client.put(PLACE, b"", "text/csv", headers={"Authorization": f"Bearer {shown}"}, **body)
    assert answer.status_code == 401
    with pytest.raises(AssertionError, match="the body was read"):
        client.put(PLACE, b"", "text/csv", headers={"Authorization": f"Bearer {token}"}, **body)


def test_only_put_sends(token):
    answer = Client(HTTP_HOST="localhost").get(PLACE)
    assert (answer.status_code, answer["Allow"]) == (405, "PUT")
