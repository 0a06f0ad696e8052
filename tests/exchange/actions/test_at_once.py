"""Keepers who act at the same moment: no clause is lost, and a draft becomes one version."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.exchange.actions.test_agreements import KEEPER, LATER, ONE, REASON, seen
from tests.exchange.agreeing import clause
from tests.sample_area import adopt_ashmere
from wraparound.exchange.actions import CannotAdoptAgreements, adopt_agreements, adopt_draft, put_clause
from wraparound.exchange.models import Agreement, Draft
from wraparound.web.commands.run import MAKER

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture(autouse=True)
def on_postgresql():
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite one writes at a time, and tests keep it in the memory of one connection")
    adopt_ashmere()
    adopt_agreements(ONE, by=MAKER, at=LATER)


def at_once(act):
    def one(number):
        try:
            return act(number)
        except CannotAdoptAgreements:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as many:
        return [found for found in many.map(one, range(MANY)) if found]


def test_of_many_who_add_a_clause_each_to_no_draft_yet_none_is_lost():
    assert len(at_once(lambda number: put_clause(clause(f"c{number}"), by=KEEPER, at=LATER))) == MANY
    held = {one["code"] for one in Draft.objects.get().clauses}
    assert held == {"all", *(f"c{number}" for number in range(MANY))}


def test_of_many_who_adopt_one_draft_one_does():
    put_clause(clause("new"), by=KEEPER, at=LATER)
    looked_at = seen()
    assert len(at_once(lambda _: adopt_draft(looked_at, reason=REASON, by=KEEPER, at=LATER))) == 1
    assert list(Agreement.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
