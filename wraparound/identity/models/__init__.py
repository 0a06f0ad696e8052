"""Tables of records, of the persons they are believed to be, and of what people said about them."""

from wraparound.identity.models.belief import Decision, Likeness, Linkings, Meeting, Move, Teaching
from wraparound.identity.models.record import Involvement, Person, Record, RecordPast, Relative
from wraparound.identity.models.shield import Shield

__all__ = [
    "Decision",
    "Involvement",
    "Likeness",
    "Linkings",
    "Meeting",
    "Move",
    "Person",
    "Record",
    "RecordPast",
    "Relative",
    "Shield",
    "Teaching",
]
