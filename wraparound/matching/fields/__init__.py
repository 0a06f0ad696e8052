"""Fields: how each kind of column is made ready, compared and blocked on."""

from wraparound.matching.fields.births import add_births
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.numbers import add_identifiers, add_others
from wraparound.matching.fields.people import add_names
from wraparound.matching.fields.places import add_contacts, add_places

__all__ = ["FieldSet", "Given", "prepared"]


def prepared(given: Given) -> FieldSet:
    """Make every column of a table ready: what to compare, how, and what to block on."""
    found = FieldSet()
    add_names(found, given=given)
    add_births(found, given=given)
    add_identifiers(found, given=given)
    add_places(found, given=given)
    add_contacts(found, given=given)
    add_others(found, given=given)
    return found
