"""Writes a map as MAP.toml, for people to read, correct and use again."""

from collections.abc import Mapping as Table

from wraparound.matching.mapping.mapping import ColumnUse, Mapping

SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def as_toml(maps: Table[str, Mapping]) -> str:
    """Write the maps of files, by file name, with the reason beside each column as a comment."""
    return "\n".join(_section(name, mapping) for name, mapping in maps.items())


def _section(name: str, mapping: Mapping) -> str:
    lines = [f"# {_comment(note)}" for note in mapping.notes]
    lines += [f"[files.{_quoted(name)}]", f"source = {_quoted(mapping.source)}"]
    if mapping.id:
        lines.append(f"id = {_quoted(mapping.id)}")
    lines += [f"duplicates = {_quoted(mapping.duplicates)}", f"date_order = {_quoted(mapping.date_order)}", ""]
    lines.append(f"[files.{_quoted(name)}.columns]")
    lines += [_column(column, use) for column, use in mapping.columns.items()]
    return "\n".join(lines) + "\n"


def _column(name: str, use: ColumnUse) -> str:
    value = _quoted(use.field)
    if use.true_when:
        listed = ", ".join(_quoted(word) for word in use.true_when)
        value = f"{{ field = {value}, true_when = [{listed}] }}"
    return f"{_quoted(name)} = {value}" + (f"  # {_comment(use.why)}" if use.why else "")


def _quoted(text: str) -> str:
    """Write a TOML basic string (TOML 1.0, Strings)."""
    escaped = (SHORT.get(c) or (c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}") for c in str(text))
    return f'"{"".join(escaped)}"'


def _comment(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
