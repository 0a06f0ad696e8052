"""Files whose shape is known, read into the rows that the shape yields: XML, tables, and sets of files or a zip."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wraparound.feeds.queries.cells import values_of
from wraparound.feeds.queries.elements import XmlFile
from wraparound.feeds.queries.packed import CannotUse, is_xml, opened
from wraparound.feeds.queries.yielded import Shaped, own_period, row_of_shape, rows_of
from wraparound.feeds.rules.periods import Episode
from wraparound.feeds.rules.shapes import plain_heading, shape_of_headings
from wraparound.feeds.words import Period, Recognised, Shape
from wraparound.matching.tables import CannotRead, Loaded, SetAside, read_table

PEOPLE, EPISODES = 0, 1  # the places of a set's files


class Waits(Exception):  # noqa: N818 – named by what is so
    """The file is one of a set, and the other has not come yet; the text says which."""

    def __init__(self, part: str) -> None:
        """Say which file it is waiting for."""
        super().__init__(f"It waits for the {part} file of its set.")


def recognised(path: Path, *, name: str) -> Recognised | None:
    """Say which shape a file has; None for an agency's own table. Raises CannotUse for XML or a zip of nothing known.

    Cost: the beginning of an XML file; a table is read whole, as there is no cheaper way to be sure of its headings.
    """
    with opened(path, name=name) as files:
        packed = files[0][1] != path
        found = [one for one in (_recognised(place, name=inner) for inner, place in files) if one]
    if packed and not found:
        raise CannotUse(f"{name}: the zip holds no file that is understood; send a table by itself, not in a zip.")
    wanted = [one for one in found if not one.part or one.part in _parts(one.shape)]
    return next(iter([*wanted, *found]), None)


def shaped(path: Path, *, name: str, shape: Shape, other: Path | None = None) -> Shaped:
    """Read a file by its shape, with the other file of its set where it has one.

    Raises CannotUse where it is of another shape, and Waits where the other file of its set is needed and not given.
    """
    with opened(path, name=name) as files:
        if shape.written == "xml":
            return _from_xml(files, shape=shape, name=name)
        known = [(one, inner, place) for inner, place in files if (one := _recognised(place, name=inner))]
        if other is not None:
            with opened(other, name=name) as more:
                known += [(one, inner, place) for inner, place in more if (one := _recognised(place, name=inner))]
                return _from_tables(known, shape=shape, name=name)
        return _from_tables(known, shape=shape, name=name)


def part_of(path: Path, *, name: str, shape: Shape) -> str:
    """Say which file of a set this is; "" where the shape is no set, or the file holds all that is needed."""
    if len(shape.files) < 2:
        return ""
    with opened(path, name=name) as files:
        parts = {one.part for inner, place in files if (one := _recognised(place, name=inner)) and one.shape == shape}
    here = [part for part in _parts(shape) if part in parts]
    return here[0] if len(here) == 1 else ""


def _parts(shape: Shape) -> list[str]:
    return [file.name for file in shape.files]


def _recognised(path: Path, *, name: str) -> Recognised | None:
    if is_xml(path):
        file = XmlFile(path, name=name)
        try:
            return file.recognised()
        finally:
            file.close()
    try:
        return shape_of_headings(read_table(path).table.column_names)
    except CannotRead:
        return None


def _from_xml(files: Sequence[tuple[str, Path]], *, shape: Shape, name: str) -> Shaped:
    if len(files) > 1 or not is_xml(files[0][1]):
        raise CannotUse(f"{name}: this feed takes one XML file, a {shape.name}.")
    rows = rows_of(shape)
    file = XmlFile(files[0][1], name=files[0][0])
    try:
        found = file.recognised()
        _same(found, shape=shape, name=name)
        for number, one in enumerate(file.records(shape), start=1):
            episodes = [(period, one.each(period.each)) for period in shape.periods]
            rows.add(row_of_shape(shape, at=one.at, episodes=episodes), number=number, line=one.line)
    finally:
        file.close()
    return rows.shaped(found=found, name=name)


def _from_tables(known: Sequence[tuple[Recognised, str, Path]], *, shape: Shape, name: str) -> Shaped:
    for found, _, _ in known:
        _same(found, shape=shape, name=name)
    by_part = {found.part: (found, inner, place) for found, inner, place in known}
    missing = [part for part in _parts(shape) if part not in by_part]
    if len(missing) == len(shape.files):
        raise CannotUse(f"{name}: this feed takes a {shape.name} file, with the headings {_headings(shape)}.")
    if missing:
        raise Waits(missing[0])
    found, inner, place = by_part[shape.files[PEOPLE].name]
    loaded = _read(place, name=inner)
    rows = rows_of(shape)
    rows.asides += loaded.set_aside
    episodes = _episodes(by_part, shape=shape)
    seen = set()
    for number, values in enumerate(values_of(loaded.table)):
        at = _by_heading(values)
        key = at(shape.joined_by)
        seen.add(key)
        own = [(one, episodes.get(key, []) if one.each else [own_period(one, at=at)]) for one in shape.periods]
        rows.add(row_of_shape(shape, at=at, episodes=own), number=loaded.row_number(number), line=0)
    rows.asides += _of_nobody(episodes, seen=seen, shape=shape, after=loaded.rows_read + 1)
    return rows.shaped(found=replace(found, part=""), name=name)


def _episodes(by_part: Mapping[str, tuple[Recognised, str, Path]], *, shape: Shape) -> dict[str, list[Episode]]:
    """Gather the episodes of a set by child."""
    found: dict[str, list[Episode]] = {}
    if len(shape.files) > 1:
        _, inner, place = by_part[shape.files[EPISODES].name]
        for values in values_of(_read(place, name=inner).table):
            at = _by_heading(values)
            told = {one: at(one) for period in shape.periods for one in _read_of(period)}
            found.setdefault(at(shape.joined_by), []).append(told)
    return found


def _of_nobody(
    episodes: Mapping[str, Sequence[Episode]], *, seen: set[str], shape: Shape, after: int
) -> Iterator[SetAside]:
    """Set aside those of whom only episodes are known, after the last row of the file of people."""
    people = shape.files[PEOPLE].name
    for number, key in enumerate((key for key in episodes if key not in seen), start=after + 1):
        reason = f"it has episodes and is not in the {people} file"
        yield SetAside("", number, shape.joined_by, key[:80], reason, f"each child of a set is in its {people} file")


def _read_of(period: Period) -> list[str]:
    return [period.begins, period.ends, *period.over_at_once, *period.goes_on]


def _by_heading(values: Mapping[str, str | None]) -> Callable[[str], str]:
    plain = {plain_heading(name): value for name, value in values.items()}
    return lambda heading: (plain.get(plain_heading(heading)) or "").strip()


def _read(path: Path, *, name: str) -> Loaded:
    try:
        return read_table(path)
    except CannotRead as fault:
        raise CannotUse(str(fault).replace(path.name, name)) from fault


def _same(found: Recognised, *, shape: Shape, name: str) -> None:
    if found.shape.code != shape.code:
        raise CannotUse(f"{name}: this feed takes a {shape.name} file, and this is a {found.shape.name} file.")


def _headings(shape: Shape) -> str:
    return ", ".join(heading.partition("|")[0] for file in shape.files for heading in file.headings)


def people_alone(path: Path, *, name: str, shape: Shape) -> Shaped:
    """Read what one file of a set says of people before the other has come: nothing where it is the other."""
    rows = rows_of(shape)
    with opened(path, name=name) as files:
        known = {one.part: (one, inner, place) for inner, place in files if (one := _recognised(place, name=inner))}
        found, inner, place = known.get(shape.files[PEOPLE].name) or next(iter(known.values()))
        if found.part == shape.files[PEOPLE].name:
            for number, values in enumerate(values_of(_read(place, name=inner).table), start=2):
                rows.add(row_of_shape(shape, at=_by_heading(values), episodes=[]), number=number, line=0)
    return rows.shaped(found=found, name=name)
