"""Names of people, made ready and compared: given names, middle names, surnames, and names written in one column."""

import pyarrow as pa

from wraparound.kernel.names import folded, given_group, is_placeholder, name_parts, read_name, sound_key
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, spelt_alike
from wraparound.matching.fields.shaping import gathered, over_distinct
from wraparound.matching.model import Level, Shares, both, same


def add_names(found: FieldSet, *, given: Given) -> None:
    """Add what the table says of people's names."""
    firsts, lasts = list(given.get("given_names", [])), list(given.get("surname", []))
    known, former = list(given.get("known_as", [])), list(given.get("previous_surname", []))
    for whole in given.get("full_name", []) if not (firsts and lasts) else []:
        firsts.append(over_distinct(whole, lambda name: " ".join(read_name(name).given)))
        lasts.append(over_distinct(whole, lambda name: read_name(name).surname))
        known.append(over_distinct(whole, lambda name: read_name(name).known_as))
    if firsts or known:
        _add_given(found, firsts, known, with_surname=bool(lasts))
    if lasts:
        _add_surname(found, lasts + former, with_given=bool(firsts or known))


def _first(name: str) -> str | None:
    parts = _real(name)
    return parts[0] if parts else None


def _real(name: str) -> tuple[str, ...]:
    """Give the parts of a given name; none where it is a placeholder such as Baby or Twin 1."""
    return () if is_placeholder(name) else name_parts(name)


def _add_given(found: FieldSet, firsts: list[pa.Array], known: list[pa.Array], *, with_surname: bool) -> None:
    """Add first names (with every name one is known as) and, apart, the names between them and the surname."""
    columns = {
        "given": gathered([over_distinct(c, _first) for c in firsts + known]),
        "given_group": gathered([over_distinct(c, lambda n: given_group(_first(n) or "")) for c in firsts + known]),
        "given_sound": gathered([over_distinct(c, lambda n: sound_key(_first(n) or "")) for c in firsts + known]),
    }
    levels = [
        exact("given", "same first name"),
        Level("variants of one first name", same("given_group"), tf_column="given_group"),
        spelt_alike("given", 0.92, "first names spelt much alike"),
        Level("first names that sound alike", same("given_sound")),
        spelt_alike("given", 0.8, "first names spelt somewhat alike"),
    ]
    if with_surname:
        levels.insert(2, Level("first name and surname exchanged", both(same("given", "surname"), same("surname", "given"))))
    found.add(ladder("given", *levels, says="first name", shares=Shares.NAMESAKES), columns=columns, block=["given", "given_group", "given_sound"])
    if firsts:
        _add_middle(found, firsts)


def _add_middle(found: FieldSet, firsts: list[pa.Array]) -> None:
    """Add the given names after the first, by name and by initial, where a fair share of records has any."""
    middle = gathered([over_distinct(c, lambda n: list(_real(n)[1:])) for c in firsts])
    if len(middle) == 0 or middle.null_count > 0.98 * len(middle):
        return
    initials = gathered([over_distinct(c, lambda n: [part[0] for part in _real(n)[1:]]) for c in firsts])
    levels = (
        exact("middle", "same middle name"),
        spelt_alike("middle", 0.88, "middle names spelt alike"),
        Level("same middle initial", same("middle_initial")),
    )
    found.add(ladder("middle", *levels, says="middle names"), columns={"middle": middle, "middle_initial": initials})


def _surnames(name: str) -> list[str]:
    """Give a surname whole and, where it is double, its longer parts."""
    if is_placeholder(name):
        return []
    whole, parts = folded(name), name_parts(name)
    return [whole] + [part for part in parts if len(parts) > 1 and len(part) > 2]


def _add_surname(found: FieldSet, lasts: list[pa.Array], *, with_given: bool) -> None:
    """Add surnames, present and past, whole and by the parts of a double one."""
    columns = {
        "surname": gathered([over_distinct(c, _surnames) for c in lasts]),
        "surname_sound": gathered([over_distinct(c, lambda n: [sound_key(p) for p in _surnames(n)]) for c in lasts]),
    }
    levels = [
        exact("surname", "same surname"),
        spelt_alike("surname", 0.92, "surnames spelt much alike"),
        Level("surnames that sound alike", same("surname_sound")),
        spelt_alike("surname", 0.8, "surnames spelt somewhat alike"),
    ]
    if with_given:
        levels.insert(1, Level("first name and surname exchanged", both(same("given", "surname"), same("surname", "given"))))
    found.add(
        ladder("surname", *levels, says="surname", shares=Shares.HOUSEHOLD), columns=columns, block=["surname", "surname_sound"]
    )
