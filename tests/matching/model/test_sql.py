"""Splink's SQL read as tests and rules, and written back."""

import pytest
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from hypothesis import given, settings
from hypothesis import strategies as st
from splink import ColumnExpression, block_on
from splink.internals.dialects import SplinkDialect

from wraparound.matching.model.levels import (
    OTHERWISE,
    Measure,
    Op,
    Rule,
    Test,
    alike,
    both,
    either,
    missing,
    same,
)
from wraparound.matching.model.sql import (
    CannotReadModel,
    read_column,
    read_condition,
    read_rule,
    write_condition,
    write_rule,
)

DIALECTS = ["duckdb", "spark"]


def absent(left: str, right: str) -> Test:
    return Test(Op.MISSING, left, right)


def negated(test: Test) -> Test:
    return Test(Op.NOT, parts=(test,))


CONDITIONS = [
    ("ELSE", OTHERWISE),
    ('"a_l" IS NULL OR "a_r" IS NULL', missing("a")),
    ("a_r IS NULL OR a_l IS NULL", missing("a")),
    ('("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL)', both(missing("a"), missing("b"))),
    ('("a_l" IS NULL OR "a_r" IS NULL) OR ("b_l" IS NULL OR "b_r" IS NULL)', either(missing("a"), missing("b"))),
    ("a_l IS NULL", absent("a", "")),
    ("a_l IS NULL AND a_r IS NULL", both(absent("a", ""), absent("", "a"))),
    ("a_l IS NOT NULL AND a_r IS NOT NULL", negated(missing("a"))),
    ("NOT (a_l IS NULL OR a_r IS NULL)", negated(missing("a"))),
    ('"a b_l" = "a b_r"', same("a b")),
    ("a_r = a_l", same("a")),
    ("A_L = A_R", same("A")),
    ('"f_l" = "s_r"', same("f", right="s")),
    ('"f_l" = "s_r" AND "f_r" = "s_l"', both(same("f", right="s"), same("s", right="f"))),
    ("levenshtein(a_l, a_r) <= 2", alike("a", measure=Measure.LEVENSHTEIN, amount=2)),
    ("levenshtein(a_l, a_r) < 2", alike("a", measure=Measure.LEVENSHTEIN, amount=1)),
    ("2 >= levenshtein(a_r, a_l)", alike("a", measure=Measure.LEVENSHTEIN, amount=2)),
    ("damerau_levenshtein(a_l, a_r) <= 1", alike("a", measure=Measure.DAMERAU_LEVENSHTEIN, amount=1)),
    ("jaro_winkler_similarity(a_l, a_r) >= 0.92", alike("a", measure=Measure.JARO_WINKLER, amount=0.92)),
    ("jaro_winkler_similarity(a_l, a_r) > 0.5", alike("a", measure=Measure.JARO_WINKLER, amount=0.5000000000000001)),
    ("jaro_similarity(a_l, a_r) >= 0.9", alike("a", measure=Measure.JARO, amount=0.9)),
    ("jaccard(a_l, a_r) >= .9", alike("a", measure=Measure.JACCARD, amount=0.9)),
    ("ABS(n_l - n_r) <= 3", alike("n", measure=Measure.DIFFERENCE, amount=3)),
    ("array_length(list_intersect(a_l, a_r)) >= 2", Test(Op.SHARES, "a", "a", amount=2)),
    ("len(list_intersect(a_l, a_r)) > 0", Test(Op.SHARES, "a", "a", amount=1)),
    ("list_has_any(a_l, a_r)", Test(Op.SHARES, "a", "a", amount=1)),
    (
        "abs(date_diff('day', a_l, a_r)) <= 2",
        alike('EPOCH(TRY_CAST("a" AS DATE))', measure=Measure.DIFFERENCE, amount=172_800),
    ),
    (
        "ABS(EPOCH(try_strptime(\"d_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"d_r\", '%Y-%m-%d'))) <= 2629800.0",
        alike("EPOCH(TRY_STRPTIME(\"d\", '%Y-%m-%d'))", measure=Measure.DIFFERENCE, amount=2_629_800),
    ),
    ("substr(a_l, 1, 3) = substring(a_r, 1, 3)", same('SUBSTRING("a", 1, 3)')),
    ("a_l = 'x' AND a_r = 'x'", negated(missing("CASE WHEN \"a\" = 'x' THEN 1 END"))),
    ("verified_l", negated(absent('CASE WHEN "verified" THEN 1 END', ""))),
    ("a_l <> a_r", both(negated(same("a")), negated(missing("a")))),
    ("NOT a_l = a_r", both(negated(same("a")), negated(missing("a")))),
    (
        "NOT (a_l = a_r AND b_l = b_r)",
        either(both(negated(same("a")), negated(missing("a"))), both(negated(same("b")), negated(missing("b")))),
    ),
    (
        "jaro_similarity(a_l, a_r) < 0.5",
        both(negated(alike("a", measure=Measure.JARO, amount=0.5)), negated(missing("a"))),
    ),
    ("a_l = a_r OR (b_l = b_r AND c_l = c_r)", either(same("a"), both(same("b"), same("c")))),
]


@pytest.mark.parametrize(("sql", "test"), CONDITIONS, ids=[sql for sql, _ in CONDITIONS])
def test_a_condition_is_read_as_its_test(sql, test):
    assert read_condition(sql) == test


def parts_of_the_library(dialect):
    """Give every condition that Splink's own comparisons and levels write."""
    comparisons = [
        cl.ExactMatch("a"),
        cl.LevenshteinAtThresholds("a b"),
        cl.DamerauLevenshteinAtThresholds("a"),
        cl.JaccardAtThresholds("a"),
        cl.JaroAtThresholds("a"),
        cl.JaroWinklerAtThresholds("a"),
        cl.PairwiseStringDistanceFunctionAtThresholds("list", "jaro_winkler", [0.9]),
        cl.PairwiseStringDistanceFunctionAtThresholds("list", "levenshtein", [1]),
        cl.AbsoluteTimeDifferenceAtThresholds("t", input_is_string=True, metrics=["minute"], thresholds=[3]),
        *[
            cl.AbsoluteDateDifferenceAtThresholds("d", input_is_string=text, metrics=[metric], thresholds=[2])
            for metric in ("second", "minute", "hour", "day", "month", "year")
            for text in (True, False)
        ],
        cl.ArrayIntersectAtSizes("list", [2, 1]),
        cl.DateOfBirthComparison("d", input_is_string=True),
        cl.DateOfBirthComparison("d", input_is_string=False),
        cl.PostcodeComparison("postcode"),
        cl.EmailComparison("email"),
        cl.NameComparison("a", dmeta_col_name="list"),
        cl.ForenameSurnameComparison("f", "s"),
        cl.ForenameSurnameComparison("f", "s", forename_surname_concat_col_name="fs"),
    ]
    levels = [
        cll.LiteralMatchLevel("a", "x", "string"),
        cll.LiteralMatchLevel("n", "3", "int", "left"),
        cll.LiteralMatchLevel("n", "1.5", "float", "right"),
        cll.LiteralMatchLevel("d", "2020-01-01", "date"),
        cll.ColumnsReversedLevel("f", "s"),
        cll.ColumnsReversedLevel("f", "s", symmetrical=True),
        cll.AbsoluteDifferenceLevel("n", 3),
        cll.Not(cll.NullLevel("a")),
        cll.Or(cll.ExactMatchLevel("a"), cll.And(cll.ExactMatchLevel("b"), cll.LevenshteinLevel("c", 1))),
        cll.NullLevel("a", valid_string_pattern="^[A-Z]+$"),
        cll.NullLevel(ColumnExpression("a").nullif("")),
        cll.ExactMatchLevel(ColumnExpression("a").lower().substr(1, 3)),
        cll.ExactMatchLevel(ColumnExpression("n").cast_to_string()),
        cll.ExactMatchLevel(ColumnExpression("a").try_parse_date("%d/%m/%Y" if dialect == "duckdb" else "dd/MM/yyyy")),
        cll.ExactMatchLevel(ColumnExpression("list").access_extreme_array_element("first")),
        cll.ExactMatchLevel(ColumnExpression("list").access_extreme_array_element("last")),
        cll.ExactMatchLevel("lower(f) || ' ' || s"),
        cll.ExactMatchLevel("lat_long['lat']"),
    ]
    for comparison in comparisons:
        for level in comparison.create_comparison_dict(dialect)["comparison_levels"]:
            yield level["sql_condition"]
    for level in levels:
        yield level.create_sql(SplinkDialect.from_string(dialect))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_all_that_splinks_library_writes_is_read_and_written_back(dialect):
    for sql in parts_of_the_library(dialect):
        test = read_condition(sql, dialect=dialect)
        for onto in DIALECTS:
            assert read_condition(write_condition(test, dialect=onto), dialect=onto) == test, (sql, onto)


def test_both_dialects_of_one_comparison_read_as_the_same_tests():
    for duckdb, spark in zip(parts_of_the_library("duckdb"), parts_of_the_library("spark"), strict=True):
        ours, theirs = read_condition(duckdb), read_condition(spark, dialect="spark")
        # Splink asks for whole days on Spark where it asks for seconds on DuckDB, and for a zone where DuckDB has Z
        if ours.measure is not Measure.DIFFERENCE and "%H" not in ours.left:
            assert ours == theirs


def test_the_nearest_pair_of_two_lists_is_a_test_of_its_own():
    comparison = cl.PairwiseStringDistanceFunctionAtThresholds("list", "jaro_winkler", [0.9])
    sql = comparison.create_comparison_dict("duckdb")["comparison_levels"][2]["sql_condition"]
    assert read_condition(sql) == Test(Op.ALIKE_ANY, "list", "list", Measure.JARO_WINKLER, 0.9)


FARTHEST = (
    "list_min(list_transform(flatten(list_transform(a_l, x -> list_transform(a_r, y -> [x, y]))), "
    "pair -> jaro_similarity(pair[1], pair[2]))) >= 0.9"
)


@pytest.mark.parametrize(
    "sql",
    [
        "hamming(a_l, a_r) <= 1",
        "array_cosine_similarity(a_l, a_r) >= 0.9",
        "(ABS(n_l - n_r) / (CASE WHEN n_r > n_l THEN n_r ELSE n_l END)) < 0.1",
        "a_l = b",
        "a_l = lower(a_l || a_r)",
        "1 = 1",
        "a_l =",
        "levenshtein(a_l, a_r) <= n_l",
        "levenshtein(a_l, 'x') <= levenshtein(a_r, 'x')",
        "ABS(a_l * a_r) < 3",
        FARTHEST,
        "struct_l.a = struct_r.a",
    ],
)
def test_what_the_engine_cannot_ask_is_refused_with_the_sql_and_what_is_understood(sql):
    with pytest.raises(CannotReadModel) as refused:
        read_condition(sql)
    assert sql in str(refused.value)
    assert "understood are" in str(refused.value)


RULES = [
    ('l."a" = r."a"', ("a",)),
    ('(l."a" = r."a") AND (l."b c" = r."b c")', ("a", "b c")),
    ('l."a" = r."a" AND SUBSTR(l.b, 1, 2) = SUBSTR(r.b, 1, 2)', ("a", 'SUBSTRING("b", 1, 2)')),
    ("r.a = l.a", ("a",)),
    ("l.full_l = r.full_l", ("full_l",)),
]


@pytest.mark.parametrize(("sql", "columns"), RULES)
def test_a_blocking_rule_is_read_as_the_keys_that_are_shared(sql, columns):
    assert read_rule(sql).columns == columns


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("rule", [block_on("a", "b c"), block_on("substr(a, 1, 2)", "lower(b)"), block_on("list")])
def test_a_rule_of_splinks_library_is_written_back(rule, dialect):
    read = read_rule(rule.create_blocking_rule_dict(dialect)["blocking_rule"], dialect=dialect)
    for onto in DIALECTS:
        assert read_rule(write_rule(read, dialect=onto), dialect=onto) == read


@pytest.mark.parametrize(
    "sql",
    ["l.a = r.b", "l.a = r.a OR l.b = r.b", "l.a = r.a AND levenshtein(l.b, r.b) < 2", "l.a = 'x'", "l.a = r.a AND"],
)
def test_a_rule_that_asks_for_more_than_equality_is_refused(sql):
    with pytest.raises(CannotReadModel, match="in the blocking rule"):
        read_rule(sql)


@pytest.mark.parametrize(
    ("text", "key"),
    [("a", "a"), ('"a"', "a"), ('"first name"', "first name"), ("first name", "first name"), ("a[1]", "a[1]")],
)
def test_a_column_is_named_with_or_without_quotes(text, key):
    assert read_column(text) == key


NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="`"), min_size=1, max_size=8)


@settings(deadline=None)
@given(name=NAMES.filter(lambda name: name.strip() == name), dialect=st.sampled_from(DIALECTS))
def test_a_column_may_be_called_anything(name, dialect):
    for test in (same(_key(name)), alike(_key(name), measure=Measure.JARO, amount=0.25), missing(_key(name))):
        assert read_condition(write_condition(test, dialect=dialect), dialect=dialect) == test
    rule = Rule((_key(name),))
    assert read_rule(write_rule(rule, dialect=dialect), dialect=dialect) == rule


def _key(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"' if '"' in name else name


AMOUNTS = st.floats(min_value=0, max_value=1e9, allow_nan=False)
LEAVES = st.one_of(
    st.builds(missing, st.sampled_from("abc")),
    st.builds(same, st.sampled_from("abc"), right=st.sampled_from(["", "a", 'LOWER("b")'])),
    st.builds(alike, st.sampled_from("abc"), measure=st.sampled_from(Measure), amount=AMOUNTS),
    st.builds(lambda amount: Test(Op.SHARES, "a", "a", amount=amount), st.integers(1, 5)),
)


@settings(deadline=None)
@given(leaves=st.lists(LEAVES, min_size=2, max_size=4, unique=True), word=st.sampled_from([both, either]))
def test_amounts_and_joined_parts_survive_to_the_last_digit(leaves, word):
    test = word(*leaves)
    for dialect in DIALECTS:
        assert read_condition(write_condition(test, dialect=dialect), dialect=dialect) == test
