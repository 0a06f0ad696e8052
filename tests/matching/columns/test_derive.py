"""Expressions of columns give what DuckDB gives."""

import datetime
import string

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wraparound.matching.columns.derive import CannotDerive, evaluate, needs, over_values

DATABASE = duckdb.connect(config={"threads": 1})

# Letters of Latin, Greek, Cyrillic, Arabic, Devanagari and Han; marks; spaces of several kinds; signs. The newest
# scripts are left out: DuckDB and pyarrow carry Unicode tables of different years.
LETTERS = st.one_of(
    st.sampled_from(string.ascii_letters + string.digits + " -'./@_,()%"),
    st.characters(min_codepoint=0xA0, max_codepoint=0x17F),
    st.characters(min_codepoint=0x370, max_codepoint=0x4FF, exclude_categories=["Cn"]),
    st.sampled_from("ẞßﬁǅİıſΣςÅ\u0301\u0327\u00a0\u2003\u3000\t\nعبدالرحمنअनुष्का李王한국\u200d😀"),
)
# DuckDB reads a few words as dates without an end; here a word is no date.
WORDS = st.text(LETTERS, max_size=14).filter(lambda text: "inf" not in text.lower() and "epoch" not in text.lower())
TEXTS = st.lists(st.one_of(st.none(), WORDS), min_size=1, max_size=20)

OF_TEXT = [
    'LOWER("a")',
    'UPPER("a")',
    'TRIM("a")',
    'LTRIM("a")',
    'RTRIM("a")',
    "TRIM(\"a\", 'ab ')",
    'SUBSTRING("a", 1, 3)',
    'SUBSTRING("a", 2)',
    'SUBSTRING("a", 0, 2)',
    'SUBSTRING("a", -3, 2)',
    'SUBSTRING("a", -2)',
    'SUBSTRING("a", 3, -2)',
    'LEFT("a", 2)',
    'LEFT("a", 0)',
    'LEFT("a", -2)',
    'RIGHT("a", 2)',
    'RIGHT("a", 0)',
    'RIGHT("a", -2)',
    'LENGTH("a")',
    "REPLACE(\"a\", ' ', '')",
    "REPLACE(\"a\", '', 'x')",
    "SPLIT_PART(\"a\", ' ', 1)",
    "SPLIT_PART(\"a\", '-', -1)",
    "SPLIT_PART(\"a\", ' ', 3)",
    'STRIP_ACCENTS("a")',
    "REGEXP_EXTRACT(\"a\", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]')",
    "REGEXP_EXTRACT(\"a\", '^[^@]+')",
    "REGEXP_EXTRACT(\"a\", '([a-z])(x)?([0-9])', 1)",
    "REGEXP_EXTRACT(\"a\", '([a-z])(x)?([0-9])', 2)",
    "REGEXP_EXTRACT(\"a\", '(?P<first>\\w+)[ (]', 1)",
    "REGEXP_EXTRACT(\"a\", '\\d$')",
    "REGEXP_EXTRACT(\"a\", '[(].')",
    "NULLIF(REGEXP_EXTRACT(\"a\", '^[a-z]+'), '')",
    "REGEXP_REPLACE(\"a\", '[^a-z]', '')",
    "REGEXP_REPLACE(\"a\", '[^A-Z]', '', 'gi')",
    "REGEXP_REPLACE(\"a\", '([a-z])', '<\\1>', 'g')",
    "NULLIF(\"a\", '')",
    "COALESCE(\"a\", 'none')",
    'CONCAT("a", \'-\', "a")',
    '"a" || \' \' || LOWER("a")',
    'CAST("a" AS TEXT)',
    'TRY_CAST("a" AS DOUBLE)',
    'TRY_CAST("a" AS DATE)',
    'TRY_CAST("a" AS INT)',
    "CASE WHEN \"a\" = 'male' THEN 1 END",
    "CASE WHEN NOT \"a\" IN ('a', 'b') THEN 1 ELSE 0 END",
    "CASE WHEN \"a\" IS NULL THEN 'none' WHEN \"a\" < 'b' THEN 'low' WHEN \"a\" BETWEEN 'c' AND 'm' THEN 'mid' END",
    "CASE \"a\" WHEN 'x' THEN 1 WHEN 'y' THEN 2 ELSE 3 END",
    "CASE WHEN \"a\" LIKE 'a%' OR STARTS_WITH(\"a\", 'b') OR CONTAINS(\"a\", 'c') THEN 1 END",
]


def duck(key: str, **columns: pa.Array) -> list[object]:
    """Ask DuckDB itself."""
    DATABASE.register("t", pa.table({**columns, "row": range(len(next(iter(columns.values()))))}))
    return [row[0] for row in DATABASE.sql(f'SELECT {key} FROM t ORDER BY "row"').fetchall()]


def ours(key: str, **columns: pa.Array) -> list[object]:
    return evaluate(key, values=columns).to_pylist()


@pytest.mark.parametrize("key", OF_TEXT)
@settings(max_examples=8, deadline=None)
@given(texts=TEXTS)
@example(texts=["QA1 1AA", "", None, " a ", "male", "one-two-three", "a1", "ax2", "İIıSß", "e\u0301é", "\t b", "12"])
@example(texts=["1.5", " 2.5 ", "1e3", "-7", "2020-01-05", "2020-1-5", "2020/02/30", "5 6 7", "1_0", "１"])
def test_an_expression_of_text_gives_what_duckdb_gives(key, texts):
    column = pa.array(texts, pa.string())
    assert ours(key, a=column) == duck(key, a=column)


FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d %B %Y", "%d-%b-%y", "%Y-%m-%dT%H:%M:%SZ", "%m/%d/%Y %I:%M %p", "%j %Y"]
DATES = st.dates(min_value=datetime.date(1, 1, 1)).map(lambda day: (day.year, day.month, day.day))


@st.composite
def written_dates(draw):
    """Write dates in many ways, some of them wrong."""
    year, month, day = draw(DATES)
    hour, minute = draw(st.integers(0, 30)), draw(st.integers(0, 70))
    word = draw(st.sampled_from(["Jan", "january", "FEBRUARY", "Dec", "Sept", "may"]))
    return draw(
        st.sampled_from(
            [
                f"{year:04}-{month:02}-{day:02}",
                f"{year}-{month}-{day}",
                f" {year:04}-{day:02}-{month:02}\t",
                f"{day:02}/{month:02}/{year:04}",
                f"{day}/{month}/{year}",
                f"{year:04}{month:02}{day:02}",
                f"{day} {word} {year:04}",
                f"{day}-{word}-{year % 100:02}",
                f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:05Z",
                f"{month}/{day}/{year:04} {hour}:{minute:02} {draw(st.sampled_from(['AM', 'pm', 'xm']))}",
                f"{draw(st.integers(0, 370))} {year:04}",
                f"{year:04}-{month:02}-{day:02}{draw(st.text(LETTERS, max_size=2))}",
            ]
        )
    )


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15, deadline=None)
@given(dates=st.lists(st.one_of(st.none(), written_dates()), min_size=1, max_size=20))
@example(
    dates=["0000-01-01", "2020-02-29", "1900-02-29", "2020-02-30", "01/01/69", "01-Jan-68", "01-jan-69", "366 1900"]
)
def test_a_date_is_read_as_duckdb_reads_it(form, dates):
    column = pa.array(dates, pa.string())
    key = f"EPOCH(TRY_STRPTIME(\"a\", '{form}'))"
    assert ours(key, a=column) == duck(key, a=column)


def test_the_first_format_that_fits_is_taken():
    column = pa.array(["2020-03-04", "04/03/2020", "4th of March"])
    key = "EPOCH(TRY_STRPTIME(\"a\", ['%d/%m/%Y', '%Y-%m-%d']))"
    assert ours(key, a=column) == duck(key, a=column) == [1583280000.0, 1583280000.0, None]


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ('EPOCH("a")', pa.array([datetime.date(2020, 1, 5), None, datetime.date(1890, 5, 6)])),
        ('EPOCH("a")', pa.array([datetime.datetime(2020, 1, 5, 10, 20, 30, 500000), None])),
        ('CAST("a" AS TEXT)', pa.array([datetime.date(2020, 1, 5), None])),
        (
            'CAST("a" AS TEXT)',
            pa.array([datetime.datetime(2020, 1, 5, 10), datetime.datetime(2020, 1, 5, 1, 2, 3, 400000)]),
        ),
        ('CAST("a" AS TEXT)', pa.array([1, 20, None])),
        ('CAST("a" AS TEXT)', pa.array([1.5, 2.0, 1e20, 0.1, -1e-7])),
        ('CAST("a" AS TEXT)', pa.array([True, False, None])),
        ('CAST("a" AS TEXT)', pa.array(["é"]).dictionary_encode()),
        ('TRY_CAST("a" AS DATE)', pa.array([datetime.datetime(2020, 1, 5, 10), None])),
        ('TRY_CAST("a" AS BIGINT)', pa.array(["9223372036854775807", "9223372036854775808", "2.5", "-2.5"])),
        ('YEAR("a")', pa.array([datetime.date(2020, 1, 5), None])),
        ('MONTH("a")', pa.array([datetime.date(2020, 1, 5), None])),
        ('DAY("a")', pa.array([datetime.date(2020, 1, 5), None])),
        ('LIST_EXTRACT("a", 1)', pa.array([["x", "y"], [], None, ["z"]])),
        ('LIST_EXTRACT("a", -1)', pa.array([["x", "y"], [], None, ["z"]])),
        ('LENGTH("a")', pa.array([["x", "y"], [], None])),
        ("\"a\"['lat']", pa.array([{"lat": 1.5, "long": 2.0}, None, {"lat": None, "long": 1.0}])),
        ('CASE WHEN "a" THEN 1 END', pa.array([True, False, None])),
        ('CASE WHEN "a" = 3 THEN 1 END', pa.array([3, 4, None])),
        (
            "CASE WHEN \"a\" >= '2020-01-01' THEN 1 END",
            pa.array([datetime.date(2020, 1, 5), datetime.date(2019, 1, 1), None]),
        ),
        ('NULLIF("a", 0)', pa.array([0, 1, None])),
    ],
    ids=str,
)
def test_dates_numbers_lists_and_structs_too(key, column):
    assert ours(key, a=column) == duck(key, a=column)


@settings(max_examples=8, deadline=None)
@given(rows=st.lists(st.tuples(*[st.one_of(st.none(), st.text(LETTERS, max_size=5))] * 2), min_size=1, max_size=8))
@pytest.mark.parametrize(
    "key",
    [
        'LOWER("a") || \' \' || "b"',
        'CONCAT("a", \' \', "b")',
        'CONCAT_WS(\' \', "a", "b")',
        'COALESCE("a", "b")',
        'NULLIF("a", "b")',
        'CASE WHEN "a" = "b" AND NOT "a" IS NULL THEN "a" ELSE UPPER("b") END',
    ],
)
def test_an_expression_may_be_of_several_columns(key, rows):
    columns = {"a": pa.array([a for a, _ in rows], pa.string()), "b": pa.array([b for _, b in rows], pa.string())}
    assert needs(key) == ("a", "b")
    assert ours(key, **columns) == duck(key, **columns)


def test_a_bare_name_is_the_column_itself_whatever_it_is_called():
    column = pa.chunked_array([["x"], ["y", None]])
    assert needs("NHS No (text) || b") == ("NHS No (text) || b",)
    assert evaluate("LOWER(a)", values={"LOWER(a)": column}).to_pylist() == ["x", "y", None]
    assert over_values("first name", distinct=pa.array(["x"])).to_pylist() == ["x"]


def test_over_values_keeps_the_order_of_the_distinct_values():
    assert over_values('UPPER("a")', distinct=pa.array(["b", "a", None])).to_pylist() == ["B", "A", None]


def test_an_expression_that_is_not_understood_is_refused_with_what_is():
    with pytest.raises(CannotDerive, match=r"MD5\(\"a\"\).*understood are.*LOWER.*YEAR"):
        needs('LEFT(MD5("a"), 3)')


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ('TRY_CAST("a" AS BLOB)', "BLOB"),
        ("TRY_STRPTIME(\"a\", '%G')", "%G"),
        ("REGEXP_EXTRACT(\"a\", 'a', 2)", "no group 2"),
        ("REGEXP_EXTRACT(\"a\", '(')", "missing"),
        ("REGEXP_EXTRACT(\"a\", '\\Qa\\E')", "backslash"),
    ],
)
def test_an_argument_that_is_not_understood_is_refused_by_name(key, said):
    with pytest.raises(CannotDerive, match=said):
        evaluate(key, values={"a": pa.array(["x"])})


def test_a_column_that_is_absent_is_named():
    with pytest.raises(CannotDerive, match="needs the column b; there are a"):
        evaluate('LOWER("b")', values={"a": pa.array(["x"])})


@pytest.mark.parametrize("text", ["nan", "NAN", "inf", "-Infinity", "1e400"])
def test_what_is_no_whole_number_is_no_value(text):
    assert over_values('TRY_CAST("a" AS INT)', distinct=pa.array([text, "12"])).to_pylist() == [None, 12]
