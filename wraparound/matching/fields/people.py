"""Names of people, made ready and compared: given names, middle names, surnames, and names written in one column."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.kernel.compounds import (
    is_east_asian_given,
    is_east_asian_surname,
    is_particle,
    is_western_given,
    surname_families,
    whole_parts,
)
from wraparound.kernel.names import folded, given_group, is_placeholder, name_parts, read_name, sound_key
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, spelt_alike
from wraparound.matching.fields.shaping import gathered, over_distinct
from wraparound.matching.model import Level, Shares, Test, both, either, missing, same

YES = "yes"
APART = "|"  # between given names and surname, where both are read at once
EXCHANGED = "first name and surname exchanged"
NEARLY_EXCHANGED = "first name and surname exchanged, sounding alike"
LATER = "one's first name is a later given name of the other"
TWO_SYSTEMS = "a Western first name beside a Chinese or Korean one"


def _crossed(left: str, right: str) -> Test:
    """Hold where one record's value of one column is the other's of another."""
    return either(same(left, right=right), same(right, right=left))


BOTH_WAYS = both(same("given", right="surname"), same("surname", right="given"))
ANOTHER_PLACE = _crossed("given_group", "middle_group")


def add_names(found: FieldSet, *, given: Given) -> None:
    """Add what the table says of people's names."""
    firsts, lasts = list(given.get("given_names", [])), list(given.get("surname", []))
    known, former = list(given.get("known_as", [])), list(given.get("previous_surname", []))
    for whole in given.get("full_name", []):
        _fill(firsts, read=over_distinct(whole, change=lambda name: " ".join(read_name(name).given)))
        _fill(lasts, read=over_distinct(whole, change=lambda name: read_name(name).surname))
        known.append(over_distinct(whole, change=lambda name: read_name(name).known_as))
    if firsts and lasts:
        _add_pairs(found, firsts=firsts, lasts=lasts)
    middle = _middle_columns(found, firsts=firsts)
    if firsts or known:
        _add_given(found, names=firsts + known, with_surname="name_pair" in found.columns, with_middle=bool(middle))
    if firsts:
        _mark_stand_ins(found, firsts=firsts)
    if middle:
        _add_middle(found, columns=middle, with_surname="name_pair" in found.columns)
    if lasts:
        crossing = [*["given"] * bool(firsts or known), *["middle"] * bool(middle)]
        _add_surname(found, lasts=lasts + former, crossing=crossing, with_pair=bool(firsts))


def _fill(columns: list[pa.Array], *, read: pa.Array) -> None:
    """Put names read from one line where a file has no column of their own."""
    if columns:
        columns[0] = pc.coalesce(over_distinct(columns[0], change=str.strip), read)
    else:
        columns.append(read)


def _real(name: str) -> tuple[str, ...]:
    """Give the parts of a given name; none where it is a placeholder such as Baby or Twin 1."""
    return () if is_placeholder(name) else whole_parts(name)


def _first(name: str) -> str | None:
    """Give the first given name, unless it is only an initial."""
    parts = _real(name)
    return parts[0] if parts and len(parts[0]) > 1 else None


def _surnames(name: str) -> list[str]:
    """Give a surname whole and, where it is double, its longer parts."""
    if is_placeholder(name):
        return []
    whole, parts = " ".join(whole_parts(name)), name_parts(name)
    return [whole] + [part for part in parts if len(parts) > 1 and len(part) > 2 and not is_particle(part)]


def _add_pairs(found: FieldSet, *, firsts: list[pa.Array], lasts: list[pa.Array]) -> None:
    """Add how first name and surname sound together, in whichever order they stand, to block on and to compare."""
    whole = pc.binary_join_element_wise(firsts[0], lasts[0], APART)
    found.columns["name_pair"] = over_distinct(whole, change=_pairs)
    found.blocking["name_pair"] = ("name_pair",)
    found.made_of["name_pair"] = ("given_sound", "surname_sound")


def _pairs(whole: str) -> list[str]:
    first, last = whole.split(APART, 1)
    sound = sound_key(_first(first) or "")
    return [" ".join(sorted((sound, sound_key(name)))) for name in _surnames(last)] if sound else []


def _add_given(found: FieldSet, *, names: list[pa.Array], with_surname: bool, with_middle: bool) -> None:
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
        columns |= {
            "east_asian_given": gathered([over_distinct(c, change=_east_asian) for c in names]),
            "western_given": gathered([over_distinct(c, change=_western) for c in names]),
        }
    comparison = ladder("given", *levels, gap=missing("initial"), says="first name", shares=Shares.NAMESAKES)
    found.add(comparison, columns=columns, block=["given", "given_group", "given_sound"])


def _east_asian(name: str) -> str | None:
    return YES if not is_placeholder(name) and is_east_asian_given(name) else None


def _western(name: str) -> str | None:
    return YES if not is_placeholder(name) and is_western_given(name) else None


def _east_asian_family(name: str) -> list[str]:
    return [YES] if any(map(is_east_asian_surname, _surnames(name))) else []


def _mark_stand_ins(found: FieldSet, *, firsts: list[pa.Array]) -> None:
    """Mark the records where a placeholder stands for a first name."""
    found.columns["given_stand_in"] = over_distinct(
        firsts[0], change=lambda name: YES if folded(name) and is_placeholder(name) else None
    )
    found.stand_ins.append("given_stand_in")


def _given_columns(names: list[pa.Array]) -> dict[str, pa.Array]:
    """Prepare first names: as they are, by their group of variants, by sound, and by initial."""
    changes: dict[str, Callable[[str], str | None]] = {
        "given": _first,
        "given_group": lambda name: given_group(_first(name) or ""),
        "given_sound": lambda name: sound_key(_first(name) or ""),
        "initial": lambda name: "".join(part[0] for part in _real(name)[:1]),
    }
    return {column: gathered([over_distinct(c, change=change) for c in names]) for column, change in changes.items()}


def _middle_columns(found: FieldSet, *, firsts: list[pa.Array]) -> dict[str, pa.Array]:
    """Prepare the given names after the first, where a fair share of records has any."""
    if not firsts:
        return {}
    middle = gathered([over_distinct(c, change=lambda n: list(_real(n)[1:])) for c in firsts])
    nulls, records = found.whole("middle", here=(middle.null_count, len(middle)))
    if records == 0 or nulls > 0.98 * records:
        return {}
    return {
        "middle": middle,
        "middle_initial": gathered(
            [over_distinct(c, change=lambda n: [part[0] for part in _real(n)[1:]]) for c in firsts]
        ),
        "middle_group": gathered(
            [over_distinct(c, change=lambda n: [given_group(part) for part in _real(n)[1:]]) for c in firsts]
        ),
    }


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


def _add_surname(found: FieldSet, *, lasts: list[pa.Array], crossing: list[str], with_pair: bool) -> None:
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
    if with_pair:  # an exchange is weighed once, with the first name
        levels[1:1] = [Level(EXCHANGED, BOTH_WAYS, is_null=True)]
        levels[5:5] = [Level(NEARLY_EXCHANGED, same("name_pair"), is_null=True)]
    comparison = ladder("surname", *levels, says="surname", shares=Shares.HOUSEHOLD)
    columns = _surname_columns(lasts)
    found.add(comparison, columns=columns, block=["surname", "surname_sound"])


def _surname_columns(lasts: list[pa.Array]) -> dict[str, pa.Array]:
    """Prepare surnames: as they are, by the families of their spellings, by sound, and whether East Asian."""
    changes: dict[str, Callable[[str], list[str]]] = {
        "surname": _surnames,
        "surname_group": lambda name: [family for part in _surnames(name) for family in surname_families(part)],
        "surname_sound": lambda name: [sound_key(part) for part in _surnames(name)],
        "east_asian_surname": _east_asian_family,
    }
    return {column: gathered([over_distinct(c, change=change) for c in lasts]) for column, change in changes.items()}
