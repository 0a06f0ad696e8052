"""wraparound load_nhs_organisations FILE: take in the NHS organisations of a file."""

from wraparound.agencies.commands.reference import ReferenceCommand
from wraparound.agencies.words import ReferenceKind


class Command(ReferenceCommand):
    """Takes NHS organisations in."""

    help = "Take in the NHS organisations of a file; the same file again changes nothing."
    kind = ReferenceKind.NHS_ORGANISATIONS
