"""Files whose shape is known, read into the rows that the shape yields: XML, tables, and sets of files or a zip."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from wraparound.feeds.queries.cells import values_of
from wraparound.feeds.queries.elements import XmlFile
from wraparound.feeds.queries.packed import CannotUse, is_xml, opened
from wraparound.feeds.queries.yielded import Shaped, own_period, row_of_shape, rows_of
from wraparound.feeds.rules.periods import Episode
from wraparound.feeds.rules.shapes import plain_heading, shape_of_headings
from wraparound.feeds.words import Period, Recognised, Shape
from wraparound.matching.tables import CannotRead, Loaded, SetAside, read_table

PEOPLE = 0  # the place of the file of people in a set


class Waits(Exception):  # noqa: N818 – named by what is so
    """The file is one of a set, and the other has not come yet; the text says which."""

    def __init__(self, part: str) -> None:
        """Say which file it is waiting for."""
        super().__init__(part)

    def __str__(self) -> str:
        return f"It waits for the {self.args[0]} file of its set."


def recognised(path: Path, *, name: str) -> Recognised | None:
    """Say which shape a file has; None for an agency's own table. Raises CannotUse for XML or a zip of nothing known.

    Cost: the beginning of an XML file; a table is read whole, as there is no cheaper way to be sure of its headings.
    """
    with opened(path, name=name) as files:
        packed = files[0][1] != path
        found = [one for one, _ in _known(files)]
    if packed and not found:
        raise CannotUse(f"{name}: the zip holds no file that is understood; send a table by itself, not in a zip.")
    wanted = [one for one in found if not one.part or one.part in _parts(one.shape)]
    return next(iter([*wanted, *found]), None)


def shaped(path: Path, *, name: str, shape: Shape, other: Path | None = None) -> Shaped:
    """Read a file by its shape, with the other file of its set where it has one.

    Raises CannotUse where it is of another shape or holds nobody, and Waits where the other file of its set is needed
    and not given.
    """
    with opened(path, name=name) as files:
        if shape.written == "xml":
            read = _from_xml(files, shape=shape, name=name)
        else:
            known = _known(files)
            if other is not None:
                with opened(other, name=name) as more:
                    known += _known(more)
            read = _from_tables(known, shape=shape, name=name)
    if not read.table.num_rows and not read.set_aside:
        raise CannotUse(f"{name}: it holds no {shape.people[1]}; is it whole?")
    return read


def part_of(path: Path, *, name: str, shape: Shape) -> str:
    """Say which file of a set this is; "" where the shape is no set, or the file holds all that is needed."""
    if len(shape.files) < 2:
        return ""
    with opened(path, name=name) as files:
        parts = {found.part for found, _ in _known(files) if found.shape == shape}
    here = [part for part in _parts(shape) if part in parts]
    return here[0] if len(here) == 1 else ""


def people_alone(path: Path, *, name: str, shape: Shape) -> Shaped:
    """Read what one file of a set says of people before the other has come: nothing where it is the other."""
    rows = rows_of(shape)
    with opened(path, name=name) as files:
        known = [(found, loaded) for found, loaded in _known(files) if found.part in _parts(shape)]
    found, loaded = next((one for one in known if one[0].part == shape.files[PEOPLE].name), known[0])
    if loaded and found.part == shape.files[PEOPLE].name:
        for number, values in enumerate(values_of(loaded.table)):
            row = row_of_shape(shape, at=_by_heading(values), episodes=[])
            rows.add(row, number=loaded.row_number(number), line=0)
    return rows.shaped(found=found, name=name)


def _parts(shape: Shape) -> list[str]:
    return [file.name for file in shape.files]


def _known(files: Sequence[tuple[str, Path]]) -> list[tuple[Recognised, Loaded | None]]:
    """Give those files whose shape is known, a table as it was read."""
    found: list[tuple[Recognised, Loaded | None]] = []
    for name, path in files:
        if is_xml(path):
            file = XmlFile(path, name=name)
            try:
                found.append((file.recognised(), None))
            finally:
                file.close()
            continue
        try:
            loaded = read_table(path)
        except CannotRead:
            continue
        if one := shape_of_headings(loaded.table.column_names):
            found.append((one, loaded))
    return found


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


def _from_tables(known: Sequence[tuple[Recognised, Loaded | None]], *, shape: Shape, name: str) -> Shaped:
    people, episodes = _set_of(known, shape=shape, name=name)
    by_child, rows, seen = _by_child(episodes, shape=shape), rows_of(shape), set()
    rows.asides += people.set_aside
    for number, values in enumerate(values_of(people.table)):
        at = _by_heading(values)
        key = at(shape.joined_by)
        seen.add(key)
        own = [(one, by_child.get(key, []) if one.each else [own_period(one, at=at)]) for one in shape.periods]
        rows.add(row_of_shape(shape, at=at, episodes=own), number=people.row_number(number), line=0)
    rows.asides += _beyond(episodes, nobody=[key for key in by_child if key not in seen], shape=shape, after=people)
    return rows.shaped(found=Recognised(shape), name=name)


def _set_of(
    known: Sequence[tuple[Recognised, Loaded | None]], *, shape: Shape, name: str
) -> tuple[Loaded, Loaded | None]:
    """Give the file of people, and that of their episodes where the shape has one; refuse what is no whole set."""
    by_part: dict[str, Loaded] = {}
    for found, loaded in known:
        if found.shape.code != shape.code or loaded is None:
            raise CannotUse(f"{name}: this feed takes a {shape.name} file, and this is a {found.shape.name} file.")
        if found.part in by_part:
            raise CannotUse(f"{name}: it holds two {found.part} files; send one set alone.")
        by_part[found.part] = loaded
    missing = [part for part in _parts(shape) if part not in by_part]
    if len(missing) == len(shape.files):
        raise CannotUse(f"{name}: this feed takes a {shape.name} file, with the headings {_headings(shape)}.")
    if missing:
        raise Waits(missing[0])
    people, *episodes = (by_part[part] for part in _parts(shape))
    return people, next(iter(episodes), None)


def _by_child(episodes: Loaded | None, *, shape: Shape) -> dict[str, list[Episode]]:
    """Gather the episodes of a set by child."""
    found: dict[str, list[Episode]] = {}
    for values in values_of(episodes.table) if episodes else ():
        at = _by_heading(values)
        told = {one: at(one) for period in shape.periods for one in _read_of(period)}
        found.setdefault(at(shape.joined_by), []).append(told)
    return found


def _beyond(episodes: Loaded | None, *, nobody: Sequence[str], shape: Shape, after: Loaded) -> Iterator[SetAside]:
    """Set aside, numbered after the rows of the file of people, those who only have episodes, and bad episodes."""
    if episodes is None:
        return
    people, stays = _parts(shape)
    numbers = count(after.rows_read + 2)
    for key in nobody:
        reason, right = (
            f"it has episodes and is not in the {people} file",
            f"each child of a set is in its {people} file",
        )
        yield SetAside("", next(numbers), shape.joined_by, key[:80], reason, right)
    for one in episodes.set_aside:
        where = f"{stays} row {one.row}{f', {one.field}' if one.field else ''}"
        yield SetAside("", next(numbers), where, one.value, one.reason, one.right)


def _read_of(period: Period) -> list[str]:
    return [period.begins, period.ends, *period.over_at_once, *period.goes_on]


def _by_heading(values: Mapping[str, str | None]) -> Callable[[str], str]:
    plain = {plain_heading(name): value for name, value in values.items()}
    return lambda heading: (plain.get(plain_heading(heading)) or "").strip()


def _same(found: Recognised, *, shape: Shape, name: str) -> None:
    if found.shape.code != shape.code:
        raise CannotUse(f"{name}: this feed takes a {shape.name} file, and this is a {found.shape.name} file.")


def _headings(shape: Shape) -> str:
    return ", ".join(heading.partition("|")[0] for file in shape.files for heading in file.headings)
