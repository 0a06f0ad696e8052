"""A worry about a child who has a lead practitioner goes to them, and shows at the door."""

import pytest

from tests.acting import AT
from tests.frontdoor.deciding import HELPER, decided, response_of
from tests.frontdoor.telling import TEACHER, WORKER, schools_know, told
from tests.teams.working import begun as begun_with_people
from tests.teams.working import shielded
from wraparound.agencies.words import LetterCode
from wraparound.frontdoor.actions.children import CannotFind, say_who, tell_of_another
from wraparound.frontdoor.actions.looking import look_at_contact
from wraparound.frontdoor.models import Contact, ContactChild, ContactStep
from wraparound.frontdoor.queries.contacts import contact_at_the_door
from wraparound.frontdoor.queries.following import followed
from wraparound.frontdoor.words.telling import ChildTold
from wraparound.identity.models import Person
from wraparound.post.models import Letter
from wraparound.teams.actions import accept_work, end_work, note_begun

pytestmark = pytest.mark.django_db
AMIR = "amir.tolland"


@pytest.fixture
def code() -> str:
    """Have Amir Tolland of Family Help North lead the work with Hattie, whom her school knows; gives her code."""
    numbers = begun_with_people()
    found = schools_know({"Hattie": Person.objects.get(pk=numbers["Hattie"]).code})
    first = decided(told(by=WORKER, children=(ChildTold(code=found),)))
    accept_work(response_of(first).work, by=HELPER, at=AT)
    return found


def newest() -> Contact:
    return Contact.objects.latest("pk")


def test_a_worry_about_their_child_is_with_the_lead_practitioner_as_soon_as_it_is_told(code):
    contact = told(by=TEACHER, children=(ChildTold(code=code),))
    assert newest().lead == AMIR
    assert contact_at_the_door(contact.ref, by=HELPER) == contact
    letter = Letter.objects.get(template=LetterCode.CONTACT_FOR_LEAD)
    assert contact.ref in str(letter.facts)
    assert "Hattie" not in str(letter.facts)


def test_the_door_sees_who_leads_and_whoever_told_does_not(code):
    contact = told(by=TEACHER, children=(ChildTold(code=code),))
    page = look_at_contact(contact.ref, by=WORKER, at=AT)
    assert page.named(newest().lead) == "Amir Tolland"
    assert "Tolland" not in str(followed(newest()))


def test_it_goes_to_them_once_the_door_says_who_the_child_is(code):
    contact = told(by=TEACHER)
    assert newest().lead == ""
    say_who(contact.ref, place=1, code=code, by=WORKER, at=AT)
    assert newest().lead == AMIR


def test_nobody_leads_any_more_once_the_work_has_ended(code):
    work = response_of(Contact.objects.get()).work
    note_begun(work, by=HELPER, at=AT)
    end_work(work, why="Hattie is well and safe.", by=HELPER, at=AT)
    told(by=TEACHER, children=(ChildTold(code=code),))
    assert newest().lead == ""


def test_a_worry_about_a_hidden_child_goes_to_nobody_but_keepers(code):
    shielded(Person.objects.get(code=code).pk)
    told(by=TEACHER, children=(ChildTold(code=code, name="Hattie"),))
    assert newest().lead == ""
    assert not Letter.objects.filter(template=LetterCode.CONTACT_FOR_LEAD).exists()


def test_a_child_told_of_twice_is_one_child_and_nothing_of_it_is_lost(code):
    twice = ChildTold(code=code, name="Hatty A", school="Millbrook Primary")
    contact = told(by=TEACHER, children=(ChildTold(code=code), twice, ChildTold(name="Her brother")))
    assert [one.name for one in ContactChild.objects.filter(contact=contact).order_by("place")] == ["", "Her brother"]
    note = ContactStep.objects.get(contact=contact, did="noted")
    assert note.words == "Child 1 was told of twice. Name: Hatty A; School: Millbrook Primary"
    with pytest.raises(CannotFind, match="Child 1 of this contact is the same"):
        tell_of_another(contact.ref, told=ChildTold(code=code, name="Hattie"), by=WORKER, at=AT)
    assert ContactChild.objects.filter(contact=contact).count() == 2
