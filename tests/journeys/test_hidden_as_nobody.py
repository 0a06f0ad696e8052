"""Every address about a child asks the database the same of somebody hidden as of nobody, and in as many steps.

The ways to ask and those who ask are the benchmark row's (benchmarks/shields.py), which times their answers.
"""

import re

import pytest
from django.db import connection

from benchmarks.work.asking import NOBODY, Asker, ways_of_a_child
from tests.acting import AT
from tests.identity.test_shields import A_FEW
from tests.journeys.test_access_walk import ashmere, code_of
from wraparound.identity.models import Person, Shield
from wraparound.identity.words import ShieldKind

__all__ = ["ashmere"]  # the area in which is asked
SAVEPOINT = re.compile(r"s\d+_x\d+")  # each has a name of its own


class Steps:
    """Notes each statement that is sent: its words, how many values go with it, and what SQLite does for it."""

    def __init__(self):
        self.sent, self.steps = [], 0

    def __call__(self, execute, sql, params, *rest):
        self.sent.append((SAVEPOINT.sub("", sql), len(params or ())))
        return execute(sql, params, *rest)

    def __enter__(self):
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(self._one, 1)
        self.wraps = connection.execute_wrapper(self)
        self.wraps.__enter__()
        return self

    def __exit__(self, *how):
        self.wraps.__exit__(*how)
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(None, 1)

    def _one(self):
        self.steps += 1


def test_every_address_does_for_somebody_hidden_what_it_does_for_nobody(ashmere):
    asker, hidden, asked = Asker(), code_of("shielded", agency="police"), 0
    retired = Person.objects.create(code="P-0000-0001", since=AT, became=Person.objects.get(code=hidden))
    Shield.objects.create(person=retired, kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)
    for way, who in asker.pairs(ways_of_a_child()):
        asker.ask(who, way=way.about(NOBODY))  # what is thought out once has been
        found = {code: _asked(asker, who, way=way.about(code)) for code in (NOBODY, hidden, retired.code)}
        nobody = found.pop(NOBODY)
        for code, one in found.items():
            where = f"{who} {way.method} {way.name} of {code}"
            assert one.sent == nobody.sent, where
            assert abs(one.steps - nobody.steps) <= A_FEW * _looks(nobody.sent), (where, one.steps, nobody.steps)
            asked += bool(_looks(one.sent))
    assert asked > 100


def _asked(asker, who, *, way):
    with Steps() as counted:
        asker.ask(who, way=way)
    return counted


def _looks(sent):
    """Count the statements that ask whose a code is."""
    return sum("identity_person asked" in words for words, _ in sent)


@pytest.mark.parametrize("role", ["Front-door worker", "Professional"])
def test_the_walk_would_tell_who_is_there(ashmere, role):
    asker = Asker()
    who = next(one for one in asker.clients if str(one) == f"{role} police")
    way = next(one for one in ways_of_a_child() if one.name == "child")
    open_one = _asked(asker, who, way=way.about(code_of("own", agency="police")))
    assert open_one.sent != _asked(asker, who, way=way.about(NOBODY)).sent
