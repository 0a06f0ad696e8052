"""Which model a command uses: one from a file, the one that comes with the engine, or one learnt from the records."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.records import Taken
from wraparound.matching.fields import FieldSet, prepared
from wraparound.matching.model import Letters, Model
from wraparound.matching.pipeline.as_written import reads_as_written
from wraparound.matching.pipeline.defaults import default_model, is_for
from wraparound.matching.pipeline.fitting import absent_from, can_read
from wraparound.matching.pipeline.inputs import gathered_inputs
from wraparound.matching.tables.refusals import cannot_read, why

FEW = 2_000  # records: with fewer, there is too little to learn from
LOOKED_AT = 2_000  # rows of each file, to see which columns its fields give
BY_BYTES = (
    "the model measures texts by their bytes, as Splink on DuckDB does, so a letter with an accent counts twice; "
    "--letters characters counts letters as people do"
)


@dataclass(frozen=True)
class Choice:
    """A model and where it is from: "file", "default" or "trained"; None is learnt from the records."""

    model: Model | None
    origin: str
    notes: tuple[str, ...] = ()


def chosen_model(asked: Asked, *, taken: Taken) -> Choice:
    """Choose the model; raises CannotRead if the one asked for can read none of the files' columns."""
    if asked.model:
        model = _measuring(_read(asked.model), letters=asked.letters)
        if reads_as_written(model, names=[one.table.column_names for one in taken.inputs]):
            return Choice(model, "file", _told([], model=model))
        given = _fields(taken)
        lacking = absent_from(model, columns=given.columns)
        if not any(can_read(one, columns=given.columns) for one in model.comparisons):
            listed = ", ".join(lacking)
            raise cannot_read(
                asked.model, reason=f"this model compares {listed}, which the files (as mapped) do not give"
            )
        return Choice(model, "file", _told(lacking, model=model))
    if not asked.train and taken.records < FEW and is_for(default_model(), fields=_fields(taken)):
        return Choice(default_model(), "default")
    return Choice(None, "trained")


def _fields(taken: Taken) -> FieldSet:
    """See which columns the files' fields give, by the first rows of each."""
    few = [replace(one, table=one.table.slice(0, LOOKED_AT)) for one in taken.inputs]
    return prepared(gathered_inputs(few).given)


def _measuring(model: Model, *, letters: str | None) -> Model:
    """Let a model measure texts by what was asked for, else by what its file says."""
    return replace(model, letters=Letters(letters)) if letters else model


def _told(lacking: list[str], *, model: Model) -> tuple[str, ...]:
    """Say what a model would have compared, and that it does not take letters as people do."""
    notes = [f"the model also reads {', '.join(lacking)}, which these files do not give"] if lacking else []
    return (*notes, BY_BYTES) if model.letters is Letters.BYTES else tuple(notes)


def _read(path: Path) -> Model:
    """Read a model, with what it leaves unsaid filled in as Splink does."""
    from wraparound.matching.model.splink import completed, read_splink
    from wraparound.matching.model.sql import CannotReadModel

    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise cannot_read(path, reason=why(fault)) from fault
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise cannot_read(path, reason=f"it is not JSON, so it is no model ({fault})") from fault
    try:
        model = completed(read_splink(told)) if isinstance(told, dict) else None
    except CannotReadModel as fault:
        raise cannot_read(path, reason=str(fault)) from fault
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise cannot_read(path, reason=f"it is JSON, but not a model as train and Splink write it ({fault})") from fault
    if model is None or not model.comparisons or not model.rules:
        raise cannot_read(
            path, reason="it is no model: a model has comparisons and blocking rules, as train writes them"
        )
    return model
