"""Every write of the directory."""

from wraparound.directory.actions.importing import CannotImport, import_services
from wraparound.directory.actions.keeping import (
    close_service,
    confirm_service,
    keep_service,
)
from wraparound.directory.actions.unmet import CannotNoteUnmet, note_unmet
from wraparound.directory.actions.writing import CannotKeepService

__all__ = [
    "CannotImport", "CannotKeepService", "CannotNoteUnmet", "close_service", "confirm_service", "import_services",
    "keep_service", "note_unmet",
]  # fmt: skip
