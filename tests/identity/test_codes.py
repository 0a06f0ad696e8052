"""Whom a number that was retired leads to, for what is kept of a person by number elsewhere."""

import pytest

from tests.acting import AT
from wraparound.identity.models import Person
from wraparound.identity.queries.codes import numbers_retired

pytestmark = pytest.mark.django_db


def test_a_retired_number_leads_to_the_one_in_use_however_many_stand_between():
    last, other = (Person.objects.create(code=f"P-0000-000{place}", since=AT) for place in (0, 1))
    middle = Person.objects.create(code="P-0000-0002", since=AT, became=last)
    first = Person.objects.create(code="P-0000-0003", since=AT, became=middle)
    assert numbers_retired([first.pk, middle.pk, last.pk, other.pk, 10**9]) == {first.pk: last.pk, middle.pk: last.pk}
    assert numbers_retired([]) == {}
