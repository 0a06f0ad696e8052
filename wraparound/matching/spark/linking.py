"""Compare records on Spark: our model written as Splink's, and Splink's pairs handed back as ours."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from wraparound.matching.columns.derive import needs
from wraparound.matching.model.levels import Model
from wraparound.matching.model.splink import completed, write_splink
from wraparound.matching.spark.lists import CannotUseSpark, exploded, for_lists
from wraparound.matching.spark.session import check_spark, spark_session

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from splink import Linker

__all__ = ["CannotUseSpark", "SparkPairs", "link_with_spark"]


@dataclass(frozen=True)
class SparkPairs:
    """The pairs that Splink found on Spark, which lie there until they are asked for."""

    linker: "Linker"
    found: Any
    id_column: str
    unique: str

    def table(self) -> pa.Table:
        """Bring the pairs here: left and right id, and weight in bits against chance; sorted, the lesser id left."""
        left, right = (f"{self.id_column}_{side}" for side in "lr")
        brought = self.found.as_spark_dataframe().select(left, right, "match_weight").toArrow()
        pairs = brought.rename_columns(["left", "right", "weight"])
        return pairs.sort_by([("left", "ascending"), ("right", "ascending")])

    def write(self, folder: str | Path) -> None:
        """Write the pairs as Parquet from where they lie, without bringing them here."""
        self.found.as_spark_dataframe().write.parquet(str(folder), mode="errorifexists")

    def write_clusters(self, folder: str | Path, *, least: float) -> None:
        """Join records by every pair of at least so many bits, and write each record's cluster as Parquet."""
        clusters = self.linker.clustering.cluster_pairwise_predictions_at_threshold(
            self.found, threshold_match_weight=least
        )
        clusters.as_spark_dataframe().write.parquet(str(folder), mode="errorifexists")


def link_with_spark(
    records: pa.Table | str | Path,
    *,
    model: Model,
    session: "SparkSession | None" = None,
    id_column: str = "unique_id",
    least: float = 0.0,
) -> SparkPairs:
    """Find the pairs of at least `least` bits that a trained model finds, on Spark.

    `records` are a table, which is sent to Spark, or the path of Parquet that Spark itself reads. Raises SparkNotHere
    where Spark, Splink or Java is not installed, and CannotUseSpark for what Splink cannot weigh as our engine does.
    A session that is not given is started on this machine and lives until the process ends.
    """
    check_spark()
    frame = _frame(records, session=session or _here(), columns=_columns(model, id_column=id_column))
    lists = _list_columns(frame)
    asked = for_lists(completed(model), lists=lists)
    settings = exploded(write_splink(asked, dialect="spark"), model=asked, lists=lists)
    settings |= {"unique_id_column_name": id_column, "retain_matching_columns": False}
    linker = _linker(frame, settings=settings)
    return SparkPairs(linker, linker.inference.predict(threshold_match_weight=least), id_column, id_column)


def _columns(model: Model, *, id_column: str) -> list[str]:
    """Name what Spark needs to be sent: the id and every column that the model reads."""
    return list(dict.fromkeys([id_column, *(base for key in model.columns() for base in needs(key))]))


def _frame(records: pa.Table | str | Path, *, session: "SparkSession", columns: list[str]) -> "DataFrame":
    names = records.column_names if isinstance(records, pa.Table) else session.read.parquet(str(records)).columns
    absent = [name for name in columns if name not in names]
    if absent:
        raise CannotUseSpark(f"the model needs the column {absent[0]}; the records have {', '.join(names)}")
    if isinstance(records, pa.Table):
        frame = session.createDataFrame(pa.table({name: _plain(records.column(name)) for name in columns}))
    else:
        frame = session.read.parquet(str(records))
    lists = _list_columns(frame)
    return frame.selectExpr(*[_without_empty(name) if name in lists else f"`{name}`" for name in columns])


def _list_columns(frame: "DataFrame") -> set[str]:
    """Name the columns in which a record holds several values."""
    return {field.name for field in frame.schema.fields if field.dataType.typeName() == "array"}


def _without_empty(name: str) -> str:
    """Say in SQL that an empty list is no value, as it is here."""
    return f"CASE WHEN size(`{name}`) > 0 THEN `{name}` END AS `{name}`"


def _plain(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.dictionary_decode() if pa.types.is_dictionary(whole.type) else whole


def _linker(frame: "DataFrame", *, settings: dict[str, Any]) -> "Linker":
    from splink import Linker
    from splink.backends.spark import SparkAPI

    api = SparkAPI(spark_session=frame.sparkSession)
    return Linker(api.register(frame), settings)


_LIVING = ExitStack()


def _here() -> "SparkSession":
    return _LIVING.enter_context(spark_session())
