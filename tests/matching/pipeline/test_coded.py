"""Codes on disk: what is gathered by its codes is what was given, lists and missing values too."""

import numpy as np
import pyarrow as pa

from wraparound.matching.columns.store import stored_as_given
from wraparound.matching.pipeline.parts import coded
from wraparound.matching.pipeline.parts.census import Census, Laying
from wraparound.matching.pipeline.parts.coded import codes_of, lone
from wraparound.matching.pipeline.parts.spool import Spool

PARTS = (
    pa.table({"name": ["Ada", None, "Zoë", "Ada"], "town": ["", "Leeds", "Hull", None]}),
    pa.table({"name": pa.array([["Ada", "Bea"], None, ["Zoë"]]), "town": ["Hull", "Ely", "Hull"]}),
)


def test_records_gathered_by_their_codes_say_what_was_given(tmp_path, monkeypatch):
    monkeypatch.setattr(coded, "WINDOW", 4)
    census, names = Census(tmp_path, ("name", "town")), ["name", "town"]
    stores = [stored_as_given(part, names=names) for part in PARTS]
    tables = []
    for store in stores:
        census.count(store)
        tables.append(pa.table(codes_of(store)))
    census.settle()
    for part, (given, table) in enumerate(zip(stores, tables, strict=True)):
        found = census.store(census.recoded(table, part=part), names=names, laying=Laying(weighed=("town",)))
        for name in names:
            said = [[sorted(store.texts(k, column=name)) for k in range(len(store))] for store in (given, found)]
            assert said[0] == said[1]
        town = found.values.log_frequency[found.base[1] : found.base[2]]
        share = dict(zip(found.distinct[1].to_pylist(), np.exp2(town).round(9).tolist(), strict=True))
        assert share["Hull"] == 0.5


def test_a_column_is_read_alone_and_says_which_value_is_a_records_only_one(tmp_path):
    spool = Spool(tmp_path / "parts")
    for part in PARTS:
        spool.put(pa.table(codes_of(stored_as_given(part, names=["name", "town"]))))
    read = list(spool.columns(["name"]))
    assert [table.column_names for table in read] == [["name"], ["name"]]
    plain, lists = (lone(table.column("name")).tolist() for table in read)
    assert plain == [1, 0, 2, 1]
    assert [code > 0 for code in lists] == [False, False, True]
