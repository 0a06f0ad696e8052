"""Linking more records than fit in memory: part by part from disk, with the same pairs, weights and persons."""

from wraparound.matching.pipeline.parts.linking import LinkedInParts, Way, link_in_parts
from wraparound.matching.pipeline.parts.room import NoRoom, Room, room_for

__all__ = ["LinkedInParts", "NoRoom", "Room", "Way", "link_in_parts", "room_for"]
