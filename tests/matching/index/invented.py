"""A few invented records, a model to weigh them by, and indexes of them."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from wraparound.matching.fields import prepared
from wraparound.matching.index import Record, build_from, open_index
from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.model import Comparison, Model
from wraparound.matching.pipeline.inputs import Input, gathered_inputs
from wraparound.matching.pipeline.readying import coded_store
from wraparound.matching.words import Field

FIELDS = (
    "given_names", "surname", "known_as", "birth_date", "sex", "address", "postcode", "previous_postcode", "phone",
    "nhs_number", "upn", "carer_name", "school", "email",
)  # fmt: skip
ALL = {
    "given_names": "Zebedee Quill", "surname": "Featherstone-Hart", "known_as": "Zeb", "birth_date": "2012-05-30",
    "sex": "M", "address": "9 Example Walk, Northby", "postcode": "QA9 9AA", "previous_postcode": "QA8 1AB",
    "phone": "07700 900999", "nhs_number": "999 000 0018", "upn": "E101200115001", "carer_name": "Ottoline Hart",
    "school": "900123", "email": "zeb@example.org",
}  # fmt: skip
SENTINEL = Record("seed/0", ALL, "person/0")
SOPHIA = {
    "given_names": "Sophia Rose", "surname": "Adeyemi", "birth_date": "2016-03-12", "sex": "F", "postcode": "QA1 2AB",
    "address": "12 Orchard Street, Millby", "phone": "07700 900123", "nhs_number": "9990000182",
}  # fmt: skip
MOHAMMED = {
    "given_names": "Mohammed", "surname": "Al-Khatib", "birth_date": "2014-11-02", "sex": "M", "postcode": "QA3 4BD",
    "address": "3 Mill Lane, Eastby", "phone": "01632 960456", "carer_name": "Amina Al-Khatib",
}  # fmt: skip
LUKASZ = {
    "given_names": "Łukasz", "surname": "Śliwiński", "birth_date": "2011-01-20", "sex": "M", "postcode": "QA1 2AB",
    "address": "14 Orchard Street, Millby", "carer_name": "Zofia Śliwińska", "school": "900200",
}  # fmt: skip
PEOPLE = (
    Record("health/1", SOPHIA, "p1"),
    Record("schools/1", {**SOPHIA, "given_names": "Sofia", "phone": "", "birth_date": "2016"}, "p1"),
    Record("health/2", MOHAMMED, "p2"),
    Record("police/2", {"given_names": "Muhammad", "surname": "Khatib", "birth_date": "02/11/2014"}, "p2"),
    Record("schools/3", LUKASZ, "p3"),
)


def model_of(records: tuple[Record, ...], *, rarity: bool = True) -> Model:
    """Give a model whose levels weigh by their place: the first speaks for one person, the last against."""
    fields = prepared(gathered_inputs([_input(records)]).given)
    return Model(tuple(_weighed(comparison, rarity) for comparison in fields.comparisons), (), prior=1e-3)


def _weighed(comparison: Comparison, rarity: bool) -> Comparison:
    graded = comparison.graded
    m = dict(zip(graded, [0.9] + [0.1 / (len(graded) - 1)] * (len(graded) - 1), strict=True))
    u = {level: 0.001 * 4**place if place < len(graded) - 1 else 0.9 for place, level in enumerate(graded)}
    levels = [
        replace(level, m=m.get(k), u=u.get(k), tf_column=level.tf_column if rarity else "")
        for k, level in enumerate(comparison.levels)
    ]
    return replace(comparison, levels=tuple(levels))


def _input(records: tuple[Record, ...]) -> Input:
    columns = {name: [str(record.said.get(name) or "") or None for record in records] for name in FIELDS}
    sides = [record.key.split("/", 1) for record in records]
    table = {"source": [source for source, _ in sides], "id": [number for _, number in sides], **columns}
    made = pa.table({name: pa.array(values, pa.string()) for name, values in table.items()})
    wanted = [("source", ColumnUse(Field.SOURCE)), *((name, ColumnUse(Field(name))) for name in FIELDS)]
    return Input(made, Mapping(source="x", id="id", columns=uses(wanted)), "records")


def built(records: tuple[Record, ...], *, model: Model, directory: Path) -> Path:
    """Build an index of records as the engine would: their columns prepared and coded together."""
    gathered = gathered_inputs([_input(records)])
    store = coded_store(gathered, fields=prepared(gathered.given), model=model)
    order = pa.array(store.order)
    people = pa.array([record.person or record.key for record in records])
    build_from(store, model=model, labels=(gathered.keys.take(order), people.take(order)), directory=directory)
    return directory


MODEL = model_of((SENTINEL, *PEOPLE))
PLAIN = model_of((SENTINEL, *PEOPLE), rarity=False)


def keys_found(index, query, **more):
    """Give the keys of the records that a query finds, best first."""
    return [hit.key for hit in index.find(query, **more)]


def everything_found(index, query):
    """Give all that a search says, to be compared with another's."""
    return [
        (hit.key, hit.person, round(hit.weight, 6), [(r.field, r.level, r.asked, r.held) for r in hit.why])
        for hit in index.find(query, limit=50)
    ]


__all__ = ["ALL", "MODEL", "PEOPLE", "PLAIN", "SENTINEL", "built", "everything_found", "keys_found", "open_index"]
