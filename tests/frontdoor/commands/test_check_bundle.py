import pytest
from django.core.management.base import CommandError

from wraparound.frontdoor.commands.check_bundle import Command


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        Command().handle(file=tmp_path / "none.zip")
