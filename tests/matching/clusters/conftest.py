"""A handful of invented records, linked by the model that comes with the engine, and who was found to be whom."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest

from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.pipeline.answers import Said, resolved_answers
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.inputs import Input, gathered_inputs
from wraparound.matching.pipeline.link import Linked, link
from wraparound.matching.pipeline.outputs import record_keys
from wraparound.matching.pipeline.persons import keys_of
from wraparound.matching.words import Answer, Field
from wraparound.sample import generate

FIELDS = [
    "given_names", "surname", "known_as", "birth_date", "sex", "address", "postcode", "phone", "carer_name",
    "nhs_number", "nhs_number_verified", "upn", "upn_verified",
]  # fmt: skip
COLUMNS = uses((name, ColumnUse(Field(name))) for name in ("source", *FIELDS))


@dataclass(frozen=True)
class Found:
    """Who was found: sets of record ids, and how to ask about some of them."""

    linked: Linked
    persons: frozenset[frozenset[str]]

    def together(self, *ids):
        return any(set(ids) <= person for person in self.persons)

    def apart(self, *ids):
        return all(len(person & set(ids)) <= 1 for person in self.persons)

    def weight(self, one, other):
        """Return the believed weight of the pair of two records, or None where it was not kept."""
        at = self._place(one, other)
        return None if at is None else float(self.linked.weight[at])

    def against_chance(self, one, other):
        """Return what speaks for two records being one person and no strangers, in bits."""
        return float(self.linked.pairs.chance[self._place(one, other)])

    def _place(self, one, other):
        keys = [key.split("\x1f")[1] for key in record_keys(self.linked).to_pylist()]
        ends = zip(self.linked.pairs.left, self.linked.pairs.right, strict=True)
        places = {frozenset((keys[a], keys[b])): k for k, (a, b) in enumerate(ends)}
        return places.get(frozenset((one, other)))


def found_in(linked):
    """Return the persons of a linking as sets of record ids."""
    keys = [key.split("\x1f")[1] for key in record_keys(linked).to_pylist()]
    persons = {}
    for record, person in enumerate(linked.person):
        persons.setdefault(int(person), set()).add(keys[record])
    return Found(linked, frozenset(map(frozenset, persons.values())))


def table_of(records):
    """Return records (dicts with an id) as a table with every field."""
    rows = [{"source": "health"} | record for record in records]
    columns = {"id": pa.array([row["id"] for row in rows], pa.string())}
    for name in ("source", *FIELDS):
        kind = pa.bool_() if name.endswith("_verified") else pa.string()
        columns[name] = pa.array([row.get(name) for row in rows], kind)
    return pa.table(columns)


@pytest.fixture(scope="session")
def others():
    """Return the records of some three hundred invented children who have nothing to do with a test's own."""
    table = generate(children=300, seed=5).flat
    rows = table.select(["record_id", "source", *FIELDS]).to_pylist()
    return [{"id": row.pop("record_id"), **row} for row in rows]


@pytest.fixture(scope="session")
def linking(others):
    """Return what links a test's records among the others, with answers and sources that forbid duplicates."""

    def linked(records, *, said=(), forbidden=(), shuffle=None):
        rows = [*others, *records]
        if shuffle is not None:
            rows = [rows[k] for k in np.random.default_rng(shuffle).permutation(len(rows))]
        split = {
            name: [row for row in rows if row.get("source", "health") == name] for name in forbidden
        }  # a source that forbids duplicates has its own file
        rest = [row for row in rows if row.get("source", "health") not in split]
        inputs = [Input(table_of(rest), Mapping("all", id="id", columns=COLUMNS), "all")]
        inputs += [
            Input(table_of(own), Mapping(name, id="id", duplicates="forbidden", columns=COLUMNS), name)
            for name, own in split.items()
        ]
        gathered = gathered_inputs(inputs)
        keys = keys_of(gathered.source.cast(pa.string()), ids=gathered.ids)
        source = {row["id"]: row.get("source", "health") for row in rows}
        log = [Said((source[a], a), (source[b], b), Answer(answer)) for a, b, answer in said]
        answers = resolved_answers(log, keys=keys).answers
        return found_in(link(inputs, model=default_model(), answers=answers))

    return linked
