"""Hold what an operator does with accounts at the machine to being possible before anyone can sign in."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.access.signing_in import account_of
from wraparound.access import queries
from wraparound.access.commands.open_account import Command

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
