"""What was done is on the disk before anybody is told that it was done; what was only seen does not wait for it.

See docs/decisions/0021-what-was-done-is-on-the-disk.md.
"""

import os
from contextlib import suppress

from django.db import connection

LOCK = 0x1ED6E8  # the advisory lock that writers of the chain take in turn on PostgreSQL
TAKE = "SELECT pg_advisory_xact_lock(%s)"
TAKE_AND_GO_ON = f"{TAKE}, set_config('synchronous_commit', 'off', true)"  # on: the commit waits for the disk


def take_the_chain(*, waits: bool) -> None:
    """Hold the chain's end until the transaction is over, and say whether its end is to wait for the disk.

    SQLite lets one write at a time anyway. Cost: one statement on PostgreSQL.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(TAKE if waits else TAKE_AND_GO_ON, [LOCK])


def on_the_disk() -> None:
    """Wait until all that was written is on the disk (SQLite, which goes on without; on PostgreSQL a commit waits).

    SQLite adds to its log and is sure of it only when the log is next emptied. We wait when the turn to write is over,
    so nobody else does. A log that is gone was emptied, and that waits for the disk. Raises OSError if the disk fails.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with suppress(FileNotFoundError):
        log = os.open(f"{connection.settings_dict['NAME']}-wal", os.O_RDONLY)
        try:
            os.fsync(log)
        finally:
            os.close(log)
