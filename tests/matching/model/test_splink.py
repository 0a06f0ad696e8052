"""Splink's model file, read, written, and taken by Splink itself."""

import json
from dataclasses import replace

import duckdb
import pyarrow as pa
import pytest
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from wraparound.matching.model.levels import (
    OTHERWISE,
    Alternatives,
    Comparison,
    Letters,
    Level,
    Model,
    Rule,
    Shares,
    missing,
    same,
)
from wraparound.matching.model.splink import completed, read_splink, write_splink
from wraparound.matching.model.sql import CannotReadModel
from wraparound.matching.pipeline.defaults import default_model

ROWS = pa.table(
    {
        "unique_id": [1, 2, 3],
        "first": ["ann", "anne", None],
        "last": ["lee", "lea", "lee"],
        "dob": ["2015-01-02", "2015-01-03", "2011-05-06"],
        "postcodes": [["QA1 1AA"], ["QA1 1AA", "QB2 2BB"], []],
    }
)


def linker(settings):
    """Let Splink take a model."""
    api = DuckDBAPI(duckdb.connect())
    return Linker(api.register(ROWS), settings)


def trained_settings():
    """Give settings as Splink itself saves them, with everything in them that a level can say."""
    tuned = cll.ExactMatchLevel("last").configure(
        m_probability=0.8,
        u_probability=0.01,
        tf_adjustment_column="last",
        tf_adjustment_weight=0.5,
        tf_minimum_u_value=1e-3,
    )
    close = cll.JaroWinklerLevel("last", 0.9).configure(
        m_probability=0.15, u_probability=0.02, fix_m_probability=True, fix_u_probability=True, label_for_charts="close"
    )
    creator = SettingsCreator(
        "dedupe_only",
        comparisons=[
            cl.NameComparison("first").configure(m_probabilities=[0.7, 0.1, 0.1, 0.05, 0.05]),
            cl.CustomComparison([cll.NullLevel("last"), tuned, close, cll.ElseLevel()], "last"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ArrayIntersectAtSizes("postcodes", [1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first"),
            block_on("substr(last, 1, 2)", "dob"),
            block_on("postcodes", arrays_to_explode=["postcodes"]),
        ],
        probability_two_random_records_match=0.01,
        retain_intermediate_calculation_columns=True,
        additional_columns_to_retain=["dob"],
    )
    saved = linker(creator).misc.save_model_to_json()
    saved["comparisons"][1]["comparison_description"] = "as it sounds"  # which Splink drops when it takes a model
    return saved


def test_what_splink_saves_comes_back_word_for_word():
    saved = trained_settings()
    assert write_splink(read_splink(saved)) == saved


def test_a_file_is_read_as_the_dict_in_it(tmp_path):
    saved = trained_settings()
    path = tmp_path / "model.json"
    path.write_text(json.dumps(saved))
    assert read_splink(path) == read_splink(saved)
    assert read_splink(path).kept == saved


def test_the_model_says_what_the_settings_said():
    model = read_splink(trained_settings())
    first, last, dob, postcodes = model.comparisons
    assert (first.name, last.name, last.description) == ("first", "last", "as it sounds")
    assert [level.m for level in first.levels] == [None, 0.7, 0.1, 0.1, 0.05, 0.05]
    assert last.levels[1] == Level(
        "Exact match on last", same("last"), 0.8, 0.01, tf_column="last", tf_weight=0.5, tf_minimum_u=1e-3
    )
    assert (last.levels[2].fix_m, last.levels[2].fix_u, last.levels[2].label) == (True, True, "close")
    assert dob.levels[0].is_null
    assert len(postcodes.levels) == 3
    assert [rule.columns for rule in model.rules] == [("first",), ('SUBSTRING("last", 1, 2)', "dob"), ("postcodes",)]
    assert (model.prior, model.link_type) == (0.01, "dedupe_only")


@pytest.mark.parametrize("extras", [False, True], ids=["as read", "with our own"])
def test_splink_takes_what_we_write(extras, tmp_path):
    model = read_splink(trained_settings())
    if extras:
        model = with_our_own(model)
    path = tmp_path / "model.json"
    path.write_text(json.dumps(write_splink(model)))
    taken = linker(path)
    again = taken.misc.save_model_to_json()
    assert undescribed(read_splink(again)) == undescribed(model)
    assert len(taken.inference.predict(threshold_match_weight=-50).as_record_list()) > 0


def undescribed(model: Model) -> Model:
    """Leave out descriptions, which Splink drops when it takes a model."""
    return replace(model, comparisons=tuple(replace(c, description="") for c in model.comparisons))


def with_our_own(model: Model) -> Model:
    comparisons = (replace(model.comparisons[0], shares=Shares.HOUSEHOLD), *model.comparisons[1:])
    return replace(model, comparisons=comparisons, alternatives=Alternatives(household=0.25, twins=0.5))


def test_what_only_our_engine_knows_of_is_kept_in_the_file():
    model = with_our_own(read_splink(trained_settings()))
    written = write_splink(model)
    assert read_splink(written) == model
    assert read_splink(json.loads(json.dumps(written))) == model
    without = replace(model, comparisons=read_splink(trained_settings()).comparisons, alternatives=Alternatives())
    assert not str(write_splink(without)["linker_uid"]).startswith("wraparound:")


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
@pytest.mark.parametrize("letters", Letters)
@pytest.mark.parametrize("extras", [False, True])
def test_what_is_measured_of_a_text_is_kept_in_the_file(letters, extras, dialect):
    model = read_splink(trained_settings())
    model = replace(with_our_own(model) if extras else model, letters=letters)
    written = write_splink(model, dialect=dialect)
    assert read_splink(written) == model
    assert read_splink(write_splink(read_splink(written), dialect="duckdb")) == model


@pytest.mark.parametrize("letters", Letters)
def test_splink_takes_a_model_whatever_it_measures_and_gives_it_back(letters):
    model = replace(read_splink(trained_settings()), letters=letters)
    again = linker(write_splink(model)).misc.save_model_to_json()
    assert read_splink(again).letters is letters


def test_a_model_of_splinks_measures_what_its_dialect_does_and_one_of_ours_characters():
    saved = trained_settings()
    assert read_splink(saved).letters is Letters.BYTES
    assert read_splink(write_splink(replace(read_splink(saved), letters=Letters.CHARACTERS))).letters != Letters.BYTES
    assert read_splink({"comparisons": [], "sql_dialect": "spark"}).letters is Letters.CHARACTERS
    assert Model((), ()).letters is Letters.CHARACTERS
    assert default_model().letters is Letters.CHARACTERS


def test_letters_of_no_kind_we_know_are_refused():
    with pytest.raises(CannotReadModel, match="measures letters as 'runes'; understood are characters, bytes"):
        read_splink({"comparisons": [], "linker_uid": 'wraparound:{"letters": "runes"}'})


def test_a_model_of_our_own_is_written_for_splink():
    levels = (
        Level("none", missing("last"), is_null=True),
        Level("same", same("last"), m=0.9, u=0.1, tf_column="last"),
        Level("other", OTHERWISE, m=0.1, u=0.9),
    )
    model = Model((Comparison("name", levels),), (Rule(("dob",)),), prior=0.02)
    settings = write_splink(model)
    assert undescribed(read_splink(linker(settings).misc.save_model_to_json())) == model


def test_retraining_keeps_all_else_that_the_file_said():
    saved = trained_settings() | {"em_convergence": 0.5, "unique_id_column_name": "unique_id"}
    model = read_splink(saved)
    first = model.comparisons[0]
    levels = tuple(replace(level, m=None if level.is_null else 0.2) for level in first.levels)
    written = write_splink(replace(model, comparisons=(replace(first, levels=levels), *model.comparisons[1:])))
    assert written["em_convergence"] == 0.5
    now = written["comparisons"][0]["comparison_levels"]
    assert [level.get("m_probability") for level in now] == [None] + [0.2] * 5
    assert written["comparisons"][1:] == saved["comparisons"][1:]


def test_a_model_is_carried_from_duckdb_to_spark_and_back():
    model = read_splink(trained_settings())
    spark = write_splink(model, dialect="spark")
    assert "`first_l`" in json.dumps(spark)
    assert read_splink(spark) == model
    assert read_splink(write_splink(read_splink(spark), dialect="duckdb")) == model


def unnamed(**level):
    levels = [{"sql_condition": "a_l IS NULL OR a_r IS NULL", "is_null_level": True}, level, {"sql_condition": "ELSE"}]
    return {"link_type": "dedupe_only", "comparisons": [{"comparison_levels": levels}], "sql_dialect": "duckdb"}


def test_what_was_not_seen_in_training_weighs_as_splink_weighs_it():
    text = "level not observed in training dataset"
    settings = unnamed(sql_condition="a_l = a_r", m_probability=text, u_probability=0.5)
    model = read_splink(settings)
    assert model.comparisons[0].levels[1].m == 1e-6
    assert write_splink(model)["comparisons"][0]["comparison_levels"][1]["m_probability"] == text


@pytest.mark.parametrize("number", [2, 3, 4, 7])
def test_what_a_file_leaves_out_is_filled_as_splink_fills_it(number):
    comparison = cl.LevenshteinAtThresholds("last", list(range(1, number - 1)) or 1)
    if number == 2:
        comparison = cl.ExactMatch("last")
    theirs = linker(SettingsCreator("dedupe_only", [comparison], [block_on("dob")]))
    model = completed(read_splink(theirs.misc.save_model_to_json()))
    for level, their_level in zip(
        model.comparisons[0].levels, theirs._settings_obj.comparisons[0].comparison_levels, strict=True
    ):
        if not level.is_null:
            assert level.m == pytest.approx(their_level.m_probability, rel=1e-12)
            assert level.u == pytest.approx(their_level.u_probability, rel=1e-12)


def test_a_comparison_without_a_name_is_named_by_its_columns():
    assert read_splink(unnamed(sql_condition="a_l = a_r")).comparisons[0].name == "a"
    assert read_splink(unnamed(sql_condition="b_l = b_r")).comparisons[0].name == "custom_a_b"


def test_files_of_splink_4_are_read_with_their_string_rules_and_salting():
    settings = unnamed(sql_condition="a_l = a_r") | {
        "bayes_factor_column_prefix": "bf_",
        "blocking_rules_to_generate_predictions": [
            "l.a = r.a",
            {"blocking_rule": "l.b = r.b", "sql_dialect": "duckdb", "salting_partitions": 4},
        ],
    }
    model = read_splink(settings)
    assert [rule.columns for rule in model.rules] == [("a",), ("b",)]
    written = write_splink(model)
    assert written["blocking_rules_to_generate_predictions"] == settings["blocking_rules_to_generate_predictions"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (unnamed(sql_condition="hamming(a_l, a_r) < 2"), r"level 2 of the comparison.*HAMMING"),
        (unnamed(label_for_charts="x"), "level 2 .* has no sql_condition"),
        (unnamed(sql_condition="a_l = a_r", m_probability=0), "m_probability is 0; it must be a number above 0"),
        (unnamed(sql_condition="a_l = a_r", u_probability="often"), "u_probability is 'often'"),
        (unnamed(sql_condition="b_l = b_r", tf_adjustment_column="a"), "must be an exact match on a"),
        ({"comparisons": [{"output_column_name": "x", "comparison_levels": []}]}, "x must end with a level .* ELSE"),
        ({"comparisons": [], "sql_dialect": "sqlite"}, "written for sqlite; understood are duckdb, spark"),
        (
            {"comparisons": [], "blocking_rules_to_generate_predictions": ["l.a < r.a"]},
            "in the blocking rule: l.a",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(settings, said):
    with pytest.raises(CannotReadModel, match=said):
        read_splink(settings)


NO_MODELS = [("{", "is not JSON"), ("[]", "is not a Splink model"), ('{"a": 1}', "is not a Splink model")]


@pytest.mark.parametrize(("content", "said"), NO_MODELS)
def test_a_file_that_is_no_model_is_refused_by_name(content, said, tmp_path):
    path = tmp_path / "model.json"
    path.write_text(content)
    with pytest.raises(CannotReadModel, match=f"model.json {said}"):
        read_splink(path)


def test_a_comparison_is_given_a_name_that_splink_can_make_a_column_of():
    levels = (Level("same", same("last"), m=0.9, u=0.1), Level("other", OTHERWISE, m=0.1, u=0.9))
    model = Model((Comparison("last: (1)", levels, shares=Shares.HOUSEHOLD),), (Rule(("dob",)),))
    settings = write_splink(model)
    assert settings["comparisons"][0]["output_column_name"] == "last_ _1_"
    assert read_splink(settings).comparisons[0].shares is Shares.HOUSEHOLD
    assert len(linker(settings).inference.predict(threshold_match_weight=-50).as_record_list()) == 0
