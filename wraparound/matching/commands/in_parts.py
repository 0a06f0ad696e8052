"""Links with `--memory` or on Spark: files are laid on disk and taken in part by part."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from shutil import disk_usage
from tempfile import gettempdir

import pyarrow as pa

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.laid_files import TakenInParts
from wraparound.matching.commands.past import past_in_parts, past_of
from wraparound.matching.commands.telling import Telling
from wraparound.matching.commands.told import UNBOUNDED
from wraparound.matching.model import Model
from wraparound.matching.pipeline import outputs
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.holding import keep_for_later, keep_little
from wraparound.matching.pipeline.link import Linked, Options, link
from wraparound.matching.pipeline.parts import (
    ON_DISK,
    Compare,
    LinkedInParts,
    Room,
    Way,
    fits_whole,
    here,
    link_in_parts,
    named_in_parts,
    room_for,
)
from wraparound.matching.pipeline.persons import Named, named_persons
from wraparound.matching.pipeline.said import Answers
from wraparound.matching.tables.refusals import cannot_write
from wraparound.matching.tables.staging import Staging

A_TASK = 100_000  # records that Spark is sent at a time, where no memory is given
GIGA = 1e9


def on_spark(asked: Asked) -> bool:
    """Say whether records are to be compared on Spark."""
    return getattr(asked, "engine", "here") == "spark"


def is_in_parts(asked: Asked) -> bool:
    """Say whether records are to lie on disk, a part of them at a time in memory."""
    return on_spark(asked) or bool(getattr(asked, "memory", None))


@contextmanager
def work_folder(asked: Asked) -> Iterator[Path | None]:
    """Give a folder for what does not fit in memory, if that is asked for, and take it away afterwards.

    It lies beside the outputs, or among the system's passing files where there are none; what a run that was killed has
    left is cleared by the next one.
    """
    (keep_little if getattr(asked, "memory", None) else keep_for_later)()
    if not is_in_parts(asked):
        yield None
        return
    staging = Staging.begin(asked.out or Path(gettempdir()) / f"wraparound-{os.getuid()}")
    try:
        yield staging.folder
    finally:
        staging.discard()


def linked_in_parts(
    asked: Asked, *, taken: TakenInParts, model: Model | None, answers: Answers, folder: Path, tell: Telling
) -> Linked:
    """Link files that lie on disk: all at once where they fit in the memory allowed, else part by part."""
    options = Options(across_sources_only=asked.across_only)
    fits = bool(asked.memory) and fits_whole(taken.records, memory=asked.memory)
    if model is default_model() or (fits and not on_spark(asked)):
        return link(taken.whole, model=model, answers=answers, options=options, tell=tell)
    _check_disk(folder, records=taken.records)
    work = folder / "work"
    work.mkdir()
    room = room_for(taken.records, memory=asked.memory, folder=work) if asked.memory else Room(work, A_TASK)
    with ExitStack() as stack:
        compare = _on_spark(stack) if on_spark(asked) else here
        way = Way(room, compare, tell)
        return link_in_parts(taken.parts, model=model, answers=answers, options=options, way=way)


def _on_spark(stack: ExitStack) -> Compare:
    from wraparound.matching.spark import compare_on_spark, spark_session

    return compare_on_spark(stack.enter_context(spark_session()))


def _check_disk(folder: Path, *, records: int) -> None:
    """Refuse to begin what the disk has no room for; raises CannotWrite."""
    needed, free = records * ON_DISK, disk_usage(folder).free
    if free < needed:
        reason = (
            f"{records:,} records take up to {needed / GIGA:.1f} GB of disk there for as long as they are linked, and "
            f"{free / GIGA:.1f} GB are free; free some, or name another folder with --out"
        )
        raise cannot_write(folder.parent, reason=reason)


def named_of(linked: Linked, *, asked: Asked) -> Named:
    """Give each record its person's id, with the past of the folders asked for."""
    if isinstance(linked, LinkedInParts):
        memory = asked.memory or UNBOUNDED
        return named_in_parts(linked, past=past_in_parts(out=asked.out, previous=asked.previous, memory=memory))
    past = past_of(out=asked.out, previous=asked.previous)
    return named_persons(linked.person, keys=outputs.record_keys(linked), previous=past)


def clusters_of(linked: Linked, *, ids: pa.DictionaryArray) -> pa.Table | pa.RecordBatchReader:
    """Give who is who, some rows at a time where records lie on disk."""
    if not isinstance(linked, LinkedInParts):
        return outputs.clusters_table(linked, ids=ids)
    return one_by_one(linked.clusters_tables(ids=ids))


def pairs_of(linked: Linked) -> pa.Table | pa.RecordBatchReader:
    """Give all pairs kept, from disk a run at a time where they lie there."""
    if not isinstance(linked, LinkedInParts):
        return outputs.pairs_table(linked)
    return one_by_one(linked.pairs_tables())


def one_by_one(tables: Iterator[pa.Table]) -> pa.RecordBatchReader:
    """Read tables as one, each asked for when its turn comes."""
    first = next(tables)
    rest = (batch for table in tables for batch in table.to_batches())
    return pa.RecordBatchReader.from_batches(first.schema, chain(first.to_batches(), rest))
