"""The page that documents every setting of an area, written from the settings' own shape."""

from collections.abc import Iterator
from typing import Any

from wraparound.agencies.rules.shape import Setting, plain, settings_of
from wraparound.agencies.words import Area, Kind

HEAD = """# An area's settings

Everything that differs between areas is data in the area's own folder, such as
[areas/ashmere](../../areas/ashmere): a few small files in [TOML](https://toml.io). This page documents every key. It
is written by `wraparound describe_area_settings` from the code that checks the files, so it cannot tell otherwise.

    wraparound check_area areas/ashmere     # every fault at once: file, key, value, what would be right
    wraparound adopt_area areas/ashmere     # from now on the node works by it; the past stays readable

Nothing is adopted if anything is wrong. A key that is not on this page is a fault, too: most are slips of the pen.
The same content again changes nothing. An agency or a team that is no longer there is ended, never erased.

A **code** is written in small letters, digits and hyphens. It is what other files, the database and the ledger know
a thing by, so change names freely and codes never.
"""


def guide() -> str:
    """Write the page: a heading for each file, a table for each section."""
    return "\n".join([HEAD, *_files()])


def _files() -> Iterator[str]:
    for one in settings_of(Area):
        assert one.key.part  # noqa: S101 – every file is a section
        yield f"## {one.name}.toml"
        yield ""
        yield _sentence(one.key.part.__doc__) + ("" if one.required else " The file may be left out.")
        yield ""
        yield from _section(one.key.part, path="")


def _section(part: type[Any], *, path: str) -> Iterator[str]:
    settings = settings_of(part)
    yield "| Key | Value | What it says |"
    yield "|---|---|---|"
    yield from (_line(one) for one in settings)
    yield ""
    for one in settings:
        if one.key.part:
            at = f"{path}.{one.name}" if path else one.name
            bracket = {Kind.PARTS: f"[[{at}]]", Kind.NAMED: f"[{at}]"}.get(one.key.kind, f"[{at}]")
            yield f"### `{bracket}`"
            yield ""
            yield _sentence(one.key.part.__doc__)
            yield ""
            yield from _section(one.key.part, path=at)


def _line(one: Setting) -> str:
    need = "" if one.required else f" {_usual(one)}"
    return f"| `{one.name}` | {_value(one)} | {one.key.says}.{need} |"


def _value(one: Setting) -> str:
    key = one.key
    if key.refers:
        what = "codes" if key.kind is Kind.LIST else "the code"
        return f"{what} of {key.refers}"
    if len(key.among) > 12:
        return "one of " + ", ".join(f"`{word}`" for word, _ in key.among)
    if key.among:
        kind = "a list of " if key.kind is Kind.LIST else ""
        return kind + ", ".join(f"`{word}` ({label})" for word, label in key.among)
    like = f", such as `{key.like}`" if key.like and key.kind in {Kind.TEXT, Kind.NUMBER} else ""
    return f"{key.kind.label}{like}"


def _usual(one: Setting) -> str:
    usual = plain(one.usual)
    if isinstance(usual, dict | list) or usual in ("", None):
        return "May be left out."
    return f"`{str(usual).lower() if isinstance(usual, bool) else usual}` when left out."


def _sentence(text: str | None) -> str:
    return (text or "").split("\n", maxsplit=1)[0]
