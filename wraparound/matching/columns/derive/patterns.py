"""Find and replace by pattern with the same engine as DuckDB's: RE2, here by way of pyarrow."""

import re
from typing import Any

import pyarrow.compute as pc

from wraparound.matching.columns.derive import casts

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\(\?(?:P?<[A-Za-z_]\w*>)?|\(|.", re.DOTALL)


def extracted(parts: list[Any]) -> Any:
    """Give what a pattern finds first, or one group of it; an empty text where it finds nothing."""
    values, pattern, *group = parts
    found = pc.extract_regex(casts.text(values), pattern=_with_one_group(pattern, wanted=group[0] if group else 0))
    return pc.if_else(pc.is_null(values), None, pc.fill_null(pc.struct_field(found, 0), ""))


def replaced(parts: list[Any]) -> Any:
    """Put a text in place of what a pattern finds: the first time, or every time with the modifier g."""
    values, pattern, new, *modifiers = parts
    flags = modifiers[0] if modifiers else ""
    told = f"(?{''.join(flag for flag in flags if flag in 'is')})" if set(flags) & set("is") else ""
    most = -1 if "g" in flags else 1
    return pc.replace_substring_regex(
        casts.text(values), pattern=told + pattern, replacement=new, max_replacements=most
    )


def _with_one_group(pattern: str, *, wanted: int) -> str:
    """Name the wanted group and make all others plain brackets, as pyarrow wants every group named."""
    if r"\Q" in pattern:
        raise casts.CannotCast(r"a pattern with \Q cannot be worked out; write the characters with a backslash each")
    made, number = [], 0
    for piece in _PIECE.findall(pattern):
        if piece == "(" or piece.startswith(("(?P<", "(?<")):
            number += 1
            made.append("(?P<wanted>" if number == wanted else "(?:")
        else:
            made.append(piece)
    if wanted > number:
        raise casts.CannotCast(f"the pattern {pattern} has no group {wanted}")
    return "".join(made) if wanted else f"(?P<wanted>{''.join(made)})"
