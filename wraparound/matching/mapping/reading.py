"""Reads MAP.toml, the file by which people say which column is what."""

import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Table
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz, process

from wraparound.matching.mapping.mapping import (
    DATE_ORDERS,
    DUPLICATES,
    VERIFIED,
    ColumnUse,
    DateOrder,
    Duplicates,
    Mapping,
    Maps,
    uses,
)
from wraparound.matching.tables.opening import inspect_text
from wraparound.matching.tables.refusals import CannotRead, cannot_read, printable
from wraparound.matching.words import Field

LARGEST_MAP = 4 << 20
SECTIONS = ("defaults", "files")
DEFAULT_KEYS = ("date_order", "duplicates")
FILE_KEYS = ("source", "id", "duplicates", "date_order", "columns")
USE_KEYS = ("field", "true_when")


def read_map(path: Path | str) -> Maps:
    """Read a map; every fault is a CannotRead naming the file, the key and what would be right."""
    text = inspect_text(path, largest=LARGEST_MAP)
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise cannot_read(path, reason=f"it is not TOML: {printable(str(fault))}") from fault
    return _Reader(str(path)).maps(told)


class _Reader:
    """Reads one map, remembering the file's name for what it has to say."""

    def __init__(self, name: str) -> None:
        self._name = name

    def maps(self, told: dict[str, Any]) -> Maps:
        """Read the whole file."""
        self._known(told, SECTIONS, where="")
        defaults = self._table(told.get("defaults", {}), "defaults")
        self._known(defaults, DEFAULT_KEYS, where="defaults")
        files = self._table(told.get("files", {}), "files")
        order: DateOrder | None = self._choice(defaults, "date_order", DATE_ORDERS, where="defaults")
        duplicates: Duplicates | None = self._choice(defaults, "duplicates", DUPLICATES, where="defaults")
        maps = {
            name: self._file(name, self._table(about, f'files."{name}"'), order=order, duplicates=duplicates)
            for name, about in files.items()
        }
        return Maps(MappingProxyType(maps), order, duplicates)

    def _file(
        self, name: str, about: dict[str, Any], *, order: DateOrder | None, duplicates: Duplicates | None
    ) -> Mapping:
        where = f'files."{name}"'
        if about and all(isinstance(value, dict) for value in about.values()) and "columns" not in about:
            inner = next(iter(about))
            raise self._wrong(where, f'write the file\'s name in quotation marks: [files."{name}.{inner}"]')
        self._known(about, FILE_KEYS, where=where)
        columns = self._table(about.get("columns", {}), f"{where}.columns")
        if not columns:
            raise self._wrong(where, f"it names no columns; add a section [{where}.columns]")
        told = uses((column, self._use(use, f'{where}.columns."{column}"')) for column, use in columns.items())
        return Mapping(
            source=self._text(about, "source", where=where) or PurePath(name).stem,
            id=self._text(about, "id", where=where) or self._id_among(told, where),
            duplicates=self._choice(about, "duplicates", DUPLICATES, where=where) or duplicates or "allowed",
            date_order=self._choice(about, "date_order", DATE_ORDERS, where=where) or order or "dmy",
            columns=told,
        )

    def _id_among(self, columns: Table[str, ColumnUse], where: str) -> str | None:
        ids = [name for name, use in columns.items() if use.field is Field.ID]
        if len(ids) > 1:
            raise self._wrong(where, f"more than one column is the id: {_listed(ids)}; keep one")
        return ids[0] if ids else None

    def _use(self, told: Any, where: str) -> ColumnUse:
        if isinstance(told, str):
            return ColumnUse(self._field(told, where))
        if not isinstance(told, dict):
            raise self._wrong(where, 'give a field, such as "surname"')
        self._known(told, USE_KEYS, where=where)
        if not isinstance(told.get("field"), str):
            raise self._wrong(where, 'it needs field = "…"')
        field = self._field(told["field"], where)
        values = told.get("true_when", [])
        if not isinstance(values, list) or not all(isinstance(value, str | int) for value in values):
            raise self._wrong(f"{where}.true_when", 'give a list of values, such as ["01"]')
        if values and field not in VERIFIED:
            raise self._wrong(f"{where}.true_when", f"only {_listed(sorted(VERIFIED))} take it")
        shown = (str(value).lower() if isinstance(value, bool) else str(value) for value in values)
        return ColumnUse(field, tuple(shown))

    def _field(self, told: str, where: str) -> Field:
        try:
            return Field(told)
        except ValueError as fault:
            known = [str(field) for field in Field]
            raise self._wrong(where, f'there is no field "{printable(told)}"{_meant(told, known)}') from fault

    def _known(self, table: dict[str, Any], keys: tuple[str, ...], *, where: str) -> None:
        for key in table:
            if key not in keys:
                reason = f"the key is not known{_meant(key, keys)}"
                raise self._wrong(f"{where}.{key}" if where else key, reason)

    def _table(self, told: Any, where: str) -> dict[str, Any]:
        if not isinstance(told, dict):
            raise self._wrong(where, f"it should be a section: [{where}]")
        return told

    def _text(self, about: dict[str, Any], key: str, *, where: str) -> str | None:
        told = about.get(key)
        if told is None or (isinstance(told, str) and told):
            return told
        raise self._wrong(f"{where}.{key}", "give text in quotation marks")

    def _choice(self, about: dict[str, Any], key: str, choices: tuple[Any, ...], *, where: str) -> Any:
        told = about.get(key)
        if told is None or told in choices:
            return told
        raise self._wrong(f"{where}.{key}", f'it is "{printable(str(told))}"; give {_listed(choices)}')

    def _wrong(self, where: str, reason: str) -> CannotRead:
        return cannot_read(self._name, reason=f"{printable(where)}: {reason}")


def _meant(told: str, known: Iterable[str]) -> str:
    """Suggest what was meant, and list what there is."""
    choices = list(known)
    near = process.extractOne(told.lower(), choices, scorer=fuzz.ratio, score_cutoff=60)
    return (f'; did you mean "{near[0]}"?' if near else ";") + f" There are {_listed(choices)}"


def _listed(words: Iterable[str]) -> str:
    *some, last = [f'"{word}"' for word in words]
    return f"{', '.join(some)} or {last}" if some else last
