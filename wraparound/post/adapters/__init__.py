"""How letters leave: by a mail server, or into a folder in development."""

from wraparound.post.adapters.folder import Folder, Notes
from wraparound.post.adapters.plugging import plug_in
from wraparound.post.adapters.smtp import MailServer, Server

__all__ = [
    "Folder", "MailServer", "Notes", "Server", "plug_in",
]  # fmt: skip
