"""wraparound run: make a sample area's node ready, step by step, and serve it. What is up to date is left alone."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from wraparound.access.actions import adopt_people, clear_sessions
from wraparound.agencies.actions import adopt_area, load_reference
from wraparound.agencies.queries import (
    agreements_declared,
    area_now,
    feeds_declared,
    loads_of_reference,
    people_of_sample,
)
from wraparound.agencies.words import OPERATOR, PLAIN, ReferenceKind
from wraparound.directory.actions import import_services
from wraparound.directory.queries import loads_newest
from wraparound.exchange.actions import adopt_agreements
from wraparound.kernel.acting import Actor
from wraparound.teams.actions import adopt_seats
from wraparound.web.command import command_named
from wraparound.web.commands.example import ask_for_example
from wraparound.web.commands.night import give_the_night
from wraparound.web.commands.serve import server
from wraparound.web.commands.worries import tell_worries

AREAS = Path(__file__).parents[3] / "areas"
REAL = "201"  # the first code of a real authority, in which nobody is invented
PATIENCE = 120  # seconds until a server that has not answered is given up
AGREED_AGO = timedelta(days=60)  # in development, so that the example of last week was asked under them
MAKER = Actor("operator:run", "", "make run (operator)", frozenset({OPERATOR}), purpose="running the service")
COMMAND = [sys.executable, "-c", "from wraparound.web.command import main; main()"]
BESIDE = ("work", "errands")  # what runs beside the server: files taken in, and what time sets

Step = tuple[str, Callable[[], str]]


class Command(BaseCommand):
    """Makes ready and serves."""

    help = "Make the sample area of WRAPAROUND_AREA ready and serve it; for development."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the sample's size, and whether to serve."""
        parser.add_argument("--size", default="small", help="of the invented population: small, medium or large")
        parser.add_argument("--no-serve", action="store_true", help="make ready only")

    def handle(self, *_args: Any, size: str, no_serve: bool, **_options: Any) -> None:
        """Take each step, then serve."""
        if not settings.NODE.development:
            raise CommandError("wraparound run invents people. A real node uses migrate, adopt_area and serve.")
        settings.NODE.data.mkdir(parents=True, exist_ok=True)
        for words, step in steps(size):
            began = time.monotonic()
            self.stdout.write(f"{words}: ", ending="")
            self.stdout.flush()
            self.stdout.write(f"{step()} ({time.monotonic() - began:.1f} s)")
        connection.close()
        if not no_serve:
            serve(self.stdout.write)


def steps(size: str) -> list[Step]:
    """Give the steps in order. Each says what it did; a step that finds its work done says so and takes no time."""
    return [
        ("Database", migrate),
        ("Area", take_area),
        ("Agreements", take_agreements),
        ("People", take_people),
        ("Seats", take_seats),
        ("Public facts", take_facts),
        ("Agencies' files", lambda: take_files(size)),
        ("Local services", take_services),
        ("A question", take_question),
        ("Worries", take_worries),
        ("Notifications", take_the_night),
        ("Sessions", clear),
        ("Style and scripts", collect),
    ]


def migrate() -> str:
    """Bring the database's tables up to date."""
    executor = MigrationExecutor(connection)
    wanted = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not wanted:
        return "up to date"
    call_command("migrate", verbosity=0)
    return f"{len(wanted)} migrations taken"


def take_area() -> str:
    """Have the node work by its area's settings."""
    at = timezone.now()
    version = adopt_area(AREAS / settings.NODE.area, by=MAKER, at=at)
    return f"version {version.number} of {version.area} {'adopted' if version.adopted_at == at else 'in force'}"


def take_agreements() -> str:
    """Have the agreements of the area's file be in force, unless keepers have changed them in pages."""
    at = timezone.now() - AGREED_AGO
    version = adopt_agreements(agreements_declared(), by=MAKER, at=at)
    if version is None:
        return "the area has none: agencies may tell one another nothing"
    return f"version {version.number} {'adopted' if version.adopted_at == at else 'in force'}"


def take_people() -> str:
    """Give the area's sample people accounts."""
    new = adopt_people(people_of_sample(), on=timezone.localdate(), by=MAKER, at=timezone.now())
    return f"{new} accounts opened" if new else "up to date"


def take_seats() -> str:
    """Give the area's sample people seats in their teams."""
    new = adopt_seats(people_of_sample(), on=timezone.localdate(), by=MAKER, at=timezone.now())
    return f"{new} seats given" if new else "up to date"


def take_facts() -> str:
    """Take in the area's sample of published files: schools, postcodes and NHS organisations."""
    known = {load.kind for load in loads_of_reference()}
    files = {
        kind: AREAS / settings.NODE.area / "reference" / f"{kind}.csv" for kind in ReferenceKind if kind not in known
    }
    rows = [
        load_reference(kind, file=file, by=MAKER, at=timezone.now()).rows
        for kind, file in files.items()
        if file.exists()
    ]
    return f"{sum(rows)} rows taken in" if rows else "taken in already"


def take_files(size: str) -> str:
    """Invent what the area's agencies hold, and take their files in as if they had sent them."""
    folder = settings.NODE.data / "sample"
    made = folder / ".made"
    if (folder / ".taken").exists():
        held = (made.exists() and made.read_text(encoding="utf-8")) or size
        other = "" if held == size else f"; it is {held}. To have {size}, delete {settings.NODE.data} and run again"
        return f"taken in already{other}"
    if not made.exists():
        subprocess.run([sys.executable, *inventing(size, folder=folder)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        made.write_text(size, encoding="utf-8")
    load_folder = command_named("load_folder")
    if load_folder is None:
        raise CommandError("The command load_folder is not there.")
    print()
    call_command(load_folder, folder, index_later=True)  # the worker beside the server does it
    (folder / ".taken").touch()
    return "  taken in"


def take_services() -> str:
    """Take in the area's sample of local services."""
    file = AREAS / settings.NODE.area / "services.json"
    if not file.exists():
        return "the area has no file of them"
    if loads_newest():
        return "taken in already"
    load = import_services(file.read_bytes(), file=file.name, by=MAKER, at=timezone.now())
    return f"{load.added} taken in"


def inventing(size: str, *, folder: Path) -> list[str]:
    """Give the words that have the area's people invented, in the authority and in the files that the area has."""
    words = ["-m", "wraparound.sample", "--size", size, "--seed", "1", "--out", str(folder)]
    area = area_now()
    words += ["--authority", area.area.la_code] if area and area.area.la_code < REAL else []
    return words + (["--returns"] if any(feed.format not in PLAIN for feed in feeds_declared()) else [])


def take_question() -> str:
    """Have a question of last week stand there: answered by one partner, refused by another, late at a third."""
    return ask_for_example(by=MAKER, at=timezone.now())


def take_worries() -> str:
    """Have worries stand at the front door: one that somebody has accepted, one that came back, one that waits."""
    return tell_worries(at=timezone.now())


def take_the_night() -> str:
    """Have a file of the police stand there, of which one row waits to be mended."""
    return give_the_night(by=MAKER, at=timezone.now())


def clear() -> str:
    """Delete what browsers left behind."""
    return f"{clear_sessions(by=MAKER, at=timezone.now())} cleared"


def collect() -> str:
    """Put style and scripts where they are served from."""
    made = settings.STATICFILES_DIRS[0] / ".made"
    held = settings.STATIC_ROOT / "staticfiles.json"
    if held.exists() and (not made.exists() or held.stat().st_mtime >= made.stat().st_mtime):
        return "up to date"
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    return "collected"


def serve(say: Callable[[str], object]) -> None:
    """Start the server, name the page to open once it answers, and stop it when told to."""
    address, port = settings.NODE.listen
    page = f"http://{'localhost' if address in {'127.0.0.1', '0.0.0.0'} else address}:{port}"  # noqa: S104
    beside = [subprocess.Popen([*COMMAND, name]) for name in BESIDE]  # noqa: S603 – the commands are ours
    running = subprocess.Popen(server())  # noqa: S603
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: running.terminate())
    until = time.monotonic() + PATIENCE
    while running.poll() is None and not answers(f"{page}/health"):
        if time.monotonic() > until:
            for started in (running, *beside):
                started.terminate()
            raise CommandError(f"The server did not answer at {page} within {PATIENCE} seconds.")
        time.sleep(0.05)
    if running.poll() is None:
        say(f"\nOpen {page} and sign in as anyone with one click. Stop with Ctrl-C.")
    running.wait()
    for started in beside:
        started.terminate()
    for started in beside:
        started.wait()


def answers(page: str) -> bool:
    """Say whether a page answers."""
    try:
        with urlopen(page, timeout=2) as answer:  # noqa: S310 – the address is ours
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
