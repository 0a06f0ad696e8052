"""Tables of records, of the persons they are believed to be, and of what people said about them."""

from wraparound.identity.models.apart import Apart
from wraparound.identity.models.belief import Compared, Decision, Likeness, Linkings, Meeting, Move, Teaching
from wraparound.identity.models.ending import Ending, EndingToCome, Hold
from wraparound.identity.models.indexing import NotIndexed
from wraparound.identity.models.life import LifeEvent
from wraparound.identity.models.record import Person, Record, RecordPast
from wraparound.identity.models.review import Doubt, Judgement
from wraparound.identity.models.shield import Shield
from wraparound.identity.models.told import Address, Asked, Involvement, Relative, Withheld

__all__ = [
    "Address",
    "Apart",
    "Asked",
    "Compared",
    "Decision",
    "Doubt",
    "Ending",
    "EndingToCome",
    "Hold",
    "Involvement",
    "Judgement",
    "LifeEvent",
    "Likeness",
    "Linkings",
    "Meeting",
    "Move",
    "NotIndexed",
    "Person",
    "Record",
    "RecordPast",
    "Relative",
    "Shield",
    "Teaching",
    "Withheld",
]
