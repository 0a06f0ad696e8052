"""A mail server that writes down each letter it takes, its number and what its link ends with, before it says so."""

import os
import re
import sys
import time
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """Takes every letter."""

    def __init__(self, taken: str) -> None:
        """Keep the file in which letters' numbers are written."""
        self._taken = os.open(taken, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802 – so it is called
        """Take a letter: write down its number and to whom it went, then say that it was taken."""
        *_, envelope = given
        mail = message_from_bytes(envelope.content, policy=policy.default)
        link = re.search(r"/link/(\S+)", mail.get_content())
        token = link[1] if link else "-"
        os.write(self._taken, f"{mail['Message-ID']} {envelope.rcpt_tos[0]} {token}\n".encode())
        return "250 taken"


def main(*arguments: str) -> None:
    """Serve until killed, and say when it does."""
    port, taken = arguments
    controller = Controller(Mailbox(taken), hostname="127.0.0.1", port=int(port))
    controller.start()
    print("serves", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
