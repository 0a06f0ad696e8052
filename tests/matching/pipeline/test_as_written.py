from types import MappingProxyType

import numpy as np
import pyarrow as pa

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


def file_of(**columns):
    uses = MappingProxyType({"Forename": ColumnUse(Field.GIVEN_NAMES)})
    return Input(pa.table(columns), Mapping("one", columns=uses), "one.csv")


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
