"""Hold what an operator does with accounts at the machine to being possible before anyone can sign in."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.access.signing_in import account_of
from tests.sample_area import signed_in
from wraparound.access import queries
from wraparound.access.actions import clear_sessions
from wraparound.access.commands.clear_sessions import Command as Clear
from wraparound.access.commands.open_account import Command
from wraparound.access.policies import MayNotDo
from wraparound.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("area")


def text(response):
    return response.content.decode()


def test_the_first_account_of_a_node_is_opened_at_the_machine(capsys):
    told = ["keeper@example.org", "--name", "Kay Ember", "--agency", "social-care"]
    call_command(Command(), *told)
    link = capsys.readouterr().out.strip()
    assert re.fullmatch(r"http://localhost:\d+/invitation/\w{64}", link)
    assert "Kay Ember" in text(Client().get("/" + link.split("/", 3)[3]))
    assert queries.actor_of(account_of("keeper@example.org"), on=timezone.localdate()).roles == {"governance"}
    call_command(Command(), "keeper@example.org", "--again")
    assert capsys.readouterr().out.strip() != link
    assert Client().get("/" + link.split("/", 3)[3]).status_code == 404
    with pytest.raises(CommandError, match="already"):
        call_command(Command(), *told)
    with pytest.raises(CommandError, match="social-care"):
        call_command(Command(), "other@example.org")
    with pytest.raises(CommandError, match="no agency"):
        call_command(Command(), "other@example.org", "--name", "A", "--agency", "nowhere")


def test_sessions_that_are_over_are_cleared_and_others_stay(capsys):
    looking, here = Client(), signed_in("rosa.wendle")
    looking.get("/sign-in")
    assert Session.objects.count() == 2
    call_command(Clear())
    assert capsys.readouterr().out == "0 sessions cleared\n"
    key, now = looking.session.session_key, timezone.now()
    lasts = Session.objects.get(session_key=key).expire_date - now
    assert lasts <= timedelta(minutes=15), "whoever only looks at the page leaves nothing behind for long"
    assert Session.objects.get(session_key=here.session.session_key).expire_date - now > timedelta(hours=7)
    Session.objects.filter(session_key=key).update(expire_date=now)
    call_command(Clear())
    assert capsys.readouterr().out == "1 session cleared\n"
    assert Entry.objects.filter(event="access.SessionsCleared").count() == 1
    assert here.get("/my-account").status_code == 200
    with pytest.raises(MayNotDo):
        clear_sessions(by=queries.actor_of(queries.account_called("rosa.wendle"), on=now.date()), at=now)


def test_whoever_looked_at_the_page_before_signing_in_has_a_whole_sitting():
    client = Client()
    client.get("/sign-in")
    client.post("/sign-in-as", {"username": "rosa.wendle"})
    assert Session.objects.get(session_key=client.session.session_key).expire_date - timezone.now() > timedelta(hours=7)
