"""What changed between two versions of an area, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from wraparound.agencies.rules.shape import settings_of
from wraparound.agencies.rules.values import shown
from wraparound.agencies.words import Area

_ONE = {
    "agencies": "agency", "services": "service", "teams": "team", "levels": "level of need", "feeds": "feed",
    "rules": "retention rule", "roles": "role", "people": "sample person", "contacts": "contact point",
    "endings": "rule of an age", "longer": "rule of who is helped for longer",
    "clauses": "clause of the agreements",
}  # fmt: skip

_FILES = {one.name for one in settings_of(Area)}


def changes_between(before: Mapping[str, Any], *, after: Mapping[str, Any]) -> tuple[str, ...]:
    """Say in one sentence each what is new, what is gone and what reads otherwise, file by file.

    `before` and `after` are plain contents; nothing before gives one sentence that says so.
    """
    if not before:
        return ("The area was adopted for the first time.",)
    found: list[str] = []
    for one in settings_of(Area):
        found += _changes(before.get(one.name, {}), after.get(one.name, {}), where=f"{one.name}")
    return tuple(found)


def _changes(before: Any, after: Any, *, where: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*before, *(name for name in after if name not in before)]:
            there = f"{where}, {_spoken(name)}"
            yield from _changes(before.get(name, ""), after.get(name, ""), where=there)
    elif isinstance(before, dict) or isinstance(after, dict):
        yield f"{where}: {'new' if before == '' else 'gone'}."
    elif _listed(before) or _listed(after):
        yield from _of_list(before or [], after or [], where=where)
    elif before != after:
        yield _otherwise(before, after, where=where)


def _of_list(before: list[Any], after: list[Any], *, where: str) -> Iterator[str]:
    was, now = _by_code(before), _by_code(after)
    head, _, section = where.rpartition(", ")
    what = _ONE.get(section, section)
    inside = head not in _FILES  # what stands in a file itself needs no file's name
    for code in [*was, *(code for code in now if code not in was)]:
        label = f'"{shown(_label(now.get(code) or was[code]))}"'
        subject = f"{head}, {what} {label}" if inside else f"{what.capitalize()} {label}"
        if code not in now:
            yield f"{subject}: gone."
        elif code not in was:
            yield f"{subject}: new."
        else:
            yield from _changes(was[code], now[code], where=subject)


def _by_code(told: list[dict[str, Any]]) -> dict[str, Any]:
    """Know each section of a list by its code, or where it has none by what it says and when that holds."""
    return {
        str(one.get("code") or one.get("username") or f"{one.get('value', '')} {one.get('reached', '')}"): one
        for one in told
    }


def _label(told: dict[str, Any]) -> str:
    return str(told.get("value") or told.get("name") or told.get("code", ""))


def _listed(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _otherwise(before: Any, after: Any, *, where: str) -> str:
    if before in ("", []):
        return f'{where}: now "{_said(after)}".'
    if after in ("", []):
        return f'{where}: "{_said(before)}" taken out.'
    return f'{where}: "{_said(after)}" instead of "{_said(before)}".'


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else shown(value)


def _spoken(name: str) -> str:
    return name if " " in name else name.replace("_", " ")
