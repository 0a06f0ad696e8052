"""Hold `wraparound NAME` to finding each capability's commands."""

import pytest

from wraparound.web.command import command_named
from wraparound.web.commands.run import Command as Run


@pytest.mark.parametrize("name", ["run", "serve", "adopt_area"])
def test_a_command_is_found_by_its_name(name):
    assert command_named(name) is not None


def test_the_command_is_the_one_of_that_name():
    assert isinstance(command_named("run"), Run)


@pytest.mark.parametrize("name", ["migrate", "no_such", "../run", "run.py", ""])
def test_what_is_none_of_ours_is_left_to_the_framework(name):
    assert command_named(name) is None
