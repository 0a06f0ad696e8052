"""Names of people, made ready and compared: given names, middle names, surnames, and names written in one column."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.kernel.names import folded, given_group, is_placeholder, name_parts, read_name, sound_key
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, spelt_alike
from wraparound.matching.fields.shaping import gathered, over_distinct
from wraparound.matching.model import Level, Shares, both, either, missing, same

APART = "|"  # between given names and surname, where both are read at once
EXCHANGED = "first name and surname exchanged"
NEARLY_EXCHANGED = "first name and surname exchanged, sounding alike"
BOTH_WAYS = both(same("given", right="surname"), same("surname", right="given"))


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
    if firsts or known:
        _add_given(found, firsts=firsts, known=known, with_surname="name_pair" in found.columns)
    if lasts:
        _add_surname(found, lasts=lasts + former, with_given=bool(firsts or known), with_pair=bool(firsts))


def _fill(columns: list[pa.Array], *, read: pa.Array) -> None:
    """Put names read from one line where a file has no column of their own."""
    if columns:
        columns[0] = pc.coalesce(over_distinct(columns[0], change=str.strip), read)
    else:
        columns.append(read)


def _real(name: str) -> tuple[str, ...]:
    """Give the parts of a given name; none where it is a placeholder such as Baby or Twin 1."""
    return () if is_placeholder(name) else name_parts(name)


def _first(name: str) -> str | None:
    """Give the first given name, unless it is only an initial."""
    parts = _real(name)
    return parts[0] if parts and len(parts[0]) > 1 else None


def _surnames(name: str) -> list[str]:
    """Give a surname whole and, where it is double, its longer parts."""
    if is_placeholder(name):
        return []
    whole, parts = folded(name), name_parts(name)
    return [whole] + [part for part in parts if len(parts) > 1 and len(part) > 2]


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


def _add_given(found: FieldSet, *, firsts: list[pa.Array], known: list[pa.Array], with_surname: bool) -> None:
    """Add first names (with every name one is known as) and, apart, the names between them and the surname."""
    columns = _given_columns(firsts + known)
    levels = [
        exact("given", label="same first name"),
        Level("variants of one first name", same("given_group"), tf_column="given_group"),
        spelt_alike("given", at_least=0.92, label="first names spelt much alike"),
        Level("first names that sound alike", same("given_sound")),
        spelt_alike("given", at_least=0.8, label="first names spelt somewhat alike"),
        Level("same initial; the first name is not known", both(missing("given"), same("initial"))),
    ]
    levels[2:2] = [Level(EXCHANGED, BOTH_WAYS)] if with_surname else []
    levels[5:5] = [Level(NEARLY_EXCHANGED, same("name_pair"))] if with_surname else []
    comparison = ladder("given", *levels, gap=missing("initial"), says="first name", shares=Shares.NAMESAKES)
    found.add(comparison, columns=columns, block=["given", "given_group", "given_sound"])
    if firsts:
        found.columns["given_stand_in"] = over_distinct(
            firsts[0], change=lambda name: "yes" if folded(name) and is_placeholder(name) else None
        )
        found.stand_ins.append("given_stand_in")
        _add_middle(found, firsts=firsts)


def _given_columns(names: list[pa.Array]) -> dict[str, pa.Array]:
    """Prepare first names: as they are, by their group of variants, by sound, and by initial."""
    changes: dict[str, Callable[[str], str | None]] = {
        "given": _first,
        "given_group": lambda name: given_group(_first(name) or ""),
        "given_sound": lambda name: sound_key(_first(name) or ""),
        "initial": lambda name: "".join(part[0] for part in _real(name)[:1]),
    }
    return {column: gathered([over_distinct(c, change=change) for c in names]) for column, change in changes.items()}


def _add_middle(found: FieldSet, *, firsts: list[pa.Array]) -> None:
    """Add the given names after the first, by name and by initial, where a fair share of records has any."""
    middle = gathered([over_distinct(c, change=lambda n: list(_real(n)[1:])) for c in firsts])
    nulls, records = found.whole("middle", here=(middle.null_count, len(middle)))
    if records == 0 or nulls > 0.98 * records:
        return
    initials = gathered([over_distinct(c, change=lambda n: [part[0] for part in _real(n)[1:]]) for c in firsts])
    levels = (
        exact("middle", label="same middle name"),
        spelt_alike("middle", at_least=0.88, label="middle names spelt alike"),
        Level("same middle initial", same("middle_initial")),
    )
    columns = {"middle": middle, "middle_initial": initials}
    found.add(ladder("middle", *levels, says="middle names"), columns=columns)


def _add_surname(found: FieldSet, *, lasts: list[pa.Array], with_given: bool, with_pair: bool) -> None:
    """Add surnames, present and past, whole and by the parts of a double one."""
    columns = {
        "surname": gathered([over_distinct(c, change=_surnames) for c in lasts]),
        "surname_sound": gathered(
            [over_distinct(c, change=lambda n: [sound_key(p) for p in _surnames(n)]) for c in lasts]
        ),
    }
    levels = [
        exact("surname", label="same surname"),
        spelt_alike("surname", at_least=0.92, label="surnames spelt much alike"),
        Level("surnames that sound alike", same("surname_sound")),
        spelt_alike("surname", at_least=0.8, label="surnames spelt somewhat alike"),
    ]
    if with_given:
        crossed = either(same("given", right="surname"), same("surname", right="given"))
        levels.append(Level("one's surname is the other's first name", crossed))
    if with_pair:  # an exchange is weighed once, with the first name
        levels[1:1] = [Level(EXCHANGED, BOTH_WAYS, is_null=True)]
        levels[4:4] = [Level(NEARLY_EXCHANGED, same("name_pair"), is_null=True)]
    comparison = ladder("surname", *levels, says="surname", shares=Shares.HOUSEHOLD)
    found.add(comparison, columns=columns, block=["surname", "surname_sound"])
