"""What is typed behind the door is kept as it is typed, and for nobody but whoever types it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.frontdoor.strategy import MEETING, called
from tests.frontdoor.telling import WORKER, told
from tests.frontdoor.views.test_deciding import DECISION, text_of
from tests.sample_area import signed_in
from wraparound.frontdoor.actions.drafts import keep_draft
from wraparound.frontdoor.models import ContactDecision, ContactDraft, ContactStep
from wraparound.frontdoor.words.drafts import Draft
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind

pytestmark = pytest.mark.django_db
KEY = "a" * 32
WHY = "Two schools see the same"
HALF = {"key": KEY, "why": WHY, "unmet": ["parenting", "young_carers"], "kind_1": "team", "newest": "3"}


@pytest.fixture
def contact(codes):
    return told(by=WORKER, at=timezone.now(), children=(ChildTold(code=codes["Hattie"]),))


@pytest.fixture
def decide(contact):
    return f"/contacts/{contact.ref}/decide"


def typed(page, name):
    """Say whether a page's box holds what was typed."""
    return WHY in page.content.decode().split(f'name="{name}"')[1].split("</textarea>")[0]


def test_half_a_decision_is_kept_and_fills_the_form_again_whatever_was_chosen(rosa, decide):
    said = rosa.post(f"{decide}?keep=now", HALF).json()
    assert (said["key"], said["apart"], said["ref"]) == (KEY, False, "")
    assert not ContactDecision.objects.exists()
    assert ContactDraft.objects.get().said == {"why": WHY, "unmet": "parenting\nyoung_carers", "kind_1": "team"}
    page = rosa.get(decide)
    assert typed(page, "why")
    assert page.content.decode().count("checked") == 2
    assert 'value="team" selected' in page.content.decode()


def test_what_was_left_out_is_not_filled_in_again_by_what_was_told(rosa, codes):
    contact = told(by=WORKER, at=timezone.now(), family_told="yes", children=(ChildTold(code=codes["Hattie"]),))
    decide = f"/contacts/{contact.ref}/decide"
    assert "checked" in rosa.get(decide).content.decode()
    rosa.post(f"{decide}?keep=now", {"key": KEY, "why": WHY})
    assert "checked" not in rosa.get(decide).content.decode()


def test_nobody_else_reads_it_nor_changes_it(rosa, decide, contact):
    rosa.post(f"{decide}?keep=now", HALF)
    grace = signed_in("grace.okenby")
    for address in (decide, f"{decide}?draft={KEY}", f"/contacts/{contact.ref}"):
        assert WHY not in text_of(grace.get(address))
    assert grace.post(f"{decide}?keep=now", HALF | {"why": "Mine"}).json()["apart"]
    for does in ("throw", "back"):
        grace.post(decide, {"key": KEY, "do": does})
    kept = ContactDraft.objects.get(key=KEY)
    assert (kept.said["why"], kept.thrown_at) == (WHY, None)


def test_it_belongs_to_its_page_alone(rosa, decide, contact):
    rosa.post(f"{decide}?keep=now", HALF)
    assert WHY not in text_of(rosa.get(f"/tell?draft={KEY}"))
    assert "You have begun 1 other" not in text_of(rosa.get("/tell"))
    assert WHY not in text_of(rosa.get(f"/contacts/{contact.ref}?draft={KEY}"))
    assert rosa.post(f"/contacts/{contact.ref}/notes?keep=now", {"key": KEY, "words": "A note"}).json()["apart"]


def test_it_ends_with_the_decision_and_is_kept_where_that_is_refused(rosa, decide, contact):
    refused = rosa.post(decide, HALF)
    assert refused.status_code == 422
    assert f'value="{KEY}"' in refused.content.decode()
    assert "You have begun to decide" in text_of(rosa.get(f"/contacts/{contact.ref}"))
    seen = ContactStep.objects.latest("pk").pk
    mark = ContactDraft.objects.get().saved_at.isoformat()
    rosa.post(decide, DECISION | {"key": KEY, "seen": mark, "newest": seen})
    assert ContactDecision.objects.exists()
    assert not ContactDraft.objects.exists()


def test_when_another_decides_first_what_was_typed_is_still_there(rosa, decide, contact):
    rosa.post(f"{decide}?keep=now", HALF)
    signed_in("grace.okenby").post(decide, DECISION)
    assert "You have begun to decide" in text_of(rosa.get(f"/contacts/{contact.ref}"))
    page = rosa.get(decide)
    assert "This contact is decided already" in text_of(page)
    assert typed(page, "why")


def test_what_is_thrown_away_is_gone_for_the_reader_and_for_a_day_can_be_brought_back(rosa, decide):
    went = rosa.post(decide, HALF | {"do": "throw"})
    assert went.url == f"{decide}?thrown={KEY}#thrown"
    page = rosa.get(went.url)
    assert not typed(page, "why")
    assert "Bring it back" in text_of(page)
    assert rosa.post(decide, {"key": KEY, "do": "back"}).url == f"{decide}?draft={KEY}"
    assert typed(rosa.get(decide), "why")
    rosa.post(decide, HALF | {"seen": ContactDraft.objects.get().saved_at.isoformat(), "do": "throw"})
    later = ContactDraft.objects.get().thrown_at + timedelta(days=1, minutes=1)
    keep_draft(Draft("b" * 32, "account:x", {"story": "One"}), by=WORKER, at=later)
    assert not ContactDraft.objects.filter(key=KEY).exists()


def test_words_typed_on_in_another_tab_after_they_were_thrown_away_are_kept(rosa, decide):
    mark = rosa.post(f"{decide}?keep=now", HALF).json()["seen"]
    rosa.post(decide, HALF | {"seen": mark, "do": "throw"})
    rosa.post(f"{decide}?keep=now", HALF | {"seen": mark})
    assert typed(rosa.get(decide), "why")


def test_what_another_tab_has_kept_since_does_not_end_with_the_decision(rosa, decide):
    first = rosa.post(f"{decide}?keep=now", HALF).json()["seen"]
    rosa.post(f"{decide}?keep=now", HALF | {"seen": first, "why": f"{WHY}, and more"})
    rosa.post(decide, DECISION | {"key": KEY, "seen": first})  # from a tab without a script, which has not seen it
    assert ContactDecision.objects.exists()
    assert ContactDraft.objects.get().said["why"] == f"{WHY}, and more"


@pytest.mark.parametrize("who", ["beth.marlowick", "jo.farrant"])
@pytest.mark.parametrize("does", ["?keep=now", "keep", "throw"])
def test_who_may_not_see_the_contact_keeps_nothing_beside_it(decide, who, does):
    posted = {"key": KEY, "why": WHY} | ({} if does == "?keep=now" else {"do": does})
    assert signed_in(who).post(f"{decide}?keep=now" if does == "?keep=now" else decide, posted).status_code == 404
    assert not ContactDraft.objects.exists()


def test_nothing_typed_is_not_kept(rosa, decide):
    assert rosa.post(f"{decide}?keep=now", {"key": KEY, "why": " "}).json()["seen"] == ""
    assert rosa.post(decide, {"do": "keep"}).status_code == 302
    assert rosa.post(decide, {"do": "throw"}).url == decide
    assert not ContactDraft.objects.exists()


def test_of_a_child_who_is_hidden_since_nothing_typed_is_shown_or_kept(rosa, decide, contact, codes):
    rosa.post(f"{decide}?keep=now", HALF)
    rosa.post(f"/contacts/{contact.ref}/notes?keep=now", {"key": "b" * 32, "words": WHY})
    person = Person.objects.get(code=codes["Hattie"])
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="k", set_at=timezone.now())
    for address in (decide, f"{decide}?draft={KEY}", f"/contacts/{contact.ref}?draft={'b' * 32}"):
        assert rosa.get(address).status_code == 404
    assert rosa.post(f"{decide}?keep=now", HALF | {"why": "More"}).status_code == 404
    assert ContactDraft.objects.get(key=KEY).said["why"] == WHY


def test_a_note_is_kept_and_ends_once_it_is_written(rosa, contact):
    notes = f"/contacts/{contact.ref}/notes"
    rosa.post(f"{notes}?keep=now", {"key": KEY, "words": WHY})
    assert typed(rosa.get(f"/contacts/{contact.ref}"), "words")
    assert rosa.post(notes, {"key": "b" * 32, "words": " "}).status_code == 422
    rosa.post(notes, {"key": KEY, "seen": ContactDraft.objects.get().saved_at.isoformat(), "words": WHY})
    assert ContactStep.objects.filter(words=WHY).count() == 1
    assert not ContactDraft.objects.exists()


def test_the_write_up_of_a_strategy_discussion_is_kept_with_who_was_there(rosa, contact):
    discussion = called(
        contact, at=timezone.now(), meeting=replace(MEETING, begins_at=timezone.now() + timedelta(hours=3))
    )
    held = f"/strategy/{discussion.ref}/held"
    assert rosa.post(f"{held}?keep=now", {"key": KEY, "shared": WHY, "there": ["1", "2"]}).status_code == 200
    assert ContactDraft.objects.get().page == f"held:{discussion.ref}"
    assert typed(rosa.get(held), "shared")
    assert rosa.post("/strategy/S-0000-0000/held?keep=now", {"key": KEY, "shared": WHY}).status_code == 404
