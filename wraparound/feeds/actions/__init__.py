"""Every write to feeds and loads."""

from wraparound.feeds.actions.feeds import declare_feed, give_token, open_feed
from wraparound.feeds.actions.loads import (
    begin_load,
    confirm_ends,
    file_batch,
    finish_filing,
    finish_load,
    receive_file,
    refuse_load,
)
from wraparound.feeds.actions.mending import mend_row

__all__ = [
    "begin_load",
    "confirm_ends",
    "declare_feed",
    "file_batch",
    "finish_filing",
    "finish_load",
    "give_token",
    "mend_row",
    "open_feed",
    "receive_file",
    "refuse_load",
]
