"""Two who act on one piece of work at the same moment: one wins, the others are told who did."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from tests.teams.working import AMIR, AT, GRACE, ROSA, asked, begun
from wraparound.duties.models import Duty
from wraparound.teams.actions import CannotTakeWork, accept_work, refuse_work, withdraw_work
from wraparound.teams.models import Work, WorkStep
from wraparound.teams.words import WorkStanding

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def work():
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite one writes at a time, and tests keep it in the memory of one connection")
    return asked(begun()["Hattie"])


def at_once(*acts):
    def one(act):
        try:
            return act()
        except CannotTakeWork as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as many:
        return list(many.map(one, acts))


def test_of_many_who_accept_one_does_and_the_others_are_told_who(work):
    people = [replace(AMIR, username=f"worker.{number}", name=f"Worker {number}") for number in range(MANY)]
    came = at_once(*(lambda who=who: accept_work(work.ref, by=who, at=AT) for who in people))
    won = [one for one in came if isinstance(one, Work)]
    assert len(won) == 1
    assert {one for one in came if isinstance(one, str)} == {f"{won[0].holder_name} accepted this work already."}
    assert WorkStep.objects.filter(act="accept").count() == 1
    assert Duty.objects.filter(version__code="taken-up").count() == 1


def test_one_accepts_or_one_refuses_or_it_is_taken_back_and_never_two_of_these(work):
    at_once(
        lambda: accept_work(work.ref, by=AMIR, at=AT),
        lambda: refuse_work(work.ref, why="No room", by=GRACE, at=AT),
        lambda: withdraw_work(work.about, why="A mistake", by=ROSA, at=AT),
    )
    work.refresh_from_db()
    acts = list(WorkStep.objects.filter(work=work).order_by("pk").values_list("act", flat=True))
    assert acts in (["ask", "accept"], ["ask", "refuse"], ["ask", "withdraw"], ["ask", "accept", "withdraw"])
    assert work.standing in {WorkStanding.ACCEPTED, WorkStanding.REFUSED, WorkStanding.WITHDRAWN}
