"""Several see to clocks, answer, or change a rule at the same moment: each thing happens once (PostgreSQL)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.acting import AT, someone
from tests.sample_area import adopt_ashmere
from wraparound.access.words import Role
from wraparound.duties.actions import (
    CannotAct,
    CannotChangeRule,
    answer_duty,
    change_rule,
    open_duty,
    see_to_clocks,
)
from wraparound.duties.models import Happening, RuleVersion
from wraparound.duties.queries import rule_in_force
from wraparound.duties.words import Answered, Clock, Owed
from wraparound.kernel.acting import Actor
from wraparound.ledger.queries import lines_from
from wraparound.ledger.rules import first_broken
from wraparound.post.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)
POLICE = someone(Role.PROFESSIONAL, agency="police")
MACHINE = Actor("operator:run", "", roles=frozenset({"operator"}))
MANY = 4


@pytest.fixture(autouse=True)
def ashmere():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one writes at a time")
    adopt_ashmere()


def opened(number=1):
    owed = Owed(agency="police", owed_to="social-care", words="Answer it", subject=f"ask:Q-{number:04}")
    return open_duty(owed, rule="answer-red", by=someone(), at=AT)


def at_once(does):
    """Have several do something at the same moment, and give what came of it."""

    def done(number):
        try:
            return does(number)
        except (CannotAct, CannotChangeRule) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(done, range(MANY)))


def test_each_rung_is_climbed_and_told_once_whoever_sees_to_clocks():
    made = [opened(number) for number in range(30)]
    late = AT + timedelta(hours=4)
    seen_to = at_once(lambda _: see_to_clocks(by=MACHINE, at=late))
    while more := see_to_clocks(by=MACHINE, at=late):
        seen_to.append(more)
    assert sum(seen_to) == len(made)
    assert Happening.objects.filter(rung="due").count() == len(made)
    assert Letter.objects.filter(template="question-late").count() == len(made)
    assert first_broken(lines_from()) is None


def test_a_duty_is_answered_once():
    duty = opened()
    said = at_once(lambda _: answer_duty(duty.pk, how=Answered.DONE, by=POLICE, at=AT))
    assert sum(isinstance(one, CannotAct) for one in said) == MANY - 1
    assert Happening.objects.filter(kind="answered").count() == 1


def test_a_rule_is_changed_once_from_a_version():
    opened()
    now = rule_in_force("answer-red", on=AT.date())

    def changed(number):
        rule = replace(now, clock=Clock(now.clock.kind, 5 + number, now.clock.hours), holds_from=date(2026, 9, 1))
        return change_rule(rule, reason="Four hours were too short", by=someone(Role.GOVERNANCE), at=AT)

    said = at_once(changed)
    assert sum(isinstance(one, CannotChangeRule) for one in said) == MANY - 1
    assert RuleVersion.objects.filter(code="answer-red").count() == 2
