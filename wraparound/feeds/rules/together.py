"""Rows of one reference: one child told of several times, or two children under one reference, who must wait."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from wraparound.feeds.rules.family import merged_family
from wraparound.feeds.words import ColumnMap, Fault
from wraparound.identity.rules import dumped, home_of, plain_number
from wraparound.identity.words import Home, Row
from wraparound.kernel.names import folded
from wraparound.matching.words import Field

Said = frozenset[str]
WORDS: dict[str, str] = {
    Field.GIVEN_NAMES: "first name",
    Field.SURNAME: "surname",
    Field.FULL_NAME: "name",
    Field.BIRTH_DATE: "birth date",
    Field.NHS_NUMBER: "NHS number",
    Field.UPN: "UPN",
    Field.ULN: "learner number",
}


def together(rows: Mapping[int, Row | Fault], *, by_map: ColumnMap) -> Row | dict[int, Fault]:
    """Give what rows of one reference say together, told by their numbers in the file; or why each has to wait.

    All of them wait where one of them does, or where two of them cannot be about one person: what is filed of a
    reference is always everything that the file says of it. The order of the rows does not matter.
    """
    good = {number: row for number, row in rows.items() if isinstance(row, Row)}
    bad = {number: row for number, row in rows.items() if isinstance(row, Fault)}
    if bad:
        reason = f"row {next(iter(bad))} has the same reference and has to wait"
        return bad | {
            number: Fault(by_map.id, row.key[:80], reason, "they are taken in together, once that row is mended")
            for number, row in good.items()
        }
    if len(good) == 1:
        return next(iter(good.values()))
    if apart := _apart(good):
        return _two_people(good, field=apart[0], numbers=apart[1:], by_map=by_map)
    return _as_one(list(good.values()))


def _apart(rows: Mapping[int, Row]) -> tuple[str, int, int] | None:
    """Find the first field in which two rows cannot be about one person, and the first two rows that differ in it."""
    for field in WORDS:
        told: dict[Said, int] = {}
        for number, row in rows.items():
            if values := row.said.get(field):
                told.setdefault(frozenset(_plain(values, field=field)), number)
        for (one, first), (other, second) in combinations(told.items(), 2):
            if not AGREE.get(field, _one_in_the_other)(one, other):
                return field, first, second
    return None


def _plain(values: Sequence[str], *, field: str) -> Iterator[str]:
    for value in values:
        if field in AGREE:
            yield value if field == Field.BIRTH_DATE else plain_number(value)
        else:
            yield from folded(value).split()


def _one_in_the_other(one: Said, other: Said) -> bool:
    """Say whether two names, as their words, can be one: one may leave words out that the other has."""
    return one <= other or other <= one


def _of_one_birth(one: Said, other: Said) -> bool:
    """Say whether two birth dates, in ISO form as far as they are known, can be one."""
    return any(day.startswith(part) or part.startswith(day) for day in one for part in other)


def _of_one_number(one: Said, other: Said) -> bool:
    return not one.isdisjoint(other)


AGREE: dict[str, Callable[[Said, Said], bool]] = {
    Field.BIRTH_DATE: _of_one_birth,
    Field.NHS_NUMBER: _of_one_number,
    Field.UPN: _of_one_number,
    Field.ULN: _of_one_number,
}


def _two_people(rows: Mapping[int, Row], *, field: str, numbers: Sequence[int], by_map: ColumnMap) -> dict[int, Fault]:
    column = next((name for name, use in by_map.columns.items() if use.field == field), by_map.id)
    reason = f"rows {numbers[0]} and {numbers[1]} have the same reference and not the same {WORDS[field]}"
    right = "all rows of one reference are about one person"
    return {
        number: Fault(column, " ".join(row.said.get(field, []))[:80], reason, right) for number, row in rows.items()
    }


def _as_one(rows: Sequence[Row]) -> Row:
    """Make one row of several about one person: the newest home and involvement first, nothing said twice."""
    by_text = {dumped([row.said, row.part, row.more, row.family, row.home, str(row.life)]): row for row in rows}
    if len(by_text) == 1:
        return rows[0]
    ordered = [by_text[text] for text in sorted(by_text)]
    ordered.sort(key=lambda row: (row.home.get("home_since", ""), row.part.get("begins_on", "")), reverse=True)
    said: dict[str, list[str]] = {}
    parts: list[Mapping[str, str]] = []
    for row in ordered:
        for field, values in row.said.items():
            known = said.setdefault(field, [])
            known += [value for value in values if value not in known]
        parts += [part for part in (row.part, *row.more) if part and part not in parts]
    family = merged_family(kin for row in ordered for kin in row.family)
    homes = _dated([home for row in ordered if (home := home_of(row))])
    first, *more = parts or [{}]
    life = tuple(dict.fromkeys(one for row in ordered for one in row.life))
    return Row(ordered[0].key, said, first, tuple(more), family, homes=homes, life=life)


def _dated(homes: Sequence[Home]) -> tuple[Home, ...]:
    """Give homes once each: of those that say since when, all but the latest ended when the next began."""
    begun = sorted({home.since_on for home in homes if home.since_on})
    until = dict(zip(begun, [*begun[1:], None], strict=False))
    dated = [home._replace(until_on=until[home.since_on]) if home.since_on else home for home in homes]
    return tuple({(home.home or home[1:3], home.until_on): home for home in reversed(dated)}.values())[::-1]
