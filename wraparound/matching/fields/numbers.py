"""Numbers meant to be one person's, and everything else a table may hold."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.kernel.identifiers import normal_nhs_number, normal_uln, normal_upn
from wraparound.kernel.names import folded
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, slips, spelt_alike
from wraparound.matching.fields.shaping import gathered, over_distinct
from wraparound.matching.model import Level, Measure, Shares, alike

NORMAL = {"nhs_number": normal_nhs_number, "upn": normal_upn, "uln": normal_uln}
SAYS = {"nhs_number": "NHS number", "upn": "UPN", "uln": "ULN", "identifier": "identifier"}


def add_identifiers(found: FieldSet, *, given: Given) -> None:
    """Add NHS numbers, UPNs, ULNs and other numbers; those verified also guard against joining two people."""
    for name, normal in NORMAL.items():
        if given.get(name):
            _add_identifier(found, name, gathered([over_distinct(c, change=normal) for c in given[name]]))
            _add_guard(found, name, given)
    for k, column in enumerate(given.get("identifier", [])):
        name = f"identifier_{k + 1}" if k else "identifier"
        _add_identifier(found, name, over_distinct(column, change=lambda text: folded(text).replace(" ", "")))


def _add_identifier(found: FieldSet, name: str, column: pa.Array) -> None:
    says = SAYS.get(name, "identifier")
    levels = (
        exact(name, label=f"same {says}"),
        slips(name, at_most=1, label=f"one slip in the {says}"),
        slips(name, at_most=2, label=f"two slips in the {says}"),
    )
    found.add(ladder(name, *levels, says=says, shares=Shares.MISTAKEN), columns={name: column}, block=[name])


def _add_guard(found: FieldSet, name: str, given: Given) -> None:
    """Keep apart the numbers that a source has verified: two different ones are two people until a person says not."""
    stated = given.get(f"{name}_verified")
    if not stated:
        return
    verified = pc.fill_null(pc.cast(stated[0], pa.bool_()), False)
    number = over_distinct(given[name][0], change=NORMAL[name])
    column = f"{name}_guard"
    found.columns[column] = pc.if_else(verified, number, pa.scalar(None, pa.string()))
    found.guards.append(column)


def add_others(found: FieldSet, *, given: Given) -> None:
    """Add sex, school, surgery and columns known only by their shape: text, category, number, date."""
    for name, shares in (("sex", Shares.NOBODY), ("school", Shares.HOUSEHOLD), ("surgery", Shares.HOUSEHOLD)):
        if given.get(name):
            column = gathered([over_distinct(c, change=_sex if name == "sex" else folded) for c in given[name]])
            found.add(ladder(name, exact(name, label=f"same {name}"), says=name, shares=shares), columns={name: column})
    for k, column in enumerate(given.get("text", [])):
        name = f"text_{k + 1}"
        levels = (
            exact(name, label="same text"),
            spelt_alike(name, at_least=0.92, label="much alike"),
            spelt_alike(name, at_least=0.85, label="somewhat alike"),
        )
        found.add(
            ladder(name, *levels, says=f"text {k + 1}"),
            columns={name: over_distinct(column, change=folded)},
            block=[name],
        )
    for k, column in enumerate(given.get("category", [])):
        name = f"category_{k + 1}"
        found.add(
            ladder(name, exact(name, label="same"), says=f"category {k + 1}"),
            columns={name: over_distinct(column, change=folded)},
        )
    for k, column in enumerate(given.get("number", [])):
        _add_number(found, f"number_{k + 1}", column)


def _sex(text: str) -> str | None:
    """Read sex by its first letter or code; not known and not stated are missing."""
    letter = {"1": "m", "2": "f"}.get(text.strip()[:1], text.strip()[:1].lower())
    return letter if letter in ("m", "f") else None


def _add_number(found: FieldSet, name: str, column: pa.Array) -> None:
    """Add a number: equal, or near by the spread that its column shows."""
    text = over_distinct(column, change=lambda value: value.strip())
    spread = _spread(found, name, text)
    if spread is None:
        levels: tuple[Level, ...] = (exact(name, label="same"),)
    else:
        levels = (
            exact(name, label="same number"),
            Level("near", alike(name, measure=Measure.DIFFERENCE, amount=spread / 20)),
        )
    found.add(ladder(name, *levels, says=name.replace("_", " ")), columns={name: text}, block=[name])


def _spread(found: FieldSet, name: str, text: pa.Array) -> float | None:
    """Give the standard deviation of a column of numbers, or None where some of it is no number."""
    try:
        numbers, other = pc.cast(text, pa.float64()).drop_null().to_numpy(), 0.0
    except pa.ArrowInvalid:
        numbers, other = np.zeros(0), 1.0
    numbers = numbers[~np.isnan(numbers)]
    sums = float(len(numbers)), float(numbers.sum()), float(np.square(numbers).sum())
    count, total, squares, other = found.whole(name, here=(*sums, other))
    mean = total / max(count, 1.0)
    return None if other else float(np.sqrt(max(squares / max(count, 1.0) - mean**2, 0.0)))
