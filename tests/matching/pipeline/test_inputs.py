"""Several agencies' tables put together field by field, each with its own columns and habits."""

import pyarrow as pa

from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.mapping.mapping import uses
from wraparound.matching.pipeline.inputs import Input, gathered_inputs
from wraparound.matching.words import Field

HEALTH = Input(
    pa.table({"n": ["1", "2"], "First": ["Ada", "Bram"], "DOB": ["05/03/2014", None], "Home": ["QA1 2BD", None]}),
    Mapping(
        "health",
        id="n",
        duplicates="forbidden",
        columns=uses(
            [
                ("First", ColumnUse(Field.GIVEN_NAMES)),
                ("DOB", ColumnUse(Field.BIRTH_DATE)),
                ("Home", ColumnUse(Field.POSTCODE)),
            ]
        ),
    ),
    "health.csv",
)
POLICE = Input(
    pa.table({"born": ["03/05/2014"], "first": ["Ada"], "alias": ["Addy"], "who": ["county"], "note": ["x"]}),
    Mapping(
        "police",
        date_order="mdy",
        columns=uses(
            [
                ("born", ColumnUse(Field.BIRTH_DATE)),
                ("first", ColumnUse(Field.GIVEN_NAMES)),
                ("alias", ColumnUse(Field.GIVEN_NAMES)),
                ("who", ColumnUse(Field.SOURCE)),
                ("note", ColumnUse(Field.IGNORE)),
            ]
        ),
    ),
    "police.csv",
)


def test_columns_of_one_field_stand_together_and_gaps_are_missing():
    given = gathered_inputs([HEALTH, POLICE]).given
    assert [column.to_pylist() for column in given["given_names"]] == [["Ada", "Bram", "Ada"], [None, None, "Addy"]]
    assert given["postcode"][0].to_pylist() == ["QA1 2BD", None, None]
    assert "ignore" not in given


def test_each_table_reads_dates_in_its_own_order():
    given = gathered_inputs([HEALTH, POLICE]).given
    assert given["birth_date"][0].to_pylist() == ["2014-03-05", None, "2014-03-05"]


def test_ids_are_the_tables_own_or_the_rows_of_the_file():
    gathered = gathered_inputs([HEALTH, POLICE])
    assert gathered.ids.to_pylist() == ["1", "2", "2"]
    assert gathered.keys.to_pylist() == ["health/1", "health/2", "county/2"]
    assert (len(gathered), gathered.sizes) == (3, (2, 1))


def test_sources_are_coded_and_know_whether_they_forbid_duplicates():
    gathered = gathered_inputs([HEALTH, POLICE])
    sources = gathered.sources
    names = gathered.source.dictionary.to_pylist()
    assert [names[code] for code in sources.codes] == ["health", "health", "county"]
    assert {name: bool(sources.forbidden[k]) for k, name in enumerate(names)} == {"health": True, "county": False}


def test_a_dictionary_column_and_a_number_column_are_read_as_text():
    table = pa.table({"a": pa.array(["Ada", "Ada"]).dictionary_encode(), "b": [7, 8]})
    columns = uses([("a", ColumnUse(Field.GIVEN_NAMES)), ("b", ColumnUse(Field.IDENTIFIER))])
    given = gathered_inputs([Input(table, Mapping("s", columns=columns), "s.csv")]).given
    assert given["given_names"][0].to_pylist() == ["Ada", "Ada"]
    assert given["identifier"][0].to_pylist() == ["7", "8"]
