"""Fill a node with past shares and refusals, and rehearse a draft of the agreements over all of them."""

import os
import random
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.measure import Clock

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
PERSONS = 5_000


def main(*arguments: str) -> None:
    """Tell how long a rehearsal took over so many lines, and how many of them would turn."""
    url, folder, lines = arguments[0], Path(arguments[1]), int(arguments[2])
    _set_up(url, folder)
    _fill(lines)
    from wraparound.exchange.queries.rehearsing import rehearsal_page

    clock = Clock()
    page = rehearsal_page(30, on=None, by=_keeper(), at=AT)
    if page is None or page.rehearsal.asked != lines or not page.rehearsal.changed:
        raise SystemExit("The rehearsal did not decide every line, or none would turn.")
    clock.mark("rehearsed")
    clock.tell(asked=page.rehearsal.asked, changed=page.rehearsal.changed, turned=len(page.rehearsal.turned))


def _set_up(url: str, folder: Path) -> None:
    """Begin with an empty node in a folder, whose area and agreements are adopted, with a draft and children."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": str(folder),
        "WRAPAROUND_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor == "postgresql":  # a server that is started for the row, and thrown away
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    from wraparound.agencies.actions import adopt_area
    from wraparound.agencies.queries import agreements_declared
    from wraparound.exchange.actions import adopt_agreements, put_clause
    from wraparound.identity.models import Person
    from wraparound.web.commands.run import AREAS, MAKER

    adopt_area(AREAS / "ashmere", by=MAKER, at=AT)
    adopt_agreements(agreements_declared(), by=MAKER, at=AT)
    Person.objects.bulk_create(Person(code=f"P-0000-{number:04d}", since=AT) for number in range(PERSONS))
    some = [f"P-0000-{number:04d}" for number in range(100)]
    for clause, children in _draft(some):
        put_clause(clause, children=children, by=_keeper(), at=AT)


def _draft(codes: list[str]) -> Any:
    """Give what the draft adds: the hospital tells nothing early, and of a hundred children housing tells nothing."""
    from wraparound.access.words import Purpose
    from wraparound.exchange.words import Clause, Effect

    said: dict[str, Any] = {"effect": Effect.EXCLUDE, "because": "x", "begins_on": AT.date()}
    early = frozenset({Purpose.EARLY_HELP})
    yield Clause(code="hospital", holders=frozenset({"general-hospital"}), purposes=early, **said), []
    yield Clause(code="housing", holders=frozenset({"housing"}), **said), codes


def _fill(lines: int) -> None:
    """Write past lines: every agency of the area telling children's services, for every purpose, some parts each."""
    from wraparound.access.words import Purpose
    from wraparound.agencies.models import Agency
    from wraparound.agencies.words import AgencyType
    from wraparound.exchange.models import Share
    from wraparound.exchange.words import KIND_OF, Part
    from wraparound.identity.models import Person

    chance = random.Random(1)
    agencies, persons = list(Agency.objects.all()), list(Person.objects.values_list("pk", flat=True))
    to = next(one for one in agencies if one.code == "social-care")
    shares = []
    for _ in range(lines):
        holder = chance.choice(agencies)
        shares.append(
            Share(
                at=AT - timedelta(minutes=chance.randrange(29 * 24 * 60)), by="x", holder=holder, recipient=to,
                person_id=chance.choice(persons), purpose=chance.choice(list(Purpose)[:4]), basis="6-1-c",
                condition="9-2-g", kind=KIND_OF[AgencyType(holder.type)],
                parts=[str(one) for one in chance.sample(list(Part), 4)],
                detriment="not_weighed", decision="refused", why="x", version=1, decider="x", statute="agreement",
            )
        )  # fmt: skip
    Share.objects.bulk_create(shares, batch_size=2_000)


def _keeper() -> Any:
    from wraparound.kernel.acting import Actor

    return Actor("keeper", "social-care", roles=frozenset({"governance"}), signed_in_at=AT)


if __name__ == "__main__":
    main(*sys.argv[1:])
