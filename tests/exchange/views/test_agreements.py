"""The pages of agreements: everyone reads who may tell whom what; keepers draft, rehearse and adopt."""

import pytest
from django.utils import timezone

from tests.acting import AT
from tests.exchange.agreeing import clause, kept, said, told
from tests.sample_area import PEOPLE, adopt_ashmere, signed_in
from wraparound.agencies.queries import agreements_declared
from wraparound.exchange.actions import adopt_agreements, note_share
from wraparound.exchange.models import Agreement, Draft
from wraparound.exchange.words import Effect, Sharing
from wraparound.identity.models import Person, Shield
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.django_db
WHOLE = {
    "effect": "exclude", "code": "not-the-hospital", "holders": ["general-hospital"], "recipients": ["type:police"],
    "parts": ["known"], "purposes": ["protect"], "begins_on": "2026-09-01", "because": "The partnership decided it",
}  # fmt: skip
REASON = "Agreed by the partnership on 3 November 2026"


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()
    adopt_agreements(agreements_declared(), by=MAKER, at=timezone.now())


@pytest.fixture
def keeper():
    return signed_in(PEOPLE["governance"])


@pytest.mark.parametrize("who", PEOPLE.values())
def test_everyone_reads_who_may_tell_whom_what_in_sentences(who):
    page = said(signed_in(who).get("/agreements"))
    assert "Version 1, in force since" in page
    assert "any agency of the police may tell Ashmere Children's Services sensitive intelligence" in page
    assert "Because: Children Act 1989 section 47(9) to (11): agencies assist with enquiries" in page


def test_before_any_is_adopted_the_page_says_that_nothing_may_be_told(keeper):
    Agreement.objects.all().delete()
    assert "No agreement is in force" in said(keeper.get("/agreements"))


@pytest.mark.parametrize(
    ("holder", "purpose", "part", "answer"),
    [
        ("child-health", "protect", "worries", "May be told"),
        ("open-door", "early_help", "worries", "May be told"),
        ("open-door", "early_help", "knows", "May not be told"),
        ("police", "protect", "intelligence", "May be told"),
        ("police", "need", "intelligence", "May not be told"),
        ("child-health", "health", "known", "May not be told"),
    ],
)
def test_a_question_is_answered_with_its_sentence(holder, purpose, part, answer):
    asked = {"holder": holder, "recipient": "social-care", "purpose": purpose, "part": part}
    page = said(signed_in(PEOPLE["professional"]).get("/agreements/try", asked))
    assert f"{answer} " in page
    assert "of version 1 of the agreements allows it" in page


def test_a_question_that_is_not_whole_is_asked_again(keeper):
    page = keeper.get("/agreements/try", {"holder": "nobody"})
    assert page.status_code == 422
    assert "There is a problem" in said(page)


def test_only_keepers_try_a_question_about_one_child(keeper):
    child = Person.objects.create(code="P-0000-0000", since=AT)
    kept(clause(), clause("no", effect=Effect.EXCLUDE, persons=frozenset({child.pk})), number=2, at=timezone.now())
    asked = {"holder": "police", "recipient": "social-care", "purpose": "need", "part": "known", "child": child.code}
    assert "May not be told Police: Ashmere district may not" in said(keeper.get("/agreements/try", asked))
    assert "May be told" in said(signed_in(PEOPLE["front_door"]).get("/agreements/try", asked))
    unknown = keeper.get("/agreements/try", asked | {"child": "P-0000-0001"})
    assert "There is no person of the code P-0000-0001" in said(unknown)


def test_a_keeper_drafts_a_clause_sees_the_difference_and_adopts_it(keeper):
    assert "There is no draft" in said(keeper.get("/agreements/draft"))
    assert keeper.post("/agreements/draft/clauses/new", WHOLE).url == "/agreements/draft"
    draft = keeper.get("/agreements/draft")
    assert "not-the-hospital New" in said(draft)
    assert "by Owen Haskell." in said(draft)
    assert "Ashmere General Hospital may not tell any agency of the police that they know the child" in said(draft)
    assert Agreement.objects.count() == 1, "nothing changes until it is adopted"
    seen = hidden_of(draft)
    assert keeper.post("/agreements/draft", {"seen": seen, "reason": REASON}).url == "/agreements"
    page = said(keeper.get("/agreements"))
    assert "Version 2, in force since" in page
    assert REASON in page
    assert "not-the-hospital New" in said(keeper.get("/agreements/versions/2"))
    assert "It is no longer in force" in said(keeper.get("/agreements/versions/1"))


def hidden_of(page):
    """Give the draft's fingerprint, as the page holds it."""
    return page.content.decode().partition('name="seen" value="')[2][:64]


def test_a_clause_is_changed_and_the_page_says_what_of_it(keeper):
    form = keeper.get("/agreements/draft/clauses/housing-is-not-asked")
    assert 'value="housing-is-not-asked"' in form.content.decode()
    whole = WHOLE | {"code": "housing-is-not-asked", "holders": ["social-care"], "recipients": ["type:housing"],
                     "parts": ["asked"], "purposes": ["early_help"], "ends_on": "2027-01-01"}  # fmt: skip
    keeper.post("/agreements/draft/clauses/housing-is-not-asked", whole)
    page = said(keeper.get("/agreements/draft"))
    assert "housing-is-not-asked Changed" in page
    assert "Ends before no end 1 January 2027" in page


def test_a_clause_is_taken_out_and_a_draft_given_up(keeper):
    keeper.post("/agreements/draft/clauses/offending-pilot/take-out")
    assert "offending-pilot Taken out" in said(keeper.get("/agreements/draft"))
    keeper.post("/agreements/draft/give-up")
    assert "There is no draft" in said(keeper.get("/agreements/draft"))
    assert Draft.objects.get().ended_at


@pytest.mark.parametrize(
    ("otherwise", "why"),
    [
        ({"code": "tell-to-protect"}, "Another clause has this code"),
        ({"code": "Not A Code"}, "Use small letters, digits and hyphens only"),
        ({"ends_on": "2026-09-01"}, "It ends before it begins"),
        ({"because": ""}, "Say why"),
        ({"children": "P-0000-0000"}, "There is no person of the code P-0000-0000"),
        ({"holders": ["nobody"]}, "nobody is not one of the available choices"),
    ],
)
def test_a_clause_that_cannot_be_so_is_asked_again_with_all_that_was_typed(keeper, otherwise, why):
    page = keeper.post("/agreements/draft/clauses/new", WHOLE | otherwise)
    assert page.status_code == 422
    assert why in said(page)
    assert "2026-09-01" in page.content.decode()
    assert not Draft.objects.exists()


def test_a_draft_that_changed_since_it_was_looked_at_is_not_adopted(keeper):
    keeper.post("/agreements/draft/clauses/new", WHOLE)
    seen = hidden_of(keeper.get("/agreements/draft"))
    keeper.post("/agreements/draft/clauses/new", WHOLE | {"code": "another"})
    page = keeper.post("/agreements/draft", {"seen": seen, "reason": REASON})
    assert page.status_code == 422
    assert "The draft was changed since you looked at it" in said(page)
    assert REASON in said(page)
    assert Agreement.objects.count() == 1


def test_the_rehearsal_says_what_would_turn_and_in_which_lines(keeper):
    share = note_share(told(holder="general-hospital"), sharing=Sharing(True, "x", "y", 1), by=MAKER, at=timezone.now())
    keeper.post("/agreements/draft/clauses/new", WHOLE | {"recipients": ["social-care"]})
    page = said(keeper.get("/agreements/draft/rehearsal"))
    assert "1 share or refusal since" in page
    assert "2 parts may be told now, and could not be then" in page
    assert "Ashmere General Hospital telling Ashmere Children's Services That they know the child" in page
    assert f'href="/shares/{share.pk}"' in keeper.get("/agreements/draft/rehearsal").content.decode()
    assert "Nothing would turn" in said(keeper.get("/agreements/draft/rehearsal?on=2026-05-01"))


def test_what_is_agreed_of_one_child_is_for_keepers_and_of_a_hidden_one_for_keepers_of_shields_alone(keeper):
    child, hidden = (Person.objects.create(code=f"P-0000-000{place}", since=AT) for place in (1, 2))
    Shield.objects.create(person=hidden, kind="refuge", reason="x", set_by="x", set_at=AT)
    some = [clause(f"about-{one.pk}", persons=frozenset({one.pk})) for one in (child, hidden)]
    kept(clause("every"), *some, number=2, at=timezone.now())
    page = said(keeper.get("/agreements"))
    assert "of P-0000-0001" in page
    assert "of P-0000-0002" in page
    for who in set(PEOPLE.values()) - {PEOPLE["governance"]}:
        page = said(signed_in(who).get("/agreements"))
        assert "Clause every" in page
        assert "about-" not in page
        assert "P-0000" not in page
