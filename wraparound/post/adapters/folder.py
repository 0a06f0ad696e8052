"""Files beside the database: letters in a folder, in development, and the notes of letters that were just taken."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wraparound.post.adapters.mime import message_in, mime_of
from wraparound.post.words import Delivered, Message

NUMBER = re.compile(r"[0-9a-f]{32}")
MOST = 200  # letters that are shown


class Folder:
    """Lays each letter in a folder as a file (.eml), for there is no mail server in development; and reads them."""

    def __init__(self, folder: Path, *, sender: str) -> None:
        """Keep where."""
        self._folder, self._sender = folder, sender

    @contextmanager
    def round(self) -> Iterator["Folder"]:
        """Begin a round."""
        self._folder.mkdir(parents=True, exist_ok=True)
        yield self

    def give(self, message: Message) -> None:
        """Lay a letter down under its number, whole or not at all."""
        path = self._folder / f"{_number(message.message_id)}.eml"
        part = path.with_suffix(".part")
        part.write_bytes(mime_of(message, sender=self._sender))
        part.rename(path)

    def letters(self) -> list[Delivered]:
        """Give what lies there, the newest first."""
        paths = sorted(self._folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return [Delivered(path.stem, message_in(path.read_bytes())) for path in paths[:MOST]]

    def letter(self, number: str) -> Delivered | None:
        """Give one of them by its number."""
        path = self._folder / f"{number}.eml"
        return Delivered(number, message_in(path.read_bytes())) if NUMBER.fullmatch(number) and path.exists() else None


class Notes:
    """Remembers which letters were taken and are not marked yet: an empty file for each, named by its number."""

    def __init__(self, folder: Path) -> None:
        """Keep where."""
        self._folder = folder

    def note(self, message_id: str) -> None:
        """Remember a letter; it is on the disk when this returns."""
        self._folder.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path(message_id), os.O_CREAT | os.O_WRONLY, 0o600))
        held = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)

    def noted(self) -> list[str]:
        """List what is remembered."""
        return [f"<{name}>" for name in os.listdir(self._folder)] if self._folder.exists() else []

    def strike(self, message_id: str) -> None:
        """Forget a letter."""
        self._path(message_id).unlink(missing_ok=True)

    def _path(self, message_id: str) -> Path:
        return self._folder / message_id.strip("<>").replace("/", "")


def _number(message_id: str) -> str:
    """Give the number within a message's identifier, as a file is called by it."""
    return message_id.strip("<>").partition("@")[0]
