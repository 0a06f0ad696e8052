"""The pages of asking and answering, as a browser asks for them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.exchange.agreeing import kept
from tests.exchange.asking import clauses, filed_children
from tests.sample_area import adopt_ashmere, signed_in
from wraparound.access.models import Link
from wraparound.access.queries import token_of_link
from wraparound.exchange.models import Answer, Ask, Asked, Attachment

pytestmark = pytest.mark.django_db
QUESTION = {
    "purpose": "protect", "what_for": "A neighbour hears crying at night. What do you know?", "urgency": "amber",
    "named": "", "basis": "6-1-c", "decider": "", "agencies": ["child-health", "schools"],
}  # fmt: skip
ANSWER = {
    "outcome": "known", "knows": "We weigh her every month; she is well.", "contact": "The nurses, 04632 960100",
    "considered": "on", "name": "Tomasz Redlin",
}  # fmt: skip


@pytest.fixture
def codes(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    adopt_ashmere()
    kept(*clauses(), at=timezone.now() - timedelta(days=1))
    return filed_children()


@pytest.fixture
def rosa(codes):
    return signed_in("rosa.wendle", purpose="protect")


@pytest.fixture
def ref(codes, rosa):
    answered = rosa.post(f"/children/{codes['Hattie']}/ask", QUESTION)
    assert answered.status_code == 302, re.findall(r"govuk-error-message.*", answered.content.decode())
    return Ask.objects.get().ref


@pytest.fixture
def desk(ref):
    """Give a browser that has opened the link in the letter to the desk of health."""
    browser = Client()
    opened = browser.post(f"/link/{token()}")
    assert browser.get(opened.headers["Location"]).headers["Location"] == f"/questions/{ref}/answer"
    return browser


def token(agency="child-health"):
    link = Link.objects.filter(agency__code=agency).latest("pk")
    return token_of_link(link.pk, at=timezone.now())


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_childs_page_leads_on_to_asking_partners(codes, rosa):
    assert f'href="/children/{codes["Hattie"]}/ask"' in rosa.get(f"/children/{codes['Hattie']}").content.decode()


def test_first_the_question_is_asked_for_then_whom(codes, rosa):
    address = f"/children/{codes['Hattie']}/ask"
    assert "Within 24 working hours" in text_of(rosa.get(address)) or "within 24 working hours" in text_of(
        rosa.get(address)
    )
    question = {name: value for name, value in QUESTION.items() if name not in {"agencies", "basis", "decider"}}
    whom = rosa.post(address, question)
    assert whom.status_code == 200
    said = text_of(whom)
    assert "Holds a record" in said
    assert "may not be asked for this" in said
    assert not Ask.objects.exists()


def test_a_purpose_must_be_chosen_and_none_is_chosen_beforehand(codes, rosa):
    address = f"/children/{codes['Hattie']}/ask"
    assert " checked" not in rosa.get(address).content.decode()
    refused = rosa.post(address, QUESTION | {"purpose": ""})
    assert refused.status_code == 422
    assert "Choose what you ask for" in text_of(refused)
    assert "A neighbour hears crying" in text_of(refused)


def test_a_question_is_kept_while_it_is_typed_for_the_one_who_types_it_until_it_is_asked(codes, rosa):
    address = f"/children/{codes['Hattie']}/ask"
    assert "Not asked yet" in text_of(rosa.post(f"{address}/keep", {"what_for": "A neighbour hears", "urgency": "red"}))
    assert "A neighbour hears" in rosa.get(address).content.decode()
    assert "A neighbour hears" not in signed_in("grace.okenby", purpose="protect").get(address).content.decode()
    rosa.post(address, QUESTION)
    assert "A neighbour hears" not in rosa.get(address).content.decode()


def test_the_page_of_a_question_tells_how_each_partner_stands(rosa, ref):
    said = text_of(rosa.get(f"/questions/{ref}"))
    assert said.count("Not answered yet") >= 2
    assert "Hattie Alder" in said
    assert "not “nothing known”" in said


def test_scanners_that_fetch_a_link_do_not_open_it(ref):
    browser = Client()
    address = f"/link/{token()}"
    assert "Continue" in text_of(browser.get(address))
    assert "Hattie" not in text_of(browser.get(address))
    assert Link.objects.filter(opened_at__isnull=False).count() == 0


def test_a_link_opens_its_question_without_an_account_and_nothing_else(desk, ref):
    said = text_of(desk.get(f"/questions/{ref}/answer"))
    assert "Hattie Alder" in said
    assert "By the link sent to safeguarding@health.example.org" in said
    for address in ("/", "/questions", f"/questions/{ref}", "/children"):
        assert desk.get(address).headers["Location"].startswith("/sign-in"), address


def test_a_link_does_not_open_in_another_browser_but_a_new_one_can_be_asked_for(desk, ref):
    other = Client()
    used = token()
    refused = other.post(f"/link/{used}")
    assert refused.status_code == 409
    assert "Send a new link" in text_of(refused)
    other.post(f"/link/{used}/again")
    assert "on its way" in text_of(other.get(f"/link/{used}"))
    assert token() != used
    assert other.post(f"/link/{token()}").status_code == 302
    assert desk.get(f"/questions/{ref}/answer").status_code == 302, "the first browser has to use the new link too"


def test_a_link_that_nobody_made_is_not_there():
    assert Client().get("/link/" + "0" * 64).status_code == 404


def test_what_is_written_is_kept_while_it_is_typed(desk, ref):
    kept_line = desk.post(f"/questions/{ref}/answer/keep", {"outcome": "known", "knows": "We weigh her"})
    assert "Saved at" in text_of(kept_line)
    assert "We weigh her" in desk.get(f"/questions/{ref}/answer").content.decode()


def test_an_answer_that_wants_something_says_so_at_its_field_and_loses_nothing(desk, ref):
    refused = desk.post(f"/questions/{ref}/answer", {"outcome": "known", "knows": "Known", "send": "yes"})
    assert refused.status_code == 422
    assert "that the child is known helps nobody decide" in text_of(refused)
    assert Answer.objects.get().knows == "Known"


def test_an_answer_is_sent_and_read_by_those_who_asked(desk, rosa, ref):
    sent = desk.post(f"/questions/{ref}/answer", ANSWER | {"send": "yes"})
    assert sent.headers["Location"] == f"/questions/{ref}/answered"
    assert "has your answer" in text_of(desk.get(f"/questions/{ref}/answered"))
    said = text_of(rosa.get(f"/questions/{ref}"))
    assert "We weigh her every month" in said
    assert "Tomasz Redlin" in said


def test_a_file_goes_with_an_answer_and_is_handed_out_as_a_download(desk, rosa, ref):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"file": SimpleUploadedFile("notes.txt", b"Weights since May: 3.1, 3.4", "text/plain")}
    desk.post(f"/questions/{ref}/answer/files", sent)
    held = Attachment.objects.get()
    assert rosa.get(f"/questions/{ref}/files/{held.pk}").status_code == 404
    desk.post(f"/questions/{ref}/answer", ANSWER | {"send": "yes"})
    got = rosa.get(f"/questions/{ref}/files/{held.pk}")
    assert got.content == b"Weights since May: 3.1, 3.4"
    assert got.headers["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert "sandbox" in got.headers["Content-Security-Policy"]


def test_a_file_that_could_do_something_is_refused_in_words(desk, ref):
    from django.core.files.uploadedfile import SimpleUploadedFile

    desk.post(f"/questions/{ref}/answer/files", {"file": SimpleUploadedFile("x.pdf", b"MZ\x90\x00 not a pdf")})
    assert "only PDF, Word" in text_of(desk.get(f"/questions/{ref}/answer"))
    assert not Attachment.objects.exists()


def test_questions_are_listed_on_both_sides(rosa, ref):
    tomasz = signed_in("tomasz.redlin", purpose="need")
    assert ref in text_of(tomasz.get("/questions"))
    assert ref in text_of(rosa.get("/questions?show=by-us"))
    assert "Nothing waits" in text_of(rosa.get("/questions"))
    assert ref not in text_of(signed_in("jo.farrant", purpose="need").get("/questions"))


@pytest.mark.parametrize("show", ["to-us", "by-us", "ended"])
def test_a_list_costs_the_same_however_long_it_is(codes, rosa, ref, show, django_assert_max_num_queries):
    for _ in range(3):
        rosa.post(f"/children/{codes['Hugo']}/ask", QUESTION)
    rosa.get("/questions")  # what happened is told once, and the session saved
    with django_assert_max_num_queries(15):
        rosa.get(f"/questions?show={show}")


def test_the_page_of_a_question_costs_the_same_however_many_partners(rosa, ref, django_assert_max_num_queries):
    rosa.post(f"/questions/{ref}/more", {"agencies": ["general-hospital", "police"]})
    rosa.get(f"/questions/{ref}")  # what happened is told once, and the session saved
    assert Asked.objects.count() == 4
    with django_assert_max_num_queries(18):
        rosa.get(f"/questions/{ref}")


def test_a_question_is_taken_back_with_a_reason(rosa, ref):
    assert rosa.post(f"/questions/{ref}/withdraw", {"why": "no"}).status_code == 422
    assert rosa.post(f"/questions/{ref}/withdraw", {"why": "The child lives elsewhere."}).status_code == 302
    assert "Taken back" in text_of(rosa.get(f"/questions/{ref}"))
