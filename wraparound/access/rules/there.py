"""From which network address somebody asks."""

from collections.abc import Mapping

OURS = frozenset({"127.0.0.1", "::1", ""})  # where our own proxy stands


def address_told(told: Mapping[str, str]) -> str:
    """Give the network address of who asks: what our own proxy says of it, else who is at the line."""
    direct = told.get("REMOTE_ADDR", "")
    forwarded = told.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return (forwarded if forwarded and direct in OURS else direct)[:45]
