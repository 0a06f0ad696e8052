"""The agreements in force at a moment, and about whom they are."""

from datetime import timedelta

import pytest

from tests.acting import AT
from tests.exchange.agreeing import clause, kept, question
from tests.sample_area import adopt_ashmere
from wraparound.exchange.queries import policy_now, sharing_of
from wraparound.exchange.words import Effect
from wraparound.identity.models import Person

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def area():
    adopt_ashmere()


def test_before_any_agreement_everything_is_denied():
    sharing = sharing_of(question(), at=AT)
    assert (sharing.allowed, sharing.version) == (False, 0)
    assert sharing.because.endswith("No agreement is in force.")


def test_the_version_in_force_at_a_moment_decides():
    kept(clause("first"))
    kept(clause("second", effect=Effect.EXCLUDE), number=2, at=LATER)
    assert sharing_of(question(), at=AT - timedelta(seconds=1)).version == 0
    first, second = sharing_of(question(), at=LATER - timedelta(seconds=1)), sharing_of(question(), at=LATER)
    assert (first.allowed, first.clause, first.version) == (True, "first", 1)
    assert (second.allowed, second.clause, second.version) == (False, "second", 2)


def test_what_was_agreed_about_someone_stands_for_whoever_took_them_in():
    one, other, last = (Person.objects.create(code=f"P-0000-000{place}", since=AT) for place in range(3))
    kept(clause(), clause("no", effect=Effect.EXCLUDE, persons=frozenset({one.pk})))
    assert sharing_of(question(person=other.pk), at=AT).allowed
    for was, now in ((one, other), (other, last)):
        was.became = now
        was.save()
        assert sharing_of(question(person=now.pk), at=AT).clause == "no"


def test_asking_costs_two_queries_and_three_where_children_are_named(django_assert_num_queries):
    kept(clause())
    policy_now(AT)
    with django_assert_num_queries(2):
        policy_now(AT)
    kept(clause("no", effect=Effect.EXCLUDE, persons=frozenset({1})), number=2)
    policy_now(AT)
    with django_assert_num_queries(3):
        policy_now(AT)


def test_an_agency_that_has_ended_is_told_nothing_more():
    from wraparound.agencies.models import Agency

    kept(clause())
    Agency.objects.filter(code="child-health").update(ended_on=AT.date())
    assert not sharing_of(question(), at=AT).allowed
    assert sharing_of(question(on=AT.date() - timedelta(days=1)), at=AT).allowed
