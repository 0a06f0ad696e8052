"""Break each contract on purpose, in a scratch copy with a small town planted in it, and see it caught."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A town beside the capabilities that stand: a line of its own in each file, added where the file is there already.
TOWN = {
    "access/words.py": "from enum import StrEnum",
    "access/queries.py": "from django.contrib.auth.models import User",
    "visits/__init__.py": "",
    "visits/words.py": "from enum import StrEnum",
    "visits/events.py": "from wraparound.visits.words import StrEnum",
    "visits/rules.py": "from wraparound.access.words import StrEnum\nfrom wraparound.visits import events, words",
    "visits/ports.py": "from typing import Protocol",
    "visits/models.py": "from django.db import models\nfrom wraparound.visits.words import StrEnum",
    "visits/policies.py": "from wraparound.access import queries",
    "visits/queries.py": "from wraparound.visits import models",
    "visits/actions.py": "from wraparound.visits import events, models, policies, ports, queries, rules",
    "visits/forms.py": "from django import forms",
    "visits/views.py": "from wraparound.visits import actions, forms, queries",
    "visits/api.py": "import ninja\nfrom wraparound.visits import actions",
    "visits/commands/__init__.py": "",
    "visits/commands/remind.py": "from wraparound.visits.actions import models",
    "visits/adapters/__init__.py": "",
    "visits/adapters/post.py": "import smtplib\nfrom wraparound.visits.ports import Protocol",
    "visits/urls.py": "from wraparound.visits import api, views",
    "visits/migrations/__init__.py": "",
    "visits/migrations/0001_initial.py": "from django.db import migrations",
    "plans/__init__.py": "",
    "plans/queries.py": "from wraparound.access.queries import User",
    "web/pages.py": "from wraparound.plans import queries\nfrom wraparound.visits.actions import models",
    "web/urls.py": "from wraparound.visits import urls",
    "web/wiring.py": "from wraparound.visits.adapters.post import Protocol",
    "matching/words.py": "",
    "sample/names/__init__.py": "",
    "matching/index/__init__.py": "",
    "matching/spark/__init__.py": "",
    "matching/spark/planted.py": "import splink",
}
UPPER_STOREY = "\n    (web)\n"
TOWNS_STOREY = "    (visits) | (plans)\n"

# what the breach is: the file it is in, the line it adds, the contracts that must notice
BREACHES = {
    "the kernel reaches up to an engine": ("kernel/dates.py", "import wraparound.matching.words", {"Storeys"}),
    "one engine uses another": ("matching/words.py", "import wraparound.sample", {"Storeys", "Doors"}),
    "a capability uses its neighbour": ("visits/actions.py", "import wraparound.plans.queries", {"Storeys"}),
    "a capability reaches up to a page": ("plans/queries.py", "import wraparound.web.pages", {"Storeys", "Doors"}),
    "an engine reaches up to a capability": ("matching/words.py", "import wraparound.visits.words", {"Storeys"}),
    "a package without a storey": ("homes/__init__.py", "", {"Storeys"}),
    "a drawer for anything": ("utils.py", "", {"Storeys"}),
    "a file that is no room": ("visits/helpers.py", "", {"Rooms"}),
    "a table that acts": ("visits/models.py", "import wraparound.visits.actions", {"Rooms"}),
    "a rule that reads a table": ("visits/rules.py", "import wraparound.visits.models", {"Rooms", "Pure"}),
    "a page that calls the interface beside it": ("visits/views.py", "import wraparound.visits.api", {"Rooms"}),
    "a query that writes": ("visits/queries.py", "from wraparound.visits.actions import models", {"Rooms"}),
    "a page that reads another's tables": ("web/pages.py", "import wraparound.visits.models", {"Doors"}),
    "a page that comes in through the wall": ("web/pages.py", "import wraparound.visits", {"Doors"}),
    "a query that reaches into an engine": ("visits/queries.py", "import wraparound.matching.compare", {"Doors"}),
    "addresses collected by a neighbour below": ("visits/actions.py", "import wraparound.access.urls", {"Doors"}),
    "a rule that knows the framework": ("visits/rules.py", "import django", {"Pure"}),
    "an event that knows the framework": ("visits/events.py", "import django.db", {"Pure"}),
    "a port that knows the framework": ("visits/ports.py", "import django.db", {"Pure"}),
    "a rule that knows it by way of someone": ("visits/rules.py", "import wraparound.access.queries", {"Pure"}),
    "an engine that knows the framework": ("matching/words.py", "from django.db import models", {"Pure"}),
    "a population that knows the framework": ("sample/__init__.py", "import django", {"Pure"}),
    "a kernel that goes out to the network": ("kernel/dates.py", "from urllib.request import urlopen", {"Pure"}),
    "a page that plugs in an adapter": ("web/pages.py", "import wraparound.visits.adapters.post", {"Doors", "Plugs"}),
    "an action that knows its adapter": ("visits/actions.py", "import wraparound.visits.adapters", {"Rooms", "Plugs"}),
    "a file in matching that is no room": ("matching/helpers.py", "", {"Engine rooms: matching"}),
    "a lower engine room using a higher": (
        "matching/words.py",
        "import wraparound.matching.compare",
        {"Engine rooms: matching"},
    ),
    "engine rooms beside one another": (
        "matching/spark/planted.py",
        "import wraparound.matching.index",
        {"Engine rooms: matching"},
    ),
    "a file in the sample that is no room": ("sample/helpers.py", "", {"Engine rooms: sample"}),
    "chance that knows what it is for": (
        "sample/chance.py",
        "import wraparound.sample.names",
        {"Engine rooms: sample"},
    ),
    "a rival engine in the ordinary path": ("matching/compare/planted.py", "import duckdb", {"Light"}),
}


@pytest.fixture
def scratch(tmp_path):
    """Return a copy of the house with the town in it, where anything may be broken."""
    only_code = shutil.ignore_patterns("*.csv", "__pycache__", "templates")
    shutil.copytree(ROOT / "wraparound", tmp_path / "wraparound", ignore=only_code)
    (tmp_path / "tests" / "house").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "house" / "contracts.py", tmp_path / "tests" / "house")
    contracts = (ROOT / ".importlinter").read_text()
    assert contracts.count(UPPER_STOREY) == 1
    (tmp_path / ".importlinter").write_text(contracts.replace(UPPER_STOREY, UPPER_STOREY + TOWNS_STOREY))
    for path, line in TOWN.items():
        plant(tmp_path, path, line)
    return tmp_path


def plant(scratch: Path, path: str, line: str) -> None:
    file = scratch / "wraparound" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as text:
        text.write(f"\n{line}\n")


def broken_contracts(scratch: Path) -> tuple[set[str], str]:
    """Return the names of the broken contracts, up to their colon, and all that was said."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    ran = subprocess.run(command, cwd=scratch, capture_output=True, text=True, env={**os.environ, "COLUMNS": "300"})
    told = ran.stdout + ran.stderr
    assert "Contracts:" in told, told
    names = re.findall(r"^(.+) BROKEN(?: \(.*\))?$", told, flags=re.MULTILINE)
    assert bool(names) == bool(ran.returncode), told
    return {name if name.startswith("Engine") else name.partition(":")[0] for name in names}, told


def test_the_house_as_it_stands_keeps_every_contract_with_a_town_built_on_it(scratch):
    broken, told = broken_contracts(scratch)
    assert not broken, told


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_caught_and_named(scratch, breach):
    path, line, expected = BREACHES[breach]
    plant(scratch, path, line)
    broken, told = broken_contracts(scratch)
    assert broken == expected, told
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert f"wraparound.{module}" in told or module in told


def test_a_capability_that_was_given_no_storey_is_not_let_in(scratch):
    config = scratch / ".importlinter"
    config.write_text(config.read_text().replace(TOWNS_STOREY, "    (plans)\n"))
    broken, told = broken_contracts(scratch)
    assert broken == {"Storeys"}
    assert "- wraparound.visits\n" in told
