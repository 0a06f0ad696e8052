"""Whose turn it is to write: what was done meanwhile, and who waited for whom."""

from django.db import OperationalError, connection

from wraparound.ledger.words import Kind

DEADLOCK = "40P01"  # PostgreSQL's code of two that wait for one another, of whom it undoes one


def newest_entry() -> int:
    """Give the number of the newest entry; 0 for none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM ledger_entry")
        (number,) = cursor.fetchone()
    return int(number)


def is_done_since(number: int) -> bool:
    """Say whether anything was done since an entry was the newest: all that is done is in the ledger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM ledger_entry WHERE id > %s AND kind = %s LIMIT 1", [number, Kind.ACT.value])
        return cursor.fetchone() is not None


def was_deadlocked(fault: OperationalError) -> bool:
    """Say whether a fault is that two waited for one another, so that the database undid one of them."""
    return getattr(fault.__cause__, "sqlstate", "") == DEADLOCK
