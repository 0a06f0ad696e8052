from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from wraparound.matching.explain.weighing import Scales
from wraparound.matching.mapping import ColumnUse, Mapping
from wraparound.matching.model import OTHERWISE, Comparison, Level, Model, Rule, missing, same
from wraparound.matching.pipeline.as_written import columns_as_written, reads_as_written
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.link import link
from wraparound.matching.words import Field

PLAIN = Model(
    comparisons=(
        Comparison(
            "Forename",
            (
                Level("missing", missing("Forename"), is_null=True),
                Level("same", same("Forename"), m=0.9, u=0.01),
                Level("else", OTHERWISE, m=0.1, u=0.99),
            ),
        ),
    ),
    rules=(Rule(("Town",)),),
    prior=0.1,
)


ONE_WAY = replace(
    PLAIN,
    comparisons=(
        Comparison(
            "Forename",
            (
                Level("turned", same("Forename", right="Surname"), m=0.9, u=0.01),
                Level("else", OTHERWISE, m=0.1, u=0.99),
            ),
        ),
    ),
)


def file_of(**columns):
    uses = MappingProxyType({"Forename": ColumnUse(Field.GIVEN_NAMES)})
    known_by = "Number" if "Number" in columns else None
    return Input(pa.table(columns), Mapping("one", columns=uses, id=known_by), "one.csv")


def test_a_model_that_reads_a_files_own_columns_is_given_them_as_they_are_written():
    given = columns_as_written(PLAIN, inputs=[file_of(Forename=["ANN", "Ann"], Town=["X", "X"])])
    assert given is not None
    assert given["Forename"].to_pylist() == ["ANN", "Ann"]


def test_a_column_that_one_file_lacks_means_the_model_reads_prepared_fields():
    assert not reads_as_written(PLAIN, names=[["Forename", "Town"], ["Forename"]])
    assert columns_as_written(PLAIN, inputs=[file_of(Forename=["Ann"])]) is None


def test_weights_are_the_models_own_with_nothing_learnt_again():
    linked = link([file_of(Forename=["Ann", "Ann", "Bea"], Town=["X", "X", "X"])], model=PLAIN)
    prior = np.log2(0.1 / 0.9)
    best = np.log2(0.9 / 0.01)
    assert np.isclose(linked.pairs.chance.max(), prior + best)
    assert linked.model.prior == PLAIN.prior


def test_the_record_whose_id_is_less_is_the_left_one_and_is_explained_so():
    numbers = [f"{chr(97 + k)}" for k in range(12)]
    names = [f"name {k}" for k in range(13)]
    table = {"Number": numbers, "Forename": names[:12], "Surname": names[1:], "Town": ["X"] * 12}
    # whoever comes later has for a forename what the one before has for a surname
    for turned, model in ((False, ONE_WAY), (True, reversed_way())):
        linked = link([file_of(**table)], model=model)
        ids = [numbers[row] for row in linked.store.order]
        pairs = zip(linked.pairs.left, linked.pairs.right, linked.pairs.chance, strict=True)
        high = {tuple(sorted((ids[i], ids[j]))) for i, j, chance in pairs if chance > 0}
        assert high == (set(pairwise(numbers)) if turned else set())
        one, other = ids.index("c"), ids.index("d")
        told = Scales(linked).piece(one, right=other, comparison=0)
        assert told.level == ("turned" if turned else "else")
        assert told.compared == ("name 3", "name 3") or not turned
        assert Scales(linked).piece(other, right=one, comparison=0).compared == told.compared[::-1]


def reversed_way() -> Model:
    turned, rest = ONE_WAY.comparisons[0].levels
    levels = (replace(turned, test=same("Surname", right="Forename")), rest)
    return replace(ONE_WAY, comparisons=(replace(ONE_WAY.comparisons[0], levels=levels),))
