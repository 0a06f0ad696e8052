"""Fields: how each kind of column is made ready, compared and blocked on."""

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.fields.births import add_births
from wraparound.matching.fields.field_set import FieldSet, Given, Whole
from wraparound.matching.fields.numbers import add_identifiers, add_others
from wraparound.matching.fields.people import add_names
from wraparound.matching.fields.places import add_contacts, add_places

__all__ = ["FieldSet", "Given", "Whole", "prepared"]


def prepared(given: Given, *, whole: Whole | None = None) -> FieldSet:
    """Make every column of a table ready: what to compare, how, and what to block on.

    Where the table is only a part, `whole` gives the sums over all parts by which its fields are decided (`FieldSet`).
    """
    found = FieldSet(whole=whole) if whole else FieldSet()
    add_names(found, given=given)
    add_births(found, given=given)
    _mark_the_nameless(found)
    add_identifiers(found, given=given)
    add_places(found, given=given)
    add_contacts(found, given=given)
    add_others(found, given=given)
    return found


def _mark_the_nameless(found: FieldSet) -> None:
    """Mark records with neither first name nor birth date: what else they say, their whole household says."""
    names, dates = found.columns.get("initial"), found.columns.get("birth_year")
    if names is not None and dates is not None:
        neither = pc.invert(pc.or_(_known(names), _known(dates)))
        found.columns["nameless_stand_in"] = pc.if_else(neither, "yes", pa.scalar(None, pa.string()))
        found.stand_ins.append("nameless_stand_in")


def _known(column: pa.Array) -> pa.Array:
    """Say of each row whether it holds a value, whether rows hold lists or single values."""
    lists = pa.types.is_list(column.type)
    return pc.greater(pc.fill_null(pc.list_value_length(column), 0), 0) if lists else pc.is_valid(column)
