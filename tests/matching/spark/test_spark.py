"""The same model on Spark gives the same pairs as here."""

import warnings
from contextlib import nullcontext
from importlib.util import find_spec

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from wraparound.matching import spark as on_spark
from wraparound.matching.columns.store import stored
from wraparound.matching.commands import in_parts, main
from wraparound.matching.model import Model, alike, both, missing, same
from wraparound.matching.model.levels import OTHERWISE, Comparison, Level, Measure, Op, Rule, Test
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.score import Bringing, scored
from wraparound.matching.spark import CannotUseSpark, SparkNotHere, link_with_spark, spark_session
from wraparound.matching.spark import session as sessions
from wraparound.matching.spark.lists import for_lists
from wraparound.sample import generate

ABSENT = [name for name in ("pyspark", "splink") if find_spec(name) is None]
ABSENT += [] if sessions.java() else ["Java"]
here = [
    pytest.mark.skipif(bool(ABSENT), reason=f"{', '.join(ABSENT)} not installed; see requirements/spark.txt"),
    pytest.mark.enable_socket,  # Python and Java talk over the loopback address
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    # pyspark leaves sockets and processes to be closed by the collector, and Splink and pyspark use what pandas left
    pytest.mark.filterwarnings("ignore"),
]

COLUMNS = ["record_id", "source", "given_names", "surname", "known_as", "birth_date", "postcode", "phone"]


def two_levels(name: str, test: Test) -> Comparison:
    levels = (
        Level("none", missing(test.left), is_null=True),
        Level("yes", test, m=0.9, u=0.05),
        Level("no", OTHERWISE, m=0.1, u=0.95),
    )
    return Comparison(name, levels)


BORN = "EPOCH(TRY_STRPTIME(\"born\", '%d/%m/%Y'))"
MODEL = Model(
    comparisons=(
        Comparison(
            "name",
            (
                Level("none", missing("first name"), is_null=True),
                Level("same", same("first name"), m=0.7, u=0.02, tf_column="first name"),
                Level(
                    "alike",
                    alike("first name", measure=Measure.JARO_WINKLER, amount=0.85),
                    m=0.2,
                    u=0.03,
                    tf_column="first name",
                ),
                Level("initial", same('SUBSTRING("first name", 1, 1)'), m=0.05, u=0.1),
                Level("other", OTHERWISE, m=0.05, u=0.85),
            ),
        ),
        two_levels("last", alike("last", measure=Measure.DAMERAU_LEVENSHTEIN, amount=1)),
        two_levels("born", alike(BORN, measure=Measure.DIFFERENCE, amount=2 * 86_400)),
        two_levels("codes", same("codes")),
        Comparison(
            "others",
            (
                Level("none", both(missing("codes"), missing("aliases")), is_null=True),
                Level("alike", alike("aliases", measure=Measure.LEVENSHTEIN, amount=1), m=0.8, u=0.1),
                Level("same place", same("NULLIF(REGEXP_EXTRACT(\"place\", '^[A-Z]+'), '')"), m=0.15, u=0.2),
                Level("other", OTHERWISE, m=0.05, u=0.7),
            ),
        ),
    ),
    rules=(Rule(("last",)), Rule(('SUBSTRING("first name", 1, 1)', "born")), Rule(("codes",))),
    prior=0.02,
)


def records() -> pa.Table:
    chance = np.random.default_rng(1)

    def some(words: list[object]) -> list[object]:
        return [words[k] for k in chance.integers(0, len(words), 120)]

    lists = [["QA1"], ["QA1", "QB2"], ["QB2", "QC3"], None, []]
    return pa.table(
        {
            "unique_id": [f"{k:03}" for k in range(120)],
            "first name": some(["Anna", "Hanna", "Ana", "John", "Jon", "Jonas", None]),
            "last": some(["Smith", "Smyth", "Simth", "Khan", "Brown", None]),
            "born": some(["01/02/2015", "2/2/2015", "05/02/2015", "30/02/2015", "01/11/2011", None]),
            "place": some(["QA1 1AA", "QA2 2AA", "QB1 1AA", "12", None]),
            "codes": pa.array(some(lists), pa.list_(pa.string())),
            "aliases": pa.array(some([["Lee"], ["Li", "Leigh"], ["Lea"], None]), pa.list_(pa.string())),
        }
    )


@pytest.fixture(scope="module")
def spark():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with spark_session(cores=1, memory="1g") as session:
            yield session


def as_rows(pairs: pa.Table) -> dict[tuple[str, str], float]:
    return {(row["left"], row["right"]): row["weight"] for row in pairs.to_pylist()}


def found_here(table: pa.Table, *, least: float) -> dict[tuple[str, str], float]:
    ids = table.column("unique_id").combine_chunks()
    store = stored(table, names=list(MODEL.columns()), by=MODEL.rules[0].columns, ids=ids)
    permits = Permits(np.zeros(len(store), np.int16), np.zeros(1, np.bool_), False)
    pairs = scored(MODEL, store=store, permits=permits, least=least, bringing=Bringing(10**6)).pairs
    names = ids.take(pa.array(store.order)).to_pylist()
    named = (tuple(sorted((names[left], names[right]))) for left, right in zip(pairs.left, pairs.right, strict=True))
    return dict(zip(named, pairs.odds[:, 0].tolist(), strict=True))


class TestOnSpark:
    pytestmark = here

    @pytest.mark.parametrize("where", ["sent to Spark", "read by Spark"])
    def test_the_same_model_gives_the_same_pairs_and_weights(self, spark, where, tmp_path):
        table = records()
        expected = found_here(table, least=-8.0)
        if where == "read by Spark":
            pq.write_table(table, tmp_path / "records.parquet")
            table = tmp_path / "records.parquet"
        found = as_rows(link_with_spark(table, model=MODEL, session=spark, least=-8.0).table())
        assert len(expected) > 100
        assert found.keys() == expected.keys()
        assert all(found[pair] == pytest.approx(expected[pair], abs=1e-6) for pair in found)

    def test_pairs_and_clusters_are_written_from_where_they_lie(self, spark, tmp_path):
        pairs = link_with_spark(records(), model=MODEL, session=spark, least=4.0)
        pairs.write(tmp_path / "pairs")
        pairs.write_clusters(tmp_path / "clusters", least=4.0)
        assert len(pq.read_table(tmp_path / "pairs")) == len(pairs.table()) > 0
        assert len(pq.read_table(tmp_path / "clusters")) == 120

    def test_a_column_that_the_records_do_not_have_is_named(self, spark):
        with pytest.raises(CannotUseSpark, match="needs the column last; the records have unique_id"):
            link_with_spark(records().drop_columns(["last"]), model=MODEL, session=spark)


class TestTheCommand:
    pytestmark = here

    def test_the_outputs_are_those_of_linking_here(self, spark, tmp_path, monkeypatch):
        file = tmp_path / "children.csv"
        pa_csv.write_csv(generate(children=60, seed=4).flat.select(COLUMNS), file)
        monkeypatch.setattr(on_spark, "spark_session", lambda: nullcontext(spark))
        monkeypatch.setattr(in_parts, "A_TASK", 80)
        args = ["link", str(file), "--train", "--quiet", "--out"]
        assert main([*args, str(tmp_path / "here")]) == 0
        assert main([*args, str(tmp_path / "there"), "--engine", "spark"]) == 0
        for name in ("clusters.csv", "review.csv", "persons.csv", "map.toml"):
            assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
        pairs = [pq.read_table(tmp_path / where / "pairs.parquet").to_pylist() for where in ("here", "there")]
        assert len(pairs[0]) > 100
        assert [row["left_record"] for row in pairs[0]] == [row["left_record"] for row in pairs[1]]
        assert [row["match_weight"] for row in pairs[0]] == pytest.approx([row["match_weight"] for row in pairs[1]])


def test_without_java_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(sessions, "find_spec", lambda _: True)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(SparkNotHere, match=r"Java 17 or later.*apt-get install"):
        link_with_spark(records(), model=MODEL)


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setattr(sessions, "find_spec", lambda _: None)
    with pytest.raises(SparkNotHere, match=r"needs pyspark and splink.*pip install 'wraparound\[spark\]'"):
        link_with_spark(records(), model=MODEL)


def test_a_list_is_asked_for_a_value_in_common():
    model = for_lists(MODEL, lists={"codes", "aliases"})
    assert model.comparisons[3].levels[1].test == Test(Op.SHARES, "codes", "codes", amount=1.0)
    assert model.comparisons[4].levels[1].test.op is Op.ALIKE_ANY
    assert model.comparisons[:3] == MODEL.comparisons[:3]


def test_frequencies_of_a_column_of_lists_are_refused_by_name():
    with pytest.raises(CannotUseSpark, match="the comparison name weighs how frequent first name is"):
        for_lists(MODEL, lists={"first name"})


def test_a_list_and_a_single_value_are_not_compared():
    crossed = Comparison("x", (Level("same", same("last", right="codes"), m=0.5, u=0.5),))
    with pytest.raises(CannotUseSpark, match="last and codes"):
        for_lists(Model((crossed,), ()), lists={"codes"})
