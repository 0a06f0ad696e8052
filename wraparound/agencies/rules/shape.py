"""The shape of an area's settings: the keys of each section, and the way between plain values and typed ones."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar, get_type_hints

from wraparound.agencies.words import Area, AreaWords, Key, Kind

Part = TypeVar("Part")
_SETTINGS: "dict[type[Any], tuple[Setting, ...]]" = {}  # each section is read once
_TYPES: dict[type[Any], Mapping[str, Any]] = {}
_NOTHING: dict[Kind, Any] = {
    Kind.NUMBER: 0, Kind.YES_NO: False, Kind.DAY: date.min, Kind.LIST: (), Kind.PARTS: (), Kind.NAMED: {},
}  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """One key of a section: its name, what it is, and its value when it is left out (MISSING if it may not be)."""

    name: str
    key: Key
    usual: Any

    @property
    def required(self) -> bool:
        """Say whether it must be given."""
        return self.usual is MISSING


def settings_of(part: type[Any]) -> tuple[Setting, ...]:
    """List the keys that a section may have, in the order in which they are documented."""
    if part not in _SETTINGS:
        hints = get_type_hints(part, include_extras=True)
        _SETTINGS[part] = tuple(Setting(one.name, hints[one.name].__metadata__[0], _usual(one)) for one in fields(part))
    return _SETTINGS[part]


def _usual(one: Any) -> Any:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _types_of(part: type[Any]) -> Mapping[str, Any]:
    if part not in _TYPES:
        _TYPES[part] = get_type_hints(part)
    return _TYPES[part]


def plain(typed: Any) -> Any:
    """Turn settings into what JSON can hold: sections into dictionaries, lists into lists, dates into text."""
    if is_dataclass(typed) and not isinstance(typed, type):
        return {one.name: plain(getattr(typed, one.name)) for one in fields(typed)}
    if isinstance(typed, Mapping):
        return {name: plain(value) for name, value in typed.items()}
    if isinstance(typed, list | tuple):
        return [plain(value) for value in typed]
    if isinstance(typed, date):
        return typed.isoformat()
    return str(typed) if isinstance(typed, str) else typed


def built(part: type[Part], *, told: Mapping[str, Any]) -> Part:
    """Build a section from plain values that were checked once.

    Values of keys that no longer exist are passed over, and keys that did not exist then are empty, so that what was
    adopted long ago stays readable.
    """
    return part(**{one.name: _value(part, one, told) for one in settings_of(part)})


def area_of(content: Mapping[str, Any]) -> Area:
    """Build an area from its plain content."""
    return built(Area, told=content)


def words_told(words: AreaWords) -> list[tuple[str, str]]:
    """List (the usual word, the area's word) for everything that areas call by different names."""
    return [(str(one.usual), str(getattr(words, one.name))) for one in settings_of(AreaWords)]


def fingerprint(content: Mapping[str, Any]) -> str:
    """Give 64 hexadecimal digits that are the same only for the same content."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _value(part: type[Any], one: Setting, told: Mapping[str, Any]) -> Any:
    inner = one.key.part
    if one.name not in told:
        if one.key.kind is Kind.PART and inner:
            return built(inner, told={})
        return _NOTHING.get(one.key.kind, "") if one.required else one.usual
    value = told[one.name]
    match one.key.kind:
        case Kind.PART if inner:
            return built(inner, told=value)
        case Kind.PARTS if inner:
            return tuple(built(inner, told=each) for each in value)
        case Kind.NAMED if inner:
            return {name: built(inner, told=each) for name, each in value.items()}
        case Kind.LIST:
            return tuple(value)
        case Kind.DAY:
            return date.fromisoformat(value) if value else one.usual
        case Kind.CHOICE:
            return _word(_types_of(part)[one.name], value)
        case _:
            return value


def _word(words: Any, value: str) -> Any:
    """Give the word itself; one that is no longer among them stays as it was written."""
    try:
        return words(value)
    except ValueError:
        return value
