"""Lines of XML, and the days of involvements, which every return needs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from xml.sax.saxutils import escape

import numpy as np

from wraparound.sample.chance import Ints, Rng
from wraparound.sample.records.population import Part
from wraparound.sample.slips.days import WHOLE
from wraparound.sample.tables import SOURCES
from wraparound.sample.words import CHILD

Lines = Callable[[int], Iterator[str]]
LA = "999"  # no authority has it


def opening(collection: str, *inside: str) -> Lines:
    """Give the lines before the first child: the header of a collection and the elements that hold the children."""

    def lines(on: int) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="utf-8"?>\n<Message>\n'
        year = iso(on)[:4]
        header = element(
            "CollectionDetails", holds=[("Collection", collection), ("Year", year), ("ReferenceDate", iso(on))]
        )
        yield f"  <Header>{header}{element('Source', holds=[('SourceLevel', 'L'), ('LEA', LA)])}</Header>\n"
        yield "".join(f"<{name}>" for name in inside) + "\n"

    return lines


def closing(*inside: str) -> Lines:
    """Give the lines after the last child."""

    def lines(_on: int) -> Iterator[str]:
        yield "".join(f"</{name}>" for name in inside) + "</Message>\n"

    return lines


def element(name: str, *, holds: Iterable[tuple[str, str | None]]) -> str:
    """Give an element with those of its children that say something; one that begins with < is there as it is."""
    inside = "".join(text if not key else f"<{key}>{escape(text)}</{key}>" for key, text in holds if text)
    return f"<{name}>{inside}</{name}>"


def iso(day: int) -> str:
    """Give a day as returns write it."""
    return (date(1970, 1, 1) + timedelta(days=int(day))).isoformat()


def slashes(day: int) -> str:
    """Give a day as the looked-after return and most extracts write it."""
    return f"{date(1970, 1, 1) + timedelta(days=int(day)):%d/%m/%Y}"


def whole_day(part: Part, *, place: int) -> int | None:
    """Give a birth day where a record has all of it."""
    written = part.records
    return int(written.day[place]) if written.precision[place] == WHOLE else None


def held_by(part: Part, *, source: str, flag: str = "") -> Ints:
    """Give the places of one source's records of children, or of those who have a flag, one for each child."""
    held = part.records.held
    people = part.area.people
    wanted = (held.source == SOURCES.index(source)) & (people.role[held.person] == CHILD)
    if flag:
        wanted &= people.flags[flag][held.person] > 0
    places = np.flatnonzero(wanted)
    return places[np.unique(held.person[places], return_index=True)[1]] if flag else places


def since(part: Part, *, on: int, rng: Rng, mean: int) -> Ints:
    """Give for each person of an area the day since when, never before birth, save of the unborn."""
    people = part.area.people
    ago = 5 + rng.exponential(mean, len(people)).astype(np.int64)
    begins = np.maximum(on - ago, np.minimum(people.birth, on - 5))
    unborn = people.birth > on
    return np.asarray(np.where(unborn, np.maximum(begins, people.birth - 200), begins), dtype=np.int64)
