"""The pages of those behind the door, as a browser asks for them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.frontdoor.telling import WORKER, told
from tests.sample_area import signed_in
from wraparound.directory.models import UnmetNeed
from wraparound.frontdoor.models import Contact, ContactChild, ContactDecision, ContactStep, Response
from wraparound.frontdoor.queries.door import levels_now
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind

pytestmark = pytest.mark.django_db
DECISION = {
    "level": "targeted", "why": "Two schools see the same; the mother asks for help.", "family_told": "yes",
    "consent": "agreed", "told": "Family Help is asked to visit. They will call you.", "kind_1": "team",
    "team_1": "family-help-north", "words_1": "Visit this week",
}  # fmt: skip


@pytest.fixture
def contact(codes):
    return told(by=WORKER, at=timezone.now(), children=(ChildTold(code=codes["Hattie"]), ChildTold(name="Her friend")))


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def queries(does):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert does().status_code == 200
    return len(asked)


def test_the_board_shows_a_contact_with_its_children_clocks_and_the_beginning_of_its_story(rosa, contact):
    page = text_of(rosa.get("/door"))
    assert "Hattie Alder, Her friend" in page
    assert "Came to school with a burn" in page
    assert "Decision (law)" in page
    assert "Here" in page


def test_the_board_costs_as_many_queries_for_forty_contacts_as_for_one(rosa, contact):
    one = queries(lambda: rosa.get("/door"))
    for number in range(40):
        told(at=timezone.now(), children=(ChildTold(name=f"Child {number}"),))
    many = queries(lambda: rosa.get("/door"))
    assert many <= one + 1
    assert many <= 20
    assert queries(lambda: rosa.get("/door?column=received")) <= 20


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [
        *[("whose=mine", 0), ("whose=team", 0), ("whose=nobody", 1), ("urgency=red", 0), ("late=1", 0)],
        *[("words=friend", 1), ("words=Zoe", 0), ("told_by=schools", 1), ("told_by=police", 0), ("told_by=nobody", 0)],
        *[("came=page", 1), ("came=phone", 0), ("came=pigeon", 1)],
    ],
)
def test_the_board_is_narrowed(rosa, contact, narrowed, count):
    assert rosa.get(f"/door?{narrowed}").content.decode().count('class="wa-card"') == count


def test_a_columns_list_has_the_order_that_is_asked_for_and_keeps_it(rosa, contact):
    newer = told(at=timezone.now(), children=(ChildTold(name="Zoe"),))
    Contact.objects.filter(pk=contact.pk).update(urgency="red", received_at=contact.received_at - timedelta(hours=2))

    def listed(order):
        page = rosa.get(f"/door?column=received&order={order}&whose=nobody").content.decode()
        return re.findall(r'__title"><a class="govuk-link" href="/contacts/([^"]+)"', page)

    assert listed("") == listed("oldest") == listed("nonsense") == [contact.ref, newer.ref]
    assert listed("newest") == [newer.ref, contact.ref]
    page = rosa.get("/door?column=received&order=newest&whose=nobody").content.decode()
    assert 'href="?&amp;column=received&amp;order=newest"' in page


def test_what_a_colleague_of_ones_team_took_up_or_ones_team_is_asked_for_is_the_teams(rosa, contact):
    signed_in("grace.okenby").post(f"/contacts/{contact.ref}/take")
    assert rosa.get("/door?whose=team").content.decode().count('class="wa-card"') == 1
    assert rosa.get("/door?whose=mine").content.decode().count('class="wa-card"') == 0
    assert queries(lambda: rosa.get("/door?whose=team")) <= 20


def test_the_levels_of_need_are_there_for_everyone_with_what_help_is_usual(codes):
    page = text_of(signed_in("beth.marlowick").get("/levels"))
    for level in levels_now():
        assert level.meaning.replace("'", "&#39;") in page
        assert level.response.replace("'", "&#39;") in page
    assert "no number of them makes a level" in page


def test_what_may_be_the_same_is_joined_or_kept_two_by_one_button(rosa, contact):
    other = told(at=timezone.now(), children=(ChildTold(name="Her friend"),))
    assert f"May be about the same as {contact.ref} (a child of the same name" in text_of(rosa.get("/door"))
    page = text_of(rosa.get(f"/contacts/{other.ref}"))
    assert f"This may be about the same as {contact.ref} : a child of the same name" in page
    kept = rosa.post(f"/contacts/{other.ref}/apart", {"other": contact.ref}, follow=True)
    assert "They stay two" in text_of(kept)
    assert "May be about the same" not in text_of(rosa.get("/door"))


def test_each_filter_is_named_in_words_and_left_out_by_itself_and_the_rest_stays(rosa, contact):
    page = rosa.get("/door?whose=nobody&late=1&words=friend&column=received").content.decode()
    assert "Narrowed to" in page
    assert 'href="?whose=nobody&amp;late=1&amp;column=received"' in page
    assert 'href="?words=friend&amp;whose=nobody&amp;column=received"' in page
    assert "Nothing here is like that" in page


def test_a_change_is_told_as_an_event_and_the_connection_is_not_held(rosa, contact):
    first = rosa.get("/door/live")
    assert first.headers["Content-Type"] == "text/event-stream"
    assert first.content.decode().startswith("retry: 5000\nevent: change\ndata: ")
    rosa.post(f"/contacts/{contact.ref}/notes", {"words": "The school called."})
    assert rosa.get("/door/live").content != first.content


def test_colleagues_see_who_has_a_contact_before_them(rosa, contact):
    grace = signed_in("grace.okenby")
    assert grace.get(f"/contacts/{contact.ref}/live").status_code == 200
    told = rosa.get(f"/contacts/{contact.ref}/live").content.decode()
    assert "Grace Okenby" in told
    assert "Grace Okenby reads this now" in text_of(rosa.get("/door"))


def test_a_contact_shows_the_story_who_it_is_about_and_what_can_be_done(rosa, contact):
    page = text_of(rosa.get(f"/contacts/{contact.ref}"))
    assert contact.story in page
    assert "Ask partners about Hattie Alder" in page
    assert "Who is this? Her friend" in page
    for more, most in (("", 15), ("/earlier", 20), ("/decide", 20), ("/hand-on", 15), ("/known", 20)):
        assert queries(lambda more=more: rosa.get(f"/contacts/{contact.ref}{more}")) <= most


def test_who_knows_the_children_stands_on_a_page_of_its_own(rosa, contact):
    page = text_of(rosa.get(f"/contacts/{contact.ref}/known"))
    assert "Community Health" in page
    assert "Nobody was asked yet" in page


def test_it_is_said_who_a_child_is_or_put_into_the_index(rosa, contact, codes):
    assert "Who is Her friend?" in text_of(rosa.get(f"/contacts/{contact.ref}/children/2/who"))
    rosa.post(f"/contacts/{contact.ref}/children/2/who", {"code": codes["Hugo"]})
    assert ContactChild.objects.get(contact=contact, place=2).person.code == codes["Hugo"]
    again = rosa.post(f"/contacts/{contact.ref}/children/2/someone-else", {"why": "It was his friend at the party"})
    assert again.status_code == 302
    assert ContactChild.objects.get(contact=contact, place=2).person is None
    rosa.post(f"/contacts/{contact.ref}/children/2/file")
    filed = ContactChild.objects.get(contact=contact, place=2)
    assert filed.person.code not in set(codes.values())


def test_a_decision_is_made_and_a_wrong_one_asks_again_with_all_that_was_typed(rosa, contact):
    wrong = rosa.post(f"/contacts/{contact.ref}/decide", DECISION | {"level": ""})
    assert wrong.status_code == 422
    assert "Two schools see the same" in text_of(wrong)
    assert not ContactDecision.objects.exists()
    made = rosa.post(f"/contacts/{contact.ref}/decide", DECISION)
    assert made.status_code == 302
    assert Response.objects.get().to_name == "Family Help North"


def test_whoever_is_second_is_told_who_was_first_and_keeps_what_they_typed(rosa, contact):
    grace = signed_in("grace.okenby")
    rosa.post(f"/contacts/{contact.ref}/decide", DECISION)
    second = grace.post(f"/contacts/{contact.ref}/decide", DECISION | {"why": "I see that the child is hungry."})
    assert second.status_code == 422
    assert "was decided by Rosa Wendle" in text_of(second)
    assert "I see that the child is hungry." in text_of(second)


def test_what_came_meanwhile_is_shown_first_and_then_it_can_be_decided(rosa, contact):
    seen = ContactStep.objects.latest("pk").pk
    rosa.post(f"/contacts/{contact.ref}/notes", {"words": "She is bruised."})
    first = rosa.post(f"/contacts/{contact.ref}/decide", DECISION | {"newest": seen})
    assert "Something came while you wrote" in text_of(first)
    newest = ContactStep.objects.latest("pk").pk
    assert f'name="newest" value="{newest}"' in first.content.decode()
    assert rosa.post(f"/contacts/{contact.ref}/decide", DECISION | {"newest": newest}).status_code == 302


def test_a_second_pair_of_eyes_agrees_or_sees_it_otherwise(rosa, contact):
    grace = signed_in("grace.okenby")
    rosa.post(f"/contacts/{contact.ref}/decide", DECISION | {"level": "specialist"})
    decision = ContactDecision.objects.get()
    assert "waits for a second pair of eyes" in text_of(grace.get(f"/contacts/{contact.ref}"))
    grace.post(f"/contacts/{contact.ref}/decisions/{decision.pk}/otherwise", {"why": "The doctor saw it."})
    assert Contact.objects.get(pk=contact.pk).state == "returned"
    rosa.post(f"/contacts/{contact.ref}/decide", DECISION | {"level": "specialist"})
    second = ContactDecision.objects.latest("pk")
    grace.post(f"/contacts/{contact.ref}/decisions/{second.pk}/agree")
    assert Contact.objects.get(pk=contact.pk).state == "offered"


def test_contacts_are_joined_and_parted(rosa, contact):
    other = told(at=timezone.now())
    rosa.post(f"/contacts/{other.ref}/join", {"other": contact.ref})
    assert Contact.objects.get(pk=other.pk).joined_to == contact
    assert f"Read with this one: {other.ref}" in text_of(rosa.get(f"/contacts/{contact.ref}"))
    rosa.post(f"/contacts/{other.ref}/part")
    assert Contact.objects.get(pk=other.pk).state == "returned"
    wrong = rosa.post(f"/contacts/{other.ref}/join", {"other": "C-0000-0000"})
    assert wrong.status_code == 422


def test_a_contact_is_taken_up_handed_on_and_rated(rosa, contact):
    rosa.post(f"/contacts/{contact.ref}/take")
    assert Contact.objects.get(pk=contact.pk).holder == "rosa.wendle"
    rosa.post(f"/contacts/{contact.ref}/hand-on", {"holder": "grace.okenby"})
    rosa.post(f"/contacts/{contact.ref}/urgency", {"urgency": "red"})
    held = Contact.objects.get(pk=contact.pk)
    assert (held.holder, held.urgency) == ("grace.okenby", "red")
    rosa.post(f"/contacts/{contact.ref}/hand-on", {"holder": "beth.marlowick"})
    assert Contact.objects.get(pk=contact.pk).holder == "grace.okenby"


def test_a_contact_about_a_child_who_is_hidden_is_nowhere_for_the_door(rosa, contact, codes):
    person = Person.objects.get(code=codes["Hattie"])
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="k", set_at=timezone.now())
    assert "Her friend" not in text_of(rosa.get("/door"))
    for page in ("", "/known", "/decide", "/live", "/anew", "/children/2/who"):
        answer = rosa.get(f"/contacts/{contact.ref}{page}")
        assert answer.status_code == 404 or "Hattie" not in answer.content.decode()
        assert answer.status_code == 404 or b'"newest": 0' in answer.content


@pytest.mark.parametrize("who", ["beth.marlowick"])
def test_nobody_else_comes_behind_the_door(contact, who):
    other = signed_in(who)
    assert other.get("/door").status_code == 403
    assert other.get("/door/live").status_code == 403
    assert other.get(f"/contacts/{contact.ref}").status_code == 404


def test_need_that_finds_no_service_is_counted_with_no_name(rosa, contact):
    rosa.post(f"/contacts/{contact.ref}/decide", DECISION | {"unmet": ["parenting"]})
    (counted,) = UnmetNeed.objects.all()
    assert (counted.need, counted.level, counted.about) == ("parenting", "targeted", f"contact:{contact.ref}")
