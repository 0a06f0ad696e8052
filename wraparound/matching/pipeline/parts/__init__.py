"""Linking more records than fit in memory: part by part from disk, with the same pairs, weights and persons."""

from wraparound.matching.pipeline.parts.comparing import Compare, here
from wraparound.matching.pipeline.parts.linked import LinkedInParts
from wraparound.matching.pipeline.parts.linking import Way, link_in_parts
from wraparound.matching.pipeline.parts.naming import named_in_parts
from wraparound.matching.pipeline.parts.preparing import Parts
from wraparound.matching.pipeline.parts.room import ON_DISK, NoRoom, Room, fits_whole, room_for, rows_read
from wraparound.matching.pipeline.parts.spool import Spool

__all__ = [
    "ON_DISK",
    "Compare",
    "LinkedInParts",
    "NoRoom",
    "Parts",
    "Room",
    "Spool",
    "Way",
    "fits_whole",
    "here",
    "link_in_parts",
    "named_in_parts",
    "room_for",
    "rows_read",
]
