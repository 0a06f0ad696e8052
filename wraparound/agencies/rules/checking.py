"""Checking an area's settings: every fault at once, each with its file, key, value and what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wraparound.agencies.rules.agreement import disagreements
from wraparound.agencies.rules.shape import Setting, area_of, fingerprint, plain, settings_of
from wraparound.agencies.rules.values import Wrong, read_value, shown, suggestion
from wraparound.agencies.words import Area, Fault, Key, Kind


@dataclass(frozen=True)
class Checked:
    """What a check found: the faults, or without any the area, its plain content and the content's fingerprint."""

    faults: tuple[Fault, ...]
    area: Area | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    hash: str = ""


def checked(told: Mapping[str, Any], *, before: tuple[Fault, ...] = ()) -> Checked:
    """Check what an area's files say, each file's content under its name without ".toml".

    Nothing comes of it but faults if there is any, whether found here or `before`, while the files were read.
    """
    walk = _Walk([*before])
    unread = {fault.file.removesuffix(".toml") for fault in before}
    content = walk.files(told, unread=unread)
    walk.faults.extend(disagreements(content, unread=unread))
    if walk.faults:
        return Checked(tuple(walk.faults))
    area = area_of(content)
    whole = plain(area)
    return Checked((), area, whole, fingerprint(whole))


class _Walk:
    """Walks through what was told, section by section, and remembers every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self._file = ""

    def files(self, told: Mapping[str, Any], *, unread: set[str]) -> dict[str, Any]:
        """Walk through every file, known or not."""
        known = [one.name for one in settings_of(Area)]
        for name in sorted(set(told) - set(known) - unread):
            self.faults.append(Fault(f"{shown(name)}.toml", "", "", f"no such file is known; {_files(name, known)}"))
        content: dict[str, Any] = {}
        for one in settings_of(Area):
            self._file = f"{one.name}.toml"
            if one.name in told:
                self._keep(content, one, told[one.name], path="")
            elif one.required and one.name not in unread:
                self.faults.append(Fault(self._file, "", "", f"the file is missing; it says {one.key.says}."))
        return content

    def _part(self, told: Mapping[str, Any], *, key: Key, path: str) -> dict[str, Any]:
        """Walk through a section: unknown keys, missing keys, then each value."""
        assert key.part  # noqa: S101 – the shape says so, and a test holds it to that
        known = settings_of(key.part)
        names = [one.name for one in known]
        for name in told:
            if name not in names:
                self._wrong(_at(path, name), "", f"the key is not known; {suggestion(name, known=names)}")
        content: dict[str, Any] = {}
        for one in known:
            if one.name in told:
                self._keep(content, one, told[one.name], path=_at(path, one.name))
            elif one.required:
                self._wrong(_at(path, one.name), "", f"it is missing; it says {one.key.says}.")
        return content

    def _keep(self, content: dict[str, Any], one: Setting, value: Any, *, path: str) -> None:
        """Put one value into the content if it is right."""
        try:
            content[one.name] = self._value(value, key=one.key, path=path)
        except Wrong as wrong:
            self._wrong(path, value, str(wrong))

    def _value(self, value: Any, *, key: Key, path: str) -> Any:
        match key.kind:
            case Kind.PART:
                return self._part(self._section(value, path=path), key=key, path=path)
            case Kind.PARTS:
                if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
                    raise Wrong(f"give each as a section in double square brackets: [[{path}]].")
                places = [_place(each, number) for number, each in enumerate(value, start=1)]
                return [self._part(each, key=key, path=f"{path}[{at}]") for each, at in zip(value, places, strict=True)]
            case Kind.NAMED:
                return self._named(self._section(value, path=path), key=key, path=path)
            case _:
                return read_value(value, key=key)

    def _named(self, told: Mapping[str, Any], *, key: Key, path: str) -> dict[str, Any]:
        """Walk through lines with names of the area's own; a text alone stands for its section's first key."""
        assert key.part  # noqa: S101
        first = settings_of(key.part)[0]
        content = {}
        for name, value in told.items():
            place = _at(path, f'"{name}"')
            if isinstance(value, dict):
                content[name] = self._part(value, key=key, path=place)
            else:
                short: dict[str, Any] = {}
                self._keep(short, first, value, path=place)
                content[name] = short
        return content

    def _section(self, value: Any, *, path: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise Wrong(f"give it as a section: [{path}].")
        return value

    def _wrong(self, path: str, value: Any, right: str) -> None:
        said = "" if isinstance(value, dict | list) and not value else shown(value)
        self.faults.append(Fault(self._file, path, said, right))


def _at(path: str, name: str) -> str:
    return f"{path}.{shown(name)}" if path else shown(name)


def _place(told: Mapping[str, Any], number: int) -> str:
    """Name a section of a list by its code, which its reader knows, or else by its number."""
    code = told.get("code", told.get("username"))
    return shown(code) if isinstance(code, str) and code else str(number)


def _files(name: str, known: list[str]) -> str:
    return suggestion(name, known=known).replace('"?', '.toml"?')
