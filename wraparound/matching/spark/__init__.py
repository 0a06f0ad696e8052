"""Past one machine: the same model run through Splink on Spark, for files that no one machine holds."""

from wraparound.matching.spark.comparing import compare_on_spark
from wraparound.matching.spark.linking import CannotUseSpark, SparkPairs, link_with_spark
from wraparound.matching.spark.session import SparkNotHere, check_spark, spark_session

__all__ = [
    "CannotUseSpark",
    "SparkNotHere",
    "SparkPairs",
    "check_spark",
    "compare_on_spark",
    "link_with_spark",
    "spark_session",
]
