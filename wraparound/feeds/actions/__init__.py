"""Every write to feeds and loads."""

from wraparound.feeds.actions.drafts import change_draft, draft_feed, load_draft
from wraparound.feeds.actions.feeds import declare_feeds, give_token, open_feed
from wraparound.feeds.actions.lateness import settle_lateness, tell_lateness
from wraparound.feeds.actions.loads import (
    begin_load,
    confirm_ends,
    file_batch,
    finish_filing,
    finish_load,
    receive_file,
    refuse_load,
    send_file,
    send_file_for,
)
from wraparound.feeds.actions.mending import mend_row
from wraparound.feeds.actions.sets import join_set, wait_for_set

__all__ = [
    "begin_load",
    "change_draft",
    "confirm_ends",
    "declare_feeds",
    "draft_feed",
    "file_batch",
    "finish_filing",
    "finish_load",
    "give_token",
    "join_set",
    "load_draft",
    "mend_row",
    "open_feed",
    "receive_file",
    "refuse_load",
    "send_file",
    "send_file_for",
    "settle_lateness",
    "tell_lateness",
    "wait_for_set",
]
