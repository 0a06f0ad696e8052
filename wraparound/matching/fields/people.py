"""Names of people, made ready and compared: given names, middle names, surnames, and names written in one column."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.kernel.names import folded, given_group, is_placeholder, name_parts, read_name, sound_key
from wraparound.matching.fields.compounds import (
    is_east_asian_given,
    is_east_asian_surname,
    is_particle,
    is_western_given,
    surname_families,
    whole_parts,
)
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, spelt_alike
from wraparound.matching.fields.shaping import FEW, Made, Once, distinct_of, gathered, over_both, over_distinct
from wraparound.matching.model import Level, Shares, Test, both, either, missing, same

T = TypeVar("T")
YES = "yes"
EXCHANGED = "first name and surname exchanged"
NOTHING = ("", "null")  # a database wrote the latter for an empty cell: nobody wrote it in place of a name
NEARLY_EXCHANGED = "first name and surname exchanged, sounding alike"
LATER = "one's first name is a later given name of the other"
TWO_SYSTEMS = "a Western first name beside a Chinese or Korean one"


def _crossed(left: str, right: str) -> Test:
    """Hold where one record's value of one column is the other's of another."""
    return either(same(left, right=right), same(right, right=left))


BOTH_WAYS = both(same("given", right="surname"), same("surname", right="given"))
ANOTHER_PLACE = _crossed("given_group", "middle_group")


class _Given(NamedTuple):
    """A given name as it was read: its parts (none where it is a placeholder such as Baby or Twin 1)."""

    name: str
    parts: tuple[str, ...]

    @property
    def first(self) -> str | None:
        """The first given name, unless it is only an initial."""
        return self.parts[0] if self.parts and len(self.parts[0]) > 1 else None


class _Names(NamedTuple):
    """The columns of names, and what their texts were read as."""

    firsts: list[pa.Array]
    lasts: list[pa.Array]
    known: list[pa.Array]
    given: Once[_Given]
    surnames: Once[tuple[str, ...]]


def add_names(found: FieldSet, *, given: Given) -> None:
    """Add what the table says of people's names."""
    firsts, lasts, known = (list(given.get(field, [])) for field in ("given_names", "surname", "known_as"))
    names = _Names(firsts, lasts, known, Once(_read), Once(_surnames))
    whole_name = Once(read_name)
    for whole in given.get("full_name", []):
        _fill(names.firsts, read=over_distinct(whole, change=lambda name: " ".join(whole_name[name].given)))
        _fill(names.lasts, read=over_distinct(whole, change=lambda name: whole_name[name].surname))
        names.known.append(over_distinct(whole, change=lambda name: whole_name[name].known_as))
    if names.firsts and names.lasts:
        _add_pairs(found, names)
    middle = _middle_columns(found, names)
    if names.firsts or names.known:
        _add_given(found, names, with_surname="name_pair" in found.columns, with_middle=bool(middle))
    if names.firsts:
        _mark_stand_ins(found, names)
    if middle:
        _add_middle(found, columns=middle, with_surname="name_pair" in found.columns)
    if names.lasts:
        crossing = [*["given"] * bool(names.firsts or names.known), *["middle"] * bool(middle)]
        former = list(given.get("previous_surname", []))
        _add_surname(found, names, former=former, crossing=crossing)


def _fill(columns: list[pa.Array], *, read: pa.Array) -> None:
    """Put names read from one line where a file has no column of their own."""
    if columns:
        columns[0] = pc.coalesce(over_distinct(columns[0], change=str.strip), read)
    else:
        columns.append(read)


def _real(name: str) -> tuple[str, ...]:
    """Give the parts of a given name; none where it is a placeholder such as Baby or Twin 1."""
    return () if is_placeholder(name) else whole_parts(name)


def _read(name: str) -> _Given:
    return _Given(name, _real(name))


def _surnames(name: str) -> tuple[str, ...]:
    """Give a surname whole and, where it is double, its longer parts."""
    if is_placeholder(name):
        return ()
    whole, parts = " ".join(whole_parts(name)), name_parts(name)
    return (whole, *(part for part in parts if len(parts) > 1 and len(part) > 2 and not is_particle(part)))


def _add_pairs(found: FieldSet, names: _Names) -> None:
    """Add how first name and surname sound together, in whichever order they stand, to block on and to compare."""
    found.columns["name_pair"] = over_both(
        names.firsts[0],
        others=names.lasts[0],
        read=lambda name: sound_key(names.given[name].first),
        read_other=lambda name: tuple(map(sound_key, names.surnames[name])),
        join=lambda sound, others: [" ".join(sorted((sound, other))) for other in others] if sound else [],
    )
    found.blocking["name_pair"] = ("name_pair",)
    found.made_of["name_pair"] = ("given_sound", "surname_sound")


def _add_given(found: FieldSet, names: _Names, *, with_surname: bool, with_middle: bool) -> None:
    """Add first names, with every name one is known as.

    Somebody may be called by a later given name, in any tradition. Where a Western name stands beside a Chinese or
    Korean one, each of its own naming system, the two neither agree nor contradict: many children carry one of each
    and use one at school, so nothing is weighed.
    """
    levels = [
        exact("given", label="same first name"),
        Level("variants of one first name", same("given_group"), tf_column="given_group"),
        spelt_alike("given", at_least=0.92, label="first names spelt much alike"),
        Level("first names that sound alike", same("given_sound")),
        spelt_alike("given", at_least=0.8, label="first names spelt somewhat alike"),
        Level("same initial; the first name is not known", both(missing("given"), same("initial"))),
    ]
    columns = _given_columns(names)
    levels[2:2] = [Level(EXCHANGED, BOTH_WAYS)] if with_surname else []
    levels[5:5] = [Level(NEARLY_EXCHANGED, same("name_pair"))] if with_surname else []
    levels[-2:-2] = [Level(LATER, ANOTHER_PLACE)] if with_middle else []
    if with_surname:
        systems = both(same("east_asian_surname"), _crossed("east_asian_given", "western_given"))
        levels.append(Level(TWO_SYSTEMS, systems, is_null=True))
        columns |= _made(
            names.firsts + names.known,
            read=names.given,
            changes={
                "east_asian_given": lambda name: YES if name.parts and is_east_asian_given(name.name) else None,
                "western_given": lambda name: YES if name.parts and is_western_given(name.name) else None,
            },
        )
    comparison = ladder("given", *levels, gap=missing("initial"), says="first name", shares=Shares.NAMESAKES)
    found.add(comparison, columns=columns, block=["given", "given_group", "given_sound"])


def _mark_stand_ins(found: FieldSet, names: _Names) -> None:
    """Mark the records where a placeholder stands for a first name."""
    found.columns["given_stand_in"] = over_distinct(
        names.firsts[0],
        change=lambda name: YES if not names.given[name].parts and folded(name) not in NOTHING else None,
    )
    found.stand_ins.append("given_stand_in")


def _made(columns: list[pa.Array], *, read: Once[T], changes: dict[str, Callable[[T], Made]]) -> dict[str, pa.Array]:
    """Make columns of what the texts of some were read as. Cost: a column's distinct texts are found once."""
    columns = [distinct_of(one) if len(one) - one.null_count > FEW else one for one in columns]
    return {
        name: gathered([over_distinct(c, change=lambda text: change(read[text])) for c in columns])  # noqa: B023
        for name, change in changes.items()
    }


def _given_columns(names: _Names) -> dict[str, pa.Array]:
    """Prepare first names: as they are, by their group of variants, by sound, and by initial."""
    changes: dict[str, Callable[[_Given], Made]] = {
        "given": lambda name: name.first,
        "given_group": lambda name: given_group(name.first),
        "given_sound": lambda name: sound_key(name.first),
        "initial": lambda name: "".join(part[0] for part in name.parts[:1]),
    }
    return _made(names.firsts + names.known, read=names.given, changes=changes)


def _middle_columns(found: FieldSet, names: _Names) -> dict[str, pa.Array]:
    """Prepare the given names after the first, where a fair share of records has any."""
    if not names.firsts:
        return {}
    middle = _made(names.firsts, read=names.given, changes={"middle": lambda name: list(name.parts[1:])})
    nulls, records = found.whole("middle", here=(middle["middle"].null_count, len(middle["middle"])))
    if records == 0 or nulls > 0.98 * records:
        return {}
    changes: dict[str, Callable[[_Given], Made]] = {
        "middle_initial": lambda name: [part[0] for part in name.parts[1:]],
        "middle_group": lambda name: [given_group(part) for part in name.parts[1:]],
    }
    return middle | _made(names.firsts, read=names.given, changes=changes)


def _add_middle(found: FieldSet, *, columns: dict[str, pa.Array], with_surname: bool) -> None:
    """Add the given names after the first; a name that stands in another place is weighed there, once."""
    elsewhere = either(ANOTHER_PLACE, BOTH_WAYS) if with_surname else ANOTHER_PLACE
    levels = (
        exact("middle", label="same middle name"),
        spelt_alike("middle", at_least=0.88, label="middle names spelt alike"),
        Level("a middle name stands in another place", elsewhere, is_null=True),
        Level("same middle initial", same("middle_initial")),
    )
    found.add(ladder("middle", *levels, says="middle names"), columns=columns)


def _add_surname(found: FieldSet, names: _Names, *, former: list[pa.Array], crossing: list[str]) -> None:
    """Add surnames, present and past, whole and by the parts of a double one; `crossing` may hold them by mistake."""
    levels = [
        exact("surname", label="same surname"),
        Level("variants of one surname", same("surname_group"), tf_column="surname_group"),
        spelt_alike("surname", at_least=0.92, label="surnames spelt much alike"),
        Level("surnames that sound alike", same("surname_sound")),
        spelt_alike("surname", at_least=0.8, label="surnames spelt somewhat alike"),
    ]
    if crossing:
        levels.append(
            Level("one's surname is a given name of the other", either(*[_crossed(c, "surname") for c in crossing]))
        )
    if names.firsts:  # an exchange is weighed once, with the first name
        levels[1:1] = [Level(EXCHANGED, BOTH_WAYS, is_null=True)]
        levels[5:5] = [Level(NEARLY_EXCHANGED, same("name_pair"), is_null=True)]
    comparison = ladder("surname", *levels, says="surname", shares=Shares.HOUSEHOLD)
    columns = _surname_columns(names, former=former)
    found.add(comparison, columns=columns, block=["surname", "surname_sound"])


def _surname_columns(names: _Names, *, former: list[pa.Array]) -> dict[str, pa.Array]:
    """Prepare surnames: as they are, by the families of their spellings, by sound, and whether East Asian."""
    changes: dict[str, Callable[[tuple[str, ...]], Made]] = {
        "surname": lambda parts: parts,
        "surname_group": lambda parts: [family for part in parts for family in surname_families(part)],
        "surname_sound": lambda parts: [sound_key(part) for part in parts],
        "east_asian_surname": lambda parts: [YES] if any(map(is_east_asian_surname, parts)) else [],
    }
    return _made(names.lasts + former, read=names.surnames, changes=changes)
