"""Who may see feeds, bring files in, and send them with a token."""

from hashlib import sha256

import pytest

from tests.acting import someone
from wraparound.access.words import Role
from wraparound.feeds.policies import (
    MACHINE,
    MayNotManageFeeds,
    MayNotSeeFeeds,
    MayNotSend,
    check_may_manage_feeds,
    check_may_see_feeds,
    check_may_send,
)
from wraparound.kernel.acting import Actor


def test_an_analyst_and_the_node_itself_bring_files_in():
    check_may_manage_feeds(someone(Role.ANALYST))
    check_may_manage_feeds(Actor("wraparound", "", roles=frozenset({MACHINE})))
    with pytest.raises(MayNotManageFeeds):
        check_may_manage_feeds(someone(Role.GOVERNANCE))


def test_a_professional_does_not_see_the_feeds():
    check_may_see_feeds(someone(Role.GOVERNANCE))
    with pytest.raises(MayNotSeeFeeds):
        check_may_see_feeds(someone(Role.PROFESSIONAL))


@pytest.mark.parametrize(("token", "kept"), [("", ""), ("a", ""), ("", sha256(b"").hexdigest()), ("a", "a")])
def test_no_token_is_ever_right_where_none_was_given(token, kept):
    with pytest.raises(MayNotSend):
        check_may_send(token, kept=kept)


def test_the_right_token_is_let_through():
    check_may_send("a", kept=sha256(b"a").hexdigest())
