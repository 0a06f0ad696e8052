"""Letters, summaries and bundles, as a browser asks for them, and what is written down of each."""

import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.frontdoor.deciding import decided
from tests.frontdoor.telling import TEACHER, WORKER, told
from tests.sample_area import signed_in
from wraparound.access.words import Role
from wraparound.frontdoor.actions.papers import CannotMake, decision_letter
from wraparound.frontdoor.commands.check_bundle import Command
from wraparound.frontdoor.rules.bundles import check
from wraparound.frontdoor.words import FamilyTold
from wraparound.frontdoor.words.papers import Reader
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind
from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(codes):
    return told(at=timezone.now(), children=(ChildTold(code=codes["Hattie"]), ChildTold(name="Her friend")))


def looks():
    return [one.facts["what"] for one in Entry.objects.filter(kind="look").order_by("pk") if "what" in one.facts]


def papers_of(contact):
    return f"/contacts/{contact.ref}/papers"


def test_before_it_is_decided_the_page_says_why_there_is_no_letter(rosa, contact):
    page = rosa.get(papers_of(contact)).content.decode()
    assert page.count("Nothing is decided that holds now") == 2
    answer = rosa.get(f"{papers_of(contact)}/letter-family.pdf", follow=True)
    assert answer.redirect_chain


@pytest.mark.parametrize("name", ["letter-referrer.pdf", "letter-family.pdf", "summary.pdf", "bundle.zip"])
def test_each_paper_is_a_file_to_keep_and_its_making_is_written_down(rosa, contact, name):
    decided(contact, at=timezone.now())
    answer = rosa.get(f"{papers_of(contact)}/{name}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == ("application/zip" if name.endswith("zip") else "application/pdf")
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{contact.ref}')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert contact.ref in looks()[-1]


def test_a_family_whom_it_could_endanger_gets_no_letter_and_the_page_says_why(rosa, contact):
    decided(contact, at=timezone.now(), family_told=FamilyTold.UNSAFE)
    assert "could put someone in danger" in rosa.get(papers_of(contact)).content.decode()
    assert rosa.get(f"{papers_of(contact)}/letter-family.pdf").status_code == 302


def test_a_bundle_is_whole_and_counts_what_it_holds(rosa, contact, tmp_path):
    decided(contact, at=timezone.now())
    made = rosa.get(f"{papers_of(contact)}/bundle.zip").content
    counts = dict(check(made).counts)
    assert check(made).is_whole
    assert (counts["children"], counts["decisions"], counts["responses"], counts["works"]) == (2, 1, 1, 1)
    with ZipFile(BytesIO(made)) as held:
        said = json.loads(held.read("contact.json"))
        assert "letters/family.pdf" in held.namelist()
    assert said["contact"]["story"] == contact.story
    assert "code_hash" not in said["contact"]
    checked = rosa.post("/door/bundles", {"file": SimpleUploadedFile("b.zip", made)}).content.decode()
    assert "It is whole." in checked
    other = rosa.post("/door/bundles", {"file": SimpleUploadedFile("b.zip", made[:-9])}).content.decode()
    assert "It is not whole." in other
    file = tmp_path / "b.zip"
    file.write_bytes(made)
    out = StringIO()
    Command(stdout=out).handle(file=file)
    assert out.getvalue().startswith("Whole.")
    file.write_bytes(made[:-9])
    with pytest.raises(SystemExit):
        Command(stdout=out).handle(file=file)
    assert "NOT WHOLE." in out.getvalue()


def test_no_file_to_check_asks_again(rosa):
    assert rosa.post("/door/bundles", {}).status_code == 422


def test_who_told_follows_with_their_own_letter_and_no_other(contact):
    decided(contact, at=timezone.now())
    at = timezone.now()
    assert decision_letter(contact.ref, reader=Reader.REFERRER, by=TEACHER, at=at).startswith(b"%PDF")
    stranger = Actor("another@schools", "schools", roles=frozenset({str(Role.PROFESSIONAL)}))
    for reader, by in ((Reader.FAMILY, TEACHER), (Reader.REFERRER, stranger), (Reader.REFERRER, Actor("", ""))):
        with pytest.raises(CannotMake, match="no such contact"):
            decision_letter(contact.ref, reader=reader, by=by, at=at)
    with pytest.raises(CannotMake, match="no such contact"):
        decision_letter(contact.ref, reader=Reader.REFERRER, code="F-0000", by=Actor("", ""), at=at)


def test_of_a_hidden_child_there_is_no_paper_for_anybody_but_keepers(rosa, contact, codes):
    decided(contact, at=timezone.now())
    hattie = Person.objects.get(code=codes["Hattie"])
    contact.children.filter(place=1).update(person=hattie)
    Shield.objects.create(person=hattie, kind=ShieldKind.REFUGE, reason="x", set_by="x", set_at=timezone.now())
    for name in ("", "/letter-referrer.pdf", "/letter-family.pdf", "/summary.pdf", "/bundle.zip"):
        assert rosa.get(papers_of(contact) + name).status_code == 404
    with pytest.raises(CannotMake):
        decision_letter(contact.ref, reader=Reader.REFERRER, by=TEACHER, at=timezone.now())


def test_those_who_are_not_behind_the_door_find_no_papers(contact):
    decided(contact, by=WORKER, at=timezone.now())
    beth = signed_in("beth.marlowick")
    assert beth.get(papers_of(contact)).status_code in {302, 404}
    assert beth.get("/door/bundles").status_code == 403
