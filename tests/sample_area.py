"""The sample area's agencies and people in the test's database, and a browser signed in as one of them."""

from django.test import Client
from django.utils import timezone

from wraparound.access.actions import adopt_people
from wraparound.agencies.actions import adopt_area
from wraparound.agencies.queries import people_of_sample
from wraparound.web.commands.run import AREAS, MAKER

PEOPLE = {  # one of each role
    "professional": "beth.marlowick",
    "front_door": "rosa.wendle",
    "lead": "amir.tolland",
    "analyst": "priya.lansdown",
    "governance": "owen.haskell",
}


def adopt_ashmere() -> None:
    now = timezone.now()
    adopt_area(AREAS / "ashmere", by=MAKER, at=now)
    adopt_people(people_of_sample(), on=timezone.localdate(), by=MAKER, at=now)


def signed_in(username: str, *, purpose: str = "") -> Client:
    client = Client()
    client.post("/sign-in-as", {"username": username})
    assert "_auth_user_id" in client.session
    if purpose:
        client.post("/purpose", {"purpose": purpose})
    return client
