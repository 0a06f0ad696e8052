"""The shapes of files of notifications that are understood: each is a file of the folder `notices`."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from wraparound.feeds.rules.shapes import plain_heading
from wraparound.frontdoor.words.notices import NoticeColumn, NoticeShape

FOLDER = Path(__file__).parents[1] / "notices"
FIELDS = frozenset(
    {"reference", "day", "time", "teller", "role", "phone", "email", "name", "given", "surname", "born", "sex"}
    | {"described", "address", "postcode", "school", "nhs_number", "story", "more", "child"}
)
Found = Mapping[str, NoticeColumn]  # by heading


@cache
def notice_shapes() -> dict[str, NoticeShape]:
    """Give every shape by its code."""
    found = [notice_shape_of(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return {shape.code: shape for shape in found}


def notice_shape_of(text: str) -> NoticeShape:
    """Read one shape; raises TypeError or KeyError where it is none, which a test finds."""
    told = tomllib.loads(text)
    columns = tuple(NoticeColumn(**one | {"at": tuple(one["at"])}) for one in told.pop("columns"))
    return NoticeShape(**told, columns=columns)


def columns_in(headings: Sequence[str], *, shape: NoticeShape) -> dict[str, NoticeColumn]:
    """Say which headings of a file a shape reads, and as what."""
    known = {plain_heading(way): column for column in reversed(shape.columns) for way in reversed(column.at)}
    return {one: known[plain] for one in headings if (plain := plain_heading(one)) in known}


def missing_of(found: Found, *, shape: NoticeShape) -> list[NoticeColumn]:
    """Give the columns without which a file is none of a shape."""
    had = {column.name for column in found.values()}
    return [column for column in shape.columns if column.needed and column.name not in had]


def shape_by_headings(headings: Sequence[str]) -> NoticeShape | None:
    """Recognise a file by its headings: the shape that has all it needs and reads most; None where none does."""
    fitting = [one for one in notice_shapes().values() if not missing_of(columns_in(headings, shape=one), shape=one)]
    return max(fitting, key=lambda one: len(columns_in(headings, shape=one)), default=None)
