"""Pages on which those who work with children tell the front door."""

import re

import pytest
from django.utils import timezone

from tests.exchange.asking import begun
from tests.frontdoor.telling import STORY, schools_know
from tests.sample_area import signed_in
from wraparound.access.models import Account
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.frontdoor.models import Contact, ContactChild, ContactDraft
from wraparound.identity.models import Person
from wraparound.ledger.models import Mention
from wraparound.post.models import Letter
from wraparound.post.queries import message_of

pytestmark = pytest.mark.django_db
KEY = "0" * 31 + "1"
SAID = {"key": KEY, "children": "1", "story": STORY, "child-0-who": "Hattie Alder", "do": "send"}


@pytest.fixture
def codes():
    return begun()


def test_a_teacher_tells_and_has_a_receipt(codes):
    teacher = signed_in("beth.marlowick")
    page = teacher.get("/tell")
    assert page.status_code == 200
    assert "Call 999" in page.content.decode()
    sent = teacher.post("/tell", SAID)
    contact = Contact.objects.get()
    assert sent.url == f"/told/{contact.ref}"
    assert (contact.channel, contact.teller_username, contact.agency.code) == ("page", "beth.marlowick", "schools")
    assert ContactChild.objects.get().name == "Hattie Alder"
    receipt = teacher.get(sent.url).content.decode()
    assert contact.ref in receipt
    assert "We tell you what was decided by" in receipt
    assert not ContactDraft.objects.exists()


def test_a_teacher_finds_a_child_whom_their_agency_knows_and_is_asked_for_no_purpose(codes):
    schools_know(codes)
    found = signed_in("beth.marlowick").post("/tell/suggest", {"scrap": "Hattie Alder"}).content.decode()
    assert codes["Hattie"] in found
    person = Person.objects.get(code=codes["Hattie"])
    look = Mention.objects.get(person=person.pk, entry__username="beth.marlowick").entry
    assert look.purpose == "protect"


def test_a_child_whom_their_agency_does_not_know_is_found_by_no_teacher(codes):
    index_what_waits()
    found = signed_in("beth.marlowick").post("/tell/suggest", {"scrap": "Hattie Alder"}).content.decode()
    assert codes["Hattie"] not in found
    assert "Someone else" in found


def test_the_door_finds_the_whole_areas_children(codes):
    index_what_waits()
    worker = signed_in("rosa.wendle")
    assert codes["Hattie"] in worker.post("/tell/suggest", {"scrap": "Hattie Alder"}).content.decode()


def test_without_a_script_a_child_is_found_by_a_button_and_someone_else_can_be_chosen(codes):
    schools_know(codes)
    teacher = signed_in("beth.marlowick")
    page = teacher.post("/tell", SAID | {"do": "find-0"}).content.decode()
    assert f'value="{codes["Hattie"]}"' in page
    assert "Someone else: use what I typed" in page
    assert STORY in page
    teacher.post("/tell", SAID | {"child-0-code": codes["Hattie"]})
    assert ContactChild.objects.get().person.code == codes["Hattie"]


def test_another_child_is_added_by_a_button_and_empty_rooms_are_left_out(codes):
    teacher = signed_in("beth.marlowick")
    page = teacher.post("/tell", SAID | {"do": "more"}).content.decode()
    assert 'name="child-1-who"' in page
    others = {"child-1-who": "a boy of about six", "child-1-nameless": "on", "child-2-unborn": "on"}
    teacher.post("/tell", SAID | others | {"children": "4"})
    first, second, third = ContactChild.objects.order_by("place")
    assert (first.name, second.name, second.described, third.unborn) == ("Hattie Alder", "", "a boy of about six", True)


def test_the_same_child_chosen_twice_is_told_once(codes):
    schools_know(codes)
    code = codes["Hattie"]
    said = SAID | {"children": "2", "child-0-code": code, "child-1-code": code, "child-1-who": "Hattie"}
    signed_in("beth.marlowick").post("/tell", said)
    assert ContactChild.objects.count() == 1


def test_what_is_wanting_is_said_at_its_field_and_what_was_typed_is_kept(codes):
    teacher = signed_in("beth.marlowick")
    asked = teacher.post("/tell", SAID | {"story": "Hm", "happened_on": "sometime"})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "such as 3 9 2027" in page
    assert ContactDraft.objects.get().said["child-0-who"] == "Hattie Alder"
    again = teacher.post("/tell", SAID | {"story": "Hm", "child-0-who": ""})
    assert "Say what worries you" in again.content.decode()
    assert "Say which child it is about" in again.content.decode()
    assert not Contact.objects.exists()


def test_what_is_typed_is_kept_for_its_own_account_alone(codes):
    teacher = signed_in("beth.marlowick")
    kept = teacher.post("/tell/keep", SAID).json()
    assert (kept["key"], kept["apart"], kept["ref"]) == (KEY, False, "")
    assert "Hungry" in teacher.get(f"/tell?draft={KEY}").content.decode()
    assert "Came to school" in teacher.get("/tell").content.decode(), "it is among what they have begun"
    other = signed_in("rosa.wendle")
    assert "Hungry" not in other.get(f"/tell?draft={KEY}").content.decode()
    assert other.post("/tell/keep", SAID | {"story": "Mine"}).json()["apart"]
    assert ContactDraft.objects.get(key=KEY).said["story"] == STORY


def test_a_second_tab_writes_over_nothing(codes):
    teacher = signed_in("beth.marlowick")
    first = teacher.post("/tell/keep", SAID).json()
    teacher.post("/tell/keep", SAID | {"story": "First tab", "seen": first["seen"]})
    second = teacher.post("/tell/keep", SAID | {"story": "Second tab", "seen": first["seen"]}).json()
    assert second["apart"]
    assert second["key"] != KEY
    assert {one.said["story"] for one in ContactDraft.objects.all()} == {"First tab", "Second tab"}


def test_starting_again_can_be_undone(codes):
    teacher = signed_in("beth.marlowick")
    fresh = teacher.get(teacher.post("/tell", SAID | {"do": "again"}).url).content.decode()
    assert "Hungry" not in fresh
    assert f"/tell?draft={KEY}" in fresh
    assert "Hungry" in teacher.get(f"/tell?draft={KEY}").content.decode()


def test_it_is_sent_once_and_what_differs_then_is_kept(codes):
    teacher = signed_in("beth.marlowick")
    first, again = teacher.post("/tell", SAID), teacher.post("/tell", SAID)
    assert first.url == again.url
    other = teacher.post("/tell", SAID | {"story": "And his brother came with a bruise."})
    assert "draft=" in other.url
    page = teacher.get(other.url).content.decode()
    assert "And his brother came with a bruise." in page
    assert "was sent already" in page
    assert Contact.objects.count() == 1


def test_what_was_sent_is_not_kept_again_by_a_late_pause(codes):
    teacher = signed_in("beth.marlowick")
    teacher.post("/tell", SAID)
    assert teacher.post("/tell/keep", SAID).json()["ref"] == Contact.objects.get().ref
    assert not ContactDraft.objects.exists()


def test_a_key_that_is_none_is_not_taken(codes):
    teacher = signed_in("beth.marlowick")
    assert teacher.post("/tell/keep", SAID | {"key": "x' OR 1"}).json()["key"] != "x' OR 1"


def test_a_receipt_goes_to_the_one_who_told_and_names_no_child(codes):
    Account.objects.filter(username="beth.marlowick").update(email="beth.marlowick@schools.example.org")
    signed_in("beth.marlowick").post("/tell", SAID)
    letter = Letter.objects.get(template="contact-received")
    text = message_of(letter, at=timezone.now()).text
    assert Contact.objects.get().ref in text
    assert "Hattie" not in text


def test_an_officer_without_the_role_may_not(codes):
    assert signed_in("priya.lansdown").get("/tell").status_code == 403


def test_a_worker_on_the_phone_writes_down_who_calls_and_gives_them_a_code(codes):
    worker = signed_in("rosa.wendle")
    assert "What do they say?" in worker.get("/tell/phone").content.decode()
    said = SAID | {"name": "Jo Farrant", "phone": "04632 960123", "teller": "family", "stays_unnamed": "on"}
    sent = worker.post("/tell/phone", said)
    contact = Contact.objects.get()
    assert (contact.channel, contact.teller, contact.teller_name) == ("phone", "family", "Jo Farrant")
    assert contact.stays_unnamed
    page = worker.get(sent.url).content.decode()
    assert contact.ref in page
    assert re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page)
    assert worker.get(sent.url).status_code == 302, "the code is shown once"
    assert signed_in("beth.marlowick").get("/tell/phone").status_code == 403


@pytest.mark.parametrize("address", ["/tell", "/tell/phone", "/told"])
def test_pages_ask_little_of_the_database(codes, address, django_assert_max_num_queries):
    worker = signed_in("rosa.wendle")
    worker.post("/tell", SAID)
    worker.get(address)
    with django_assert_max_num_queries(15):
        assert worker.get(address).status_code == 200
