"""Has the shards of a linking in parts compared on Spark, by this engine on every machine.

Each machine needs wraparound installed and must see the folder in which the shards lie under the same path.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from wraparound.matching.pipeline.parts import Compare
from wraparound.matching.pipeline.parts.comparing import Shard
from wraparound.matching.scoring.score import RuleReport

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def compare_on_spark(session: "SparkSession") -> Compare:
    """Give what sends shards to Spark, one task each, and brings their reports back; the pairs stay in the folder."""

    def compare(work: Callable[[Shard], RuleReport], *, shards: Iterable[Shard]) -> list[RuleReport]:
        tasks = list(shards)
        if not tasks:
            return []
        return list(session.sparkContext.parallelize(tasks, len(tasks)).map(work).collect())

    return compare
