"""wraparound load_schools FILE: take in the schools of a file."""

from wraparound.agencies.commands.reference import ReferenceCommand
from wraparound.agencies.words import ReferenceKind


class Command(ReferenceCommand):
    """Takes schools in."""

    help = "Take in the schools of a file; the same file again changes nothing."
    kind = ReferenceKind.SCHOOLS
