"""A Spark session on this machine, set up for Splink; a cluster's own session can be used in its place."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

EXTRA = "wraparound[spark]"


class SparkNotHere(RuntimeError):  # noqa: N818 – named by what is so
    """Spark, Splink or Java is not installed; the message says what to install."""


def check_spark() -> None:
    """Say what is absent before anything is started; raises SparkNotHere."""
    absent = [package for package in ("pyspark", "splink") if find_spec(package) is None]
    if absent:
        raise SparkNotHere(
            f"Linking on Spark needs {' and '.join(absent)}, which the extra brings: pip install '{EXTRA}'"
        )
    if not java():
        raise SparkNotHere(
            "Linking on Spark needs Java 17 or later, and none was found: neither `java` nor JAVA_HOME leads to one. "
            "On Debian: apt-get install default-jre-headless"
        )


def java() -> str | None:
    """Give the path of Java, if there is one."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


@contextmanager
def spark_session(*, cores: int | None = None, memory: str = "2g") -> "Iterator[SparkSession]":
    """Give a Spark session on this machine's cores, with Splink's similarity functions, and stop it afterwards.

    It listens on the loopback address only, shows no page, and reckons in UTC, so that days are 24 hours long.
    Raises SparkNotHere. Starting takes some 13 seconds.
    """
    check_spark()
    from pyspark.sql import SparkSession
    from splink.backends.spark import similarity_jar_location

    cores = cores or os.cpu_count() or 1
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with TemporaryDirectory(prefix="wraparound-spark-") as room:
        settings = {
            "spark.jars": similarity_jar_location(),
            "spark.driver.memory": memory,
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": str(cores),
            "spark.sql.warehouse.dir": str(Path(room) / "warehouse"),
            "spark.local.dir": room,
        }
        builder = SparkSession.builder.master(f"local[{cores}]").appName("wraparound")
        session = builder.config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        session.sparkContext.setCheckpointDir(str(Path(room) / "checkpoints"))
        try:
            yield session
        finally:
            session.stop()
