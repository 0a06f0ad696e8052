"""Pages by which whoever told the front door follows it; and those at the door on which they are answered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.exchange.asking import begun
from tests.frontdoor.deciding import HELPER, decided, response_of
from tests.sample_area import signed_in
from wraparound.access.actions import make_link
from wraparound.access.queries import token_of_link
from wraparound.frontdoor.models import Contact, ContactChild, ContactStep, Disagreement, Knock
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.kernel.acting import Actor
from wraparound.teams.actions import accept_work

pytestmark = pytest.mark.django_db
STORY = "Came to school with a burn on her arm and would not say how."
SAID = {"key": "a" * 32, "children": "1", "story": STORY, "child-0-who": "Hattie Alder", "do": "send"}


@pytest.fixture
def teacher():
    begun()
    browser = signed_in("beth.marlowick")
    browser.post("/tell", SAID)
    return browser


def told():
    return Contact.objects.get()


def test_they_read_what_was_decided_and_nothing_of_why(teacher):
    address = f"/told/{told().ref}"
    assert "by " in teacher.get(address).content.decode()
    decided(told(), at=timezone.now())
    page = teacher.get(address).content.decode()
    assert "Family Help is asked to visit this week." in page
    assert "Family Help North: not accepted yet" in page
    assert "Two schools and the health visitor" not in page
    assert told().ref in teacher.get("/told").content.decode()


def test_nobody_else_follows_it(teacher):
    address = f"/told/{told().ref}"
    assert signed_in("rosa.wendle").get(address).status_code == 404
    assert Client().get(address).url.startswith("/sign-in")
    assert teacher.get("/told/C-0000-0000").status_code == 404


def test_only_their_own_words_stand_beside_what_happened(teacher):
    contact, now = told(), timezone.now()
    ContactStep.objects.create(contact=contact, did="added", words="The health visitor rang", by="rosa.wendle", at=now)
    ContactStep.objects.create(contact=contact, did="noted", words="Known to us", by="rosa.wendle", at=now)
    address = f"/told/{contact.ref}"
    assert teacher.post(address, {"do": "add", "words": "No lunch today"}).status_code == 302
    page = teacher.get(address).content.decode()
    assert "No lunch today" in page
    assert "health visitor rang" not in page
    assert "Known to us" not in page
    assert teacher.post(address, {"do": "add", "words": " "}).status_code == 422


def test_they_disagree_are_answered_and_take_it_further(teacher):
    contact = decided(told(), at=timezone.now())
    address = f"/told/{contact.ref}"
    page = teacher.get(address).content.decode()
    assert "Front door manager, within 8 working hours" in page
    assert teacher.post(address, {"do": "disagree", "why": ""}).status_code == 422
    teacher.post(address, {"do": "disagree", "why": "A visit next month is too late."})
    assert "Front door manager answers you by" in teacher.get(address).content.decode()
    one = Disagreement.objects.get()
    manager = signed_in("amir.tolland")
    assert contact.ref in manager.get("/disagreements").content.decode()
    assert "too late" in manager.get(f"/disagreements/{one.pk}").content.decode()
    assert manager.post(f"/disagreements/{one.pk}", {"answer": ""}).status_code == 422
    manager.post(f"/disagreements/{one.pk}", {"answer": "The visit is next week now.", "changes": "no"})
    page = teacher.get(address).content.decode()
    assert "The visit is next week now." in page
    assert "Take it to: Head of Family Help" in page
    teacher.post(address, {"do": "further", "why": "It is still too late."})
    assert Disagreement.objects.count() == 2
    assert manager.post(f"/disagreements/{one.pk}", {"answer": "Again", "changes": "no"}).status_code == 422
    assert "The visit is next week now." in manager.get(f"/disagreements/{one.pk}").content.decode()


def test_disagreements_are_for_those_at_the_door_alone(teacher):
    assert teacher.get("/disagreements").status_code == 403
    assert signed_in("rosa.wendle").get("/disagreements/0").status_code == 404


def test_of_a_child_who_is_hidden_since_only_the_reference_stands_there(teacher):
    contact = decided(told(), at=timezone.now())
    person = Person.objects.first()
    ContactChild.objects.filter(contact=contact).update(person=person)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="k", set_at=timezone.now())
    page = teacher.get(f"/told/{contact.ref}").content.decode()
    assert "It is dealt with." in page
    assert contact.ref in page
    assert "04632 960001" in page
    for words in ("Hattie", "burn", "Family Help is asked", "waits", "accepted"):
        assert words not in page


def test_a_code_opens_the_page_and_whatever_is_wrong_is_said_alike():
    begun()
    browser = Client()
    browser.post("/worried", SAID)
    ref, code = browser.session["code_of"]
    wrong = browser.post("/follow", {"ref": ref, "code": "0000 0000 0000 0000"})
    nobody = browser.post("/follow", {"ref": "C-0000-0000", "code": code})
    said = "These open nothing now."
    assert (wrong.status_code, nobody.status_code) == (422, 422)
    assert said in wrong.content.decode()
    assert said in nobody.content.decode()
    address = browser.post("/follow", {"ref": ref, "code": code}).url
    assert address == f"/follow/{ref}"
    assert "somebody is deciding" in browser.get(address).content.decode()
    browser.post(address, {"do": "add", "words": "He is outside again"})
    assert "He is outside again" in browser.get(address).content.decode()
    assert Client().get(address).url == "/follow"
    assert browser.get("/follow/C-0000-0000").url == "/follow"
    assert browser.post("/follow", {"ref": "", "code": ""}).status_code == 422
    assert Knock.objects.filter(kind="code").count() == 4


def test_the_link_of_a_letter_that_it_is_decided_opens_that_page_alone(teacher):
    contact, now = told(), timezone.now()
    about, ends = f"contact:{contact.ref}", now + timedelta(days=1)
    said = {"agency": "schools", "about": about, "ends_at": ends}
    link = make_link("jo@schools.example.org", **said, by=Actor("", ""), at=now)
    browser = Client()
    address = browser.post(f"/link/{token_of_link(link.pk, at=now)}").url
    page = browser.get(browser.get(address).url)
    assert contact.ref in page.content.decode()
    assert browser.get("/told/C-0000-0000").status_code == 404
    assert browser.get(f"/tell/by-link/{contact.key}").status_code == 404


def test_the_page_asks_little_of_the_database(teacher, django_assert_max_num_queries):
    contact = decided(told(), at=timezone.now())
    teacher.post(f"/told/{contact.ref}", {"do": "disagree", "why": "A visit next month is too late."})
    teacher.get(f"/told/{contact.ref}")
    with django_assert_max_num_queries(15):
        assert teacher.get(f"/told/{contact.ref}").status_code == 200
    manager = signed_in("amir.tolland")
    with django_assert_max_num_queries(15):
        manager.get("/disagreements")


def test_those_who_work_with_children_read_by_name_who_has_taken_it_on(teacher):
    contact = decided(told(), at=timezone.now())
    accept_work(response_of(contact).work, by=HELPER, at=timezone.now())
    assert "accepted, by Amir Tolland" in teacher.get(f"/told/{contact.ref}").content.decode()
    Contact.objects.update(teller="public")
    assert "Amir Tolland" not in teacher.get(f"/told/{contact.ref}").content.decode()
