"""Agencies' systems tell the front door."""

import pytest

from tests.web.interface.calling import HERE, an_area, call, codes, token
from wraparound.access.words import Role, Scope
from wraparound.frontdoor.models import Contact, ContactChild

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/contacts"
SAID = {
    "reference": "INC-2026-0815",
    "story": "Found alone at the station at midnight, said nobody was at home.",
    "children": [{"name": "Hattie Alder", "born": "2015-02-03"}],
    "name": "PC Jo Farrant",
}


@pytest.fixture
def secret():
    an_area()
    return token(scopes=[Scope.CONTACTS])


def tell(secret, **said):
    return call(ADDRESS, secret=secret, method="post", body=SAID | said)


def test_a_system_tells_once_under_its_own_reference(secret):
    first, again = tell(secret), tell(secret)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    contact = Contact.objects.get()
    assert first.json()["ref"] == contact.ref
    assert first.json()["decided_by"]
    assert (contact.channel, contact.agency.code, contact.other) == ("system", HERE, "INC-2026-0815")
    assert tell(secret, reference="INC-2026-0816").json()["ref"] != contact.ref


def test_a_system_tells_when_it_happened_and_that_whoever_told_stays_unnamed_to_the_family(secret):
    assert tell(secret, happened_on="2026-08-31", stays_unnamed=True).status_code == 201
    contact = Contact.objects.get()
    assert (str(contact.happened_on), contact.stays_unnamed) == ("2026-08-31", True)


def test_a_child_whom_the_token_may_see_is_known_by_the_code(secret):
    tell(secret, children=[{"code": codes()["own"]}, {"code": codes()["shielded"], "name": "Sam"},
                           {"code": codes()["own"]}])  # fmt: skip
    own, hidden = ContactChild.objects.order_by("place")
    assert own.person.code == codes()["own"]
    assert (hidden.person, hidden.name) == (None, "Sam")


@pytest.mark.parametrize(
    "wrong", [{"story": "?"}, {"story": "x\x00y" * 10}, {"children": []}, {"children": [{}]}, {"email": "jo"},
              {"reference": ""}, {"happened_on": "sometime"}, {"happened_on": 0},
              {"happened_on": "2026-02-30"}, {"stays_unnamed": "perhaps"}, {"family_told": "maybe"}],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_is_taken_in(secret, wrong):
    assert tell(secret, **wrong).status_code == 422
    assert not Contact.objects.exists()


def test_a_token_of_another_scope_or_role_may_not(secret):
    assert tell(token(scopes=[Scope.SEARCH])).status_code == 403
    assert tell(token(scopes=[Scope.CONTACTS], role=Role.ANALYST)).status_code == 403
    assert tell("nothing").status_code == 401
    assert not Contact.objects.exists()
