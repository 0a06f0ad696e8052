"""Records linked one by one as they arrive are believed to be whom linking the whole area would believe them to be."""

import random
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.acting import AT
from tests.identity.records import CLERK, filed, linked, row
from wraparound.feeds.commands.taking_in import link_waiting, link_what_was_cut
from wraparound.feeds.rules.quiet import link_again
from wraparound.identity.actions import believe, decide_of, link_records
from wraparound.identity.actions.arriving import CannotLinkAlone
from wraparound.identity.actions.believing import CannotBelieve
from wraparound.identity.models import Person, Record, Teaching
from wraparound.identity.queries.linking import area_linked
from wraparound.identity.queries.waiting import linked_in_part
from wraparound.identity.words import Row
from wraparound.ledger.models import Entry
from wraparound.matching.words import Answer
from wraparound.sample import generate

pytestmark = pytest.mark.django_db
SAID = ("given_names", "surname", "known_as", "birth_date", "sex", "postcode", "address", "nhs_number", "phone")


@cache
def people():
    """Give what several agencies say of an invented area's people, those of one person side by side."""
    table = generate(children=250, seed=3).flat
    told = sorted(table.to_pylist(), key=lambda one: (one["person_id"], one["record_id"]))
    return [(one["source"], Row(one["record_id"], {f: [str(one[f])] for f in SAID if one.get(f)})) for one in told]


def area(told):
    for feed in sorted({feed for feed, _ in told}):
        filed(*(one for source, one in told if source == feed), feed=feed)


def beliefs():
    """Return who is together, and how sure that is, with the persons' codes."""
    return {
        (feed, key): (code, belief)
        for feed, key, code, belief in Record.objects.values_list("feed", "key", "person__code", "belief")
    }


def waiting():
    return list(Record.objects.filter(waits=True).order_by("pk").values_list("pk", flat=True))


def arrive(feed, one):
    filed(one, feed=feed)
    link_records([Record.objects.get(feed=feed, key=one.key).pk], by=CLERK, at=AT)


def moved_by_linking_all():
    """Link the whole area, and return what that changes."""
    before = beliefs()
    found = area_linked()
    assert found.taught is None
    believe(found, by=CLERK, at=AT)
    after = beliefs()
    return {key: (before[key], after[key]) for key in after if before[key] != after[key]}


def test_a_record_cannot_be_linked_alone_before_the_area_was_linked():
    filed(row("1"))
    with pytest.raises(CannotLinkAlone):
        link_records(waiting(), by=CLERK, at=AT)


def test_records_that_arrive_one_by_one_are_believed_as_all_at_once():
    some = people()[:400]
    late = some[::9]
    area([one for one in some if one not in late])
    linked()
    for feed, one in late:
        arrive(feed, one)
    assert not waiting()
    assert moved_by_linking_all() == {}


def test_one_that_changed_asks_the_database_few_things(django_assert_max_num_queries):
    area(people()[:200])
    linked()
    feed, one = people()[0]
    arrive(feed, Row(one.key, one.said | {"phone": ["07700 900001"]}))  # which puts queries into words
    with django_assert_max_num_queries(16):
        filed(Row(one.key, one.said | {"phone": ["07700 900002"]}), feed=feed)
    with django_assert_max_num_queries(25):
        link_waiting(by=CLERK, clock=lambda: AT)
    assert not waiting()


def test_a_record_that_says_something_else_moves_and_those_it_left_are_judged_again():
    filed(row("H1", nhs_number="9990000018"), row("H2", "Ben", "Ash", born="2010-02-03"))
    filed(row("S1", nhs_number="9990000018"), feed="schools")
    linked()
    was = beliefs()
    assert was["health", "H1"][0] == was["schools", "S1"][0]
    arrive("schools", row("S1", "Ben", "Ash", born="2010-02-03"))
    now = beliefs()
    assert now["schools", "S1"][0] == now["health", "H2"][0] == was["health", "H2"][0]
    assert now["health", "H1"][0] != now["schools", "S1"][0]
    assert moved_by_linking_all() == {}


@pytest.mark.parametrize("nearest", [4, 60])
def test_where_too_many_are_around_a_record_is_judged_with_those_nearest_and_the_ledger_says_so(nearest, monkeypatch):
    monkeypatch.setattr("wraparound.identity.queries.arriving.MOST", 2)
    monkeypatch.setattr("wraparound.identity.queries.arriving.NEAREST", nearest)
    some = people()[:200]
    late = some[::9]
    area([one for one in some if one not in late])
    linked()
    for feed, one in late:
        arrive(feed, one)
    assert not waiting()
    told = Entry.objects.filter(event="identity.RecordsLinked").values_list("facts__whole", flat=True)
    assert set(told) == {True, False}
    assert len(moved_by_linking_all()) <= 2  # of persons who have just come, with whom others compete


def test_after_such_arrivals_all_records_are_linked_once_more_in_a_quiet_hour_and_not_before(monkeypatch):
    monkeypatch.setattr("wraparound.identity.queries.arriving.MOST", 2)
    monkeypatch.setattr("wraparound.identity.queries.arriving.NEAREST", 4)
    some = people()[:200]
    late = some[::9]
    area([one for one in some if one not in late])
    linked()
    assert not again(hour=2), "everyone was looked at"
    for feed, one in late:
        arrive(feed, one)
    assert linked_in_part() > 0
    assert not again(hour=12)
    assert again(hour=2)
    assert linked_in_part() == 0
    assert not again(hour=2)
    assert moved_by_linking_all() == {}


def again(hour):
    return link_what_was_cut((1, 5), clock=lambda: AT.replace(hour=hour))


@pytest.mark.parametrize(
    ("in_part", "hour", "quiet", "due"),
    [
        (0, 2, (1, 5), False), (1, 1, (1, 5), True), (1, 5, (1, 5), False), (1, 23, (22, 5), True),
        (1, 4, (22, 5), True), (1, 12, (22, 5), False), (999, 12, (1, 5), False), (1_000, 12, (1, 5), True),
    ],
)  # fmt: skip
def test_all_are_linked_once_more_in_quiet_hours_or_after_many(in_part, hour, quiet, due):
    assert link_again(in_part, hour=hour, quiet=quiet) is due


def test_a_record_that_waits_beside_one_that_arrives_goes_on_waiting():
    filed(row("H1", nhs_number="9990000018"), row("H2", "Ben", "Ash", born="2010-02-03"))
    filed(row("S1", nhs_number="9990000018"), feed="schools")
    linked()
    filed(row("H1", "Ben", "Ash", born="2010-02-03"))
    filed(row("S1", nhs_number="9990000018", phone="07700 900123"), feed="schools")
    first, second = (Record.objects.get(key=key).pk for key in ("S1", "H1"))
    link_records([first], by=CLERK, at=AT)
    assert waiting() == [second]
    link_records([second], by=CLERK, at=AT)
    assert not waiting()
    assert moved_by_linking_all() == {}


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(0, 10**6))
def test_one_by_one_in_any_order_is_as_all_in_one_go(seed):
    from django.db import transaction

    chance = random.Random(seed)
    with transaction.atomic():
        begin = chance.randrange(0, len(people()) - 100)
        some = people()[begin : begin + 100]
        late = chance.sample(some, 10)
        there = [one for one in some if one not in late]
        late = [one for one in late if one[0] in {feed for feed, _ in there}]  # a new feed is counted anew
        area(there)
        linked()
        _things_happen(chance, late)
        assert not waiting()
        assert moved_by_linking_all() == {}
        transaction.set_rollback(True)


def _things_happen(chance, late):
    """Let records arrive and change and people decide, in any order, each linked as it comes."""
    turns = [("arrives", one) for one in late] + [("changes", None)] * 8 + [("decided", None)] * 4
    chance.shuffle(turns)
    for what, one in turns:
        if what == "arrives":
            arrive(*one)
        elif what == "changes":
            _change(chance)
        else:
            _decide(chance)


def _change(chance):
    """Let a record say what another says in some field, or no longer say it."""
    one, other = (Record.objects.get(pk=pk) for pk in chance.sample(_numbers(), 2))
    field = chance.choice(SAID)
    said = {name: values for name, values in one.said.items() if name != field}
    said |= {field: other.said[field]} if field in other.said else {}
    if said.keys() & {"given_names", "surname"}:
        arrive(one.feed, Row(one.key, said))


def _decide(chance):
    """Let someone say that two records are one person's or two people's; near ones, most of the time."""
    one = Record.objects.get(pk=chance.choice(_numbers()))
    mates = list(Record.objects.filter(person_id=one.person_id).exclude(pk=one.pk).values_list("pk", flat=True))
    other = chance.choice(mates) if mates and chance.random() < 0.5 else chance.choice(_numbers())
    if other != one.pk:
        answer = chance.choice([Answer.SAME, Answer.DIFFERENT])
        decide_of(one.pk, right=other, answer=answer, by=CLERK, at=AT + timedelta(minutes=chance.randrange(10**5)))
        link_records(waiting(), by=CLERK, at=AT)


def _numbers():
    return sorted(Record.objects.values_list("pk", flat=True))


def test_what_the_engine_found_before_a_record_arrived_is_not_written_over_it():
    filed(row("1"), row("2", "Ben"), row("3", "Cy"), row("4", "Di"))
    linked()
    found = area_linked()
    arrive("health", row("2", "Bea"))
    with pytest.raises(CannotBelieve):
        believe(found, by=CLERK, at=AT)


def test_linking_a_record_writes_nothing_that_grows_with_the_area():
    filed(*[row(str(k), f"Name{k}", born=f"20{10 + k % 9}-0{1 + k % 9}-11") for k in range(30)])
    linked()
    persons = Person.objects.count()
    arrive("health", row("x", "Zoe", "Quist", born="2009-09-09"))
    assert Person.objects.count() == persons + 1
    assert Teaching.objects.count() == 1
