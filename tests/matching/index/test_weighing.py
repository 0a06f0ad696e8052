"""A record found weighs what it weighs when every comparison is graded, and no better one is left out."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numba import njit

from tests.matching.index.invented import MODEL, PEOPLE, PLAIN, SENTINEL, built
from wraparound.matching.compare.memory import int64_at, put_int64
from wraparound.matching.index import Record, open_index
from wraparound.matching.index.machine import machine_at
from wraparound.matching.index.own import NOTED, NOTES, QUERY, ROOM
from wraparound.matching.index.weighing import GAP, NOTE, OWN_CODE, SETTLES, weight_of

VALUES = {
    "given_names": ["Sophia Rose", "Sofia", "Mohammed", "Muhammad Ali", "Yu Xuan", "Grace Yu Xuan", "Baby", "S"],
    "surname": ["Adeyemi", "Adeyemi-Smith", "Khatib", "Al-Khatib", "Smith", "Smyth", "Wong", "Sophia"],
    "known_as": ["Sophie", "Mo"],
    "birth_date": ["2016-03-12", "2016-12-03", "2016-03-21", "2015-03-12", "2016-03", "2016", "2016-01-01"],
    "sex": ["M", "F"],
    "address": ["12 Orchard Street, Millby", "21 Orchard Street, Millby", "3 Mill Lane, Eastby"],
    "postcode": ["QA1 2AB", "QA1 2AD", "QA3 4BD"],
    "previous_postcode": ["QA1 2AB", "QA8 1AB"],
    "phone": ["07700 900123", "07700 900132", "01632 960456"],
    "nhs_number": ["9990000182", "9990000018"],
    "carer_name": ["Amina Khatib", "Zofia Adeyemi"],
    "school": ["900123", "900200"],
}
SAID = st.fixed_dictionaries({}, optional={field: st.sampled_from(texts) for field, texts in VALUES.items()})


def some_records(seed):
    chance = random.Random(seed)
    return tuple(
        Record(f"s/{k}", {field: chance.choice(texts) for field, texts in VALUES.items() if chance.random() < 0.6})
        for k in range(250)
    )


@pytest.fixture(scope="module", params=[MODEL, PLAIN], ids=["with rarity", "plain"])
def index(request, tmp_path_factory):
    folder = built((SENTINEL, *PEOPLE, *some_records(1)), model=request.param, directory=tmp_path_factory.mktemp("all"))
    with open_index(folder, write=True, durable=False) as index:
        index.put(some_records(2)[:120])
        yield index


@njit(cache=True)
def graded_whole(block, machine, own, row):
    """Weigh a record against the query looked up last with nothing told at sight and no end before the last."""
    engine, notes, count = machine_at(block, machine), int64_at(own, NOTES), int64_at(own, NOTED)
    for k in range(count):
        put_int64(notes, NOTE * k + GAP, -1)
        put_int64(notes, NOTE * k + SETTLES, 0)
        put_int64(notes, NOTE * k + OWN_CODE, 0)
    return weight_of(row, int64_at(own, QUERY), engine, notes, count, -np.inf, machine, int64_at(own, ROOM))


@given(query=SAID.filter(lambda said: len(said) > 1 and said.keys() - {"sex", "given_names"}))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_record_weighs_the_same_however_it_is_weighed(index, query):
    found, searcher = index.find(query, limit=1000), index._searcher
    machine = searcher.machines[found._asked.present]
    for hit in found:
        assert hit.weight == graded_whole(searcher.places[0], machine.place, searcher.places[1], hit._row)


@given(query=SAID.filter(lambda said: len(said) > 1 and said.keys() - {"sex", "given_names"}), limit=st.integers(1, 30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_given_up_early_would_not_have_been_shown(index, query, limit):
    everything = [(hit.key, hit.weight) for hit in index.find(query, limit=1000)]
    assert [(hit.key, hit.weight) for hit in index.find(query, limit=limit)] == everything[:limit]
