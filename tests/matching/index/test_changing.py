"""An index that has been changed in any way finds what one built afresh from the same records would."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.matching.index.invented import MODEL, PEOPLE, PLAIN, SENTINEL, SOPHIA, built, everything_found, keys_found
from wraparound.matching.index import CannotPut, Record, open_index

GIVEN = ["Sophia", "Sofia Rose", "Mohammed", "Muhammad Ali", "Łukasz", "李 明", "Baby", "Zeb"]
SURNAMES = ["Adeyemi", "Al-Khatib", "Śliwiński", "O’Neill", "Featherstone-Hart", "Sophia"]
SAID = st.fixed_dictionaries(
    {},
    optional={
        "given_names": st.sampled_from(GIVEN),
        "surname": st.sampled_from(SURNAMES),
        "known_as": st.sampled_from(["Zeb", "Sophie", "Mo"]),
        "birth_date": st.sampled_from(["2016-03-12", "2016-12-03", "2016-03", "2016", "2014-11-02", "2016-01-01"]),
        "postcode": st.sampled_from(["QA1 2AB", "QA1 2AD", "QA3 4BD"]),
        "address": st.sampled_from(["12 Orchard Street, Millby", "21 Orchard Street, Millby", "3 Mill Lane, Eastby"]),
        "phone": st.sampled_from(["07700 900123", "07700 900132", "01632 960456"]),
        "nhs_number": st.sampled_from(["9990000182", "9990000018"]),
    },
)
KEYS = st.sampled_from([f"s/{k}" for k in range(8)])
RECORDS = st.builds(Record, KEYS, SAID, st.sampled_from(["p1", "p2", "p3"]))
QUERIES = (
    SOPHIA,
    {"surname": "Al-Khatib", "given_names": "Mohamed"},
    {"name": "Zeb Featherstone"},
    {"postcode": "QA1", "birth_date": "2016"},
    {"phone_ending": "0132", "surname": "Oneill"},
    {"address_words": "mill eastby"},
)


class Changing(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.scratch = TemporaryDirectory()
        self.folder = built((SENTINEL,), model=PLAIN, directory=Path(self.scratch.name) / "changing")
        self.index = open_index(self.folder, write=True, durable=False)
        self.reader = open_index(self.folder)
        self.records = {SENTINEL.key: SENTINEL}

    @rule(batch=st.lists(RECORDS, min_size=1, max_size=4))
    def put(self, batch):
        self.index.put(batch)
        self.records |= {record.key: record for record in batch}

    @rule(record=RECORDS)
    def put_one(self, record):
        self.index.put_one(record)
        self.records[record.key] = record

    @rule(keys=st.lists(KEYS, max_size=3))
    def remove(self, keys):
        assert self.index.remove(keys) == len(self.records.keys() & set(keys))
        self.records = {key: record for key, record in self.records.items() if key not in keys}

    @rule()
    def compact(self):
        self.index.compact()

    @precondition(lambda self: len(self.records) > 1)
    @rule()
    def reopen(self):
        self.index.close()
        self.index = open_index(self.folder, write=True, durable=False)

    @rule()
    def compare_with_one_built_afresh(self):
        """Compare once the index is written anew.

        Until then a value that only removed records held still completes a part of a number, which may move the
        weight of a faint hit.
        """
        self.index.compact()
        with TemporaryDirectory() as scratch:
            folder = built(tuple(self.records.values()), model=PLAIN, directory=Path(scratch) / "fresh")
            with open_index(folder) as fresh:
                self.reader.refresh()
                for query in QUERIES:
                    expected = everything_found(fresh, query)
                    assert everything_found(self.index, query) == expected
                    assert everything_found(self.reader, query) == expected

    @invariant()
    def counts_what_there_is(self):
        assert len(self.index) == len(self.records)

    def teardown(self):
        self.index.close()
        self.reader.close()
        self.scratch.cleanup()


Changing.TestCase.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
test_any_changes_leave_what_one_built_afresh_would_find = Changing.TestCase


def test_how_rare_a_value_is_is_counted_again_when_an_index_is_written_anew(tmp_path):
    records = (SENTINEL, *PEOPLE)
    with open_index(built((SENTINEL,), model=MODEL, directory=tmp_path / "a"), write=True) as index:
        index.put(records[1:])
        index.compact()
        with open_index(built(records, model=MODEL, directory=tmp_path / "b")) as fresh:
            for query in QUERIES:
                assert everything_found(index, query) == everything_found(fresh, query)


def test_a_reader_sees_whole_batches_and_only_when_it_looks(tmp_path):
    folder = built((SENTINEL,), model=MODEL, directory=tmp_path)
    with open_index(folder, write=True) as index, open_index(folder) as reader:
        index.put(PEOPLE)
        assert len(reader) == 1
        assert reader.refresh()
        assert not reader.refresh()
        assert keys_found(reader, SOPHIA)[0] == "health/1"
        index.compact()
        index.remove(["health/1"])
        assert reader.refresh()
        assert keys_found(reader, SOPHIA)[0] == "schools/1"


def test_what_was_found_stays_good_when_the_index_moves_on(tmp_path):
    with open_index(built((SENTINEL, *PEOPLE), model=MODEL, directory=tmp_path), write=True) as index:
        hit = index.find(SOPHIA)[0]
        index.remove([hit.key])
        index.compact()
        assert (hit.key, hit.person) == ("health/1", "p1")
        assert hit.why


def test_one_process_writes_and_a_second_is_told_so(tmp_path):
    folder = built((SENTINEL,), model=MODEL, directory=tmp_path)
    with open_index(folder, write=True), pytest.raises(CannotPut, match="another process is writing"):
        open_index(folder, write=True)
    with open_index(folder, write=True) as index:
        assert len(index) == 1


def test_a_reader_may_not_write(tmp_path):
    with open_index(built((SENTINEL,), model=MODEL, directory=tmp_path)) as index:
        for change in (lambda: index.put(PEOPLE), lambda: index.remove(["seed/0"]), index.compact):
            with pytest.raises(CannotPut, match="open for reading"):
                change()


@pytest.mark.parametrize("record", [Record("", SOPHIA), Record("k" * 5000, SOPHIA), Record("s/1", SOPHIA, "p" * 5000)])
def test_a_record_without_a_usable_name_is_refused(tmp_path, record):
    with open_index(built((SENTINEL,), model=MODEL, directory=tmp_path), write=True) as index:
        with pytest.raises(CannotPut, match="bytes"):
            index.put([record])
        assert len(index) == 1


def test_an_index_that_is_full_writes_itself_anew_and_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr("wraparound.matching.index.snapshot.LEAST_ROOM", 40)
    folder = built((SENTINEL,), model=MODEL, directory=tmp_path)
    with open_index(folder, write=True, durable=False) as index:
        for k in range(120):
            index.put_one(
                Record(f"s/{k}", {**SOPHIA, "surname": f"Adeyemi{'abcdefghij'[k % 10]}{'klmnopqrst'[k // 10 % 10]}"})
            )
        assert len(index) == 121
        assert index.generation > 1
    with open_index(folder) as index:
        assert len(index) == 121
