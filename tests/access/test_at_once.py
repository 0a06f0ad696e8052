"""Many who try at the same moment: a code, a recovery code and a link each work once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.access.signing_in import NOBODY, PASSWORD, account_of, acting_as, code_at, with_password
from tests.acting import AT
from tests.sample_area import adopt_ashmere
from wraparound.access import actions, queries
from wraparound.access.models import SignIn

pytestmark = pytest.mark.django_db(transaction=True)
ROSA, LATER, MANY = "rosa.wendle@example.org", AT + timedelta(minutes=1), 8


@pytest.fixture(autouse=True)
def on_postgresql():
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite one writes at a time, and tests keep it in the memory of one connection")
    adopt_ashmere()


def at_once(tried):
    def one(_):
        try:
            return tried()
        except actions.CannotUseInvitation:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as many:
        return [found for found in many.map(one, range(MANY)) if found]


def entering(code):
    proof = queries.proof_of_password(ROSA, password=PASSWORD, address="192.0.2.7", at=LATER)
    return lambda: (
        actions.enter_by_password(ROSA, proof=proof, code=code, address="192.0.2.7", by=NOBODY, at=LATER).account
    )


@pytest.mark.parametrize("paper", [False, True])
def test_of_many_who_bring_one_code_one_comes_in_and_the_door_shuts_on_the_rest(paper):
    secret, codes = with_password("rosa.wendle", at=AT)
    assert len(at_once(entering(codes[0] if paper else code_at(secret, LATER)))) == 1
    assert SignIn.objects.filter(result="wrong").count() == 5
    assert SignIn.objects.filter(result="locked").count() == MANY - 6


def test_of_many_who_use_one_link_one_does():
    _, token = actions.invite(account_of("rosa.wendle").pk, by=acting_as("owen.haskell", at=AT), at=AT)
    given = actions.NewPassword(PASSWORD, b"x" * 20, code_at(b"x" * 20, AT))
    used = at_once(lambda: actions.accept_invitation_by_password(token, given=given, by=NOBODY, at=AT))
    assert len(used) == 1
    assert queries.ways_of(account_of("rosa.wendle")).codes_left == 10
