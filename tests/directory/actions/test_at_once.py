"""Two who keep the directory at the same moment: one is kept, the other is told (PostgreSQL)."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.directory.keeping import AT, KEEPER, PLAY, adopt_ashmere, kept
from wraparound.directory.actions import CannotKeepService, keep_service, note_unmet
from wraparound.directory.actions import keeping as actions
from wraparound.directory.models import LocalService, UnmetNeed
from wraparound.directory.queries.known import codes_taken
from wraparound.directory.words import Unmet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def ashmere():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one writes at a time")
    adopt_ashmere()


def at_once(*acts):
    """Do several things in threads of their own, and give what each came to."""
    came = []

    def done(act):
        try:
            came.append(act())
        except Exception as refused:
            came.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=done, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_of_two_who_add_one_name_at_the_same_moment_one_is_told(monkeypatch):
    both = Barrier(2, timeout=3)

    def looked() -> set[str]:
        taken = codes_taken()
        both.wait()
        return taken

    monkeypatch.setattr(actions, "codes_taken", looked)
    came = at_once(*[lambda: keep_service(PLAY, by=KEEPER, at=AT)] * 2)
    (refused,) = [one for one in came if isinstance(one, CannotKeepService)]
    assert "Somebody added a service at the same moment" in str(refused)
    assert LocalService.objects.count() == 1


def test_of_two_who_change_what_both_saw_one_is_told():
    code = kept().code

    def change(cost):
        return lambda: keep_service(PLAY.__class__(**vars(PLAY) | {"cost": cost}), code=code, seen=1, by=KEEPER, at=AT)

    came = at_once(change("£2"), change("£3"))
    assert sum(isinstance(one, CannotKeepService) for one in came) == 1
    kept_cost = next(one.cost for one in came if isinstance(one, LocalService))
    assert LocalService.objects.get().cost == kept_cost


def test_a_need_that_is_noted_twice_at_the_same_moment_counts_once():
    came = at_once(*[lambda: note_unmet(Unmet("housing", 3, "", "contact:C-7K3M-92QX"), by=KEEPER, at=AT)] * 4)
    assert {type(one) for one in came} == {UnmetNeed}
    assert UnmetNeed.objects.count() == 1
