"""wraparound load_postcodes FILE: take in the postcodes of a file."""

from wraparound.agencies.commands.reference import ReferenceCommand
from wraparound.agencies.words import ReferenceKind


class Command(ReferenceCommand):
    """Takes postcodes in."""

    help = "Take in the postcodes of a file; the same file again changes nothing."
    kind = ReferenceKind.POSTCODES
