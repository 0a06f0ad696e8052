"""The command `wraparound`: Django's own commands, and those in every capability's room `commands`."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import django
from django.core import management


def main(arguments: list[str] | None = None) -> None:
    """Run `wraparound NAME …`; a capability's command is found by its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wraparound.web.settings")
    django.setup()
    given = sys.argv if arguments is None else arguments
    command = command_named(given[1]) if given[1:] else None
    if command is None:
        management.execute_from_command_line(given)
    else:
        command.run_from_argv(given)


def command_named(name: str) -> management.BaseCommand | None:
    """Find `wraparound/<capability>/commands/<name>.py`, or nothing."""
    from django.conf import settings

    for capability in (*settings.CAPABILITIES, "journeys", "web"):
        place = f"wraparound.{capability}.commands"
        if name.isidentifier() and find_spec(place) and find_spec(f"{place}.{name}"):
            command: management.BaseCommand = import_module(f"{place}.{name}").Command()
            return command
    return None
