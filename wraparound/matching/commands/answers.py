"""Reads the log of answers that people gave: review.csv filled in, or any CSV with its columns."""

from datetime import datetime
from pathlib import Path

from wraparound.matching.pipeline.answers import Said
from wraparound.matching.tables import CannotRead, Loaded, read_table
from wraparound.matching.tables.refusals import cannot_read, no_such_columns, printable
from wraparound.matching.words import Answer

ENDS = ("left source", "left id", "right source", "right id")


def read_answers(path: Path) -> list[Said]:
    """Read a log of answers; lines without an answer are left out; raises CannotRead naming row and value."""
    loaded = read_table(path)
    names = {name.strip().lower().replace("_", " "): name for name in loaded.table.column_names}
    if missing := no_such_columns(loaded.file, wanted=[*ENDS, "answer"], present=names):
        raise missing
    told = {name: loaded.table.column(given).to_pylist() for name, given in names.items()}
    return [
        _said(told, row=row, loaded=loaded) for row, answer in enumerate(told["answer"]) if answer and answer.strip()
    ]


def _said(told: dict[str, list[str | None]], *, row: int, loaded: Loaded) -> Said:
    """Read one line."""
    ends = [told[name][row] for name in ENDS]
    if not all(ends):
        raise _wrong(
            loaded, row=row, reason="it names no two records; give left source, left id, right source and right id"
        )
    words = str(told["answer"][row]).strip().lower().replace("_", " ")
    if words not in set(Answer):
        raise _wrong(
            loaded, row=row, reason=f'the answer is "{printable(words)}"; it should be same, different or cannot tell'
        )
    source, left, other, right = (str(end) for end in ends)
    by = told.get("by", [None] * (row + 1))[row] or ""
    return Said((source, left), (other, right), Answer(words), by, _at(told, row=row, loaded=loaded))


def _at(told: dict[str, list[str | None]], *, row: int, loaded: Loaded) -> datetime | None:
    text = (told.get("at", [None] * (row + 1))[row] or "").strip()
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        said = f'its time is "{printable(text)}"; it should be like 2026-09-01 or 2026-09-01T14:30'
        raise _wrong(loaded, row=row, reason=said) from fault


def _wrong(loaded: Loaded, *, row: int, reason: str) -> CannotRead:
    return cannot_read(loaded.file, reason=f"row {loaded.row_number(row)}: {reason}")
