"""Take a folder's files in on a node of its own, from nothing to linked, and say what it holds then."""

import io
import json
import os
import resource
import sys
from importlib import import_module
from itertools import product
from pathlib import Path

from benchmarks.measure import Clock


def main(*arguments: str) -> None:
    """Set the node up, take the files in, and print what every record says and which are together."""
    data, folder, what, *url = arguments
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": data,
        "WRAPAROUND_DATABASE_URL": next(filter(None, url), f"sqlite:///{data}/wraparound.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    Path(data).mkdir(parents=True, exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    if what in {"ready", "people"}:
        _make_ready(people=what == "people")
        return
    if what == "load":
        from wraparound.feeds.commands.load_folder import Command

        clock = Clock()
        call_command(Command(), Path(folder), as_of="2026-09-01", stdout=_Heard(clock))
        clock.tell(**_counted(), beside=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
        return
    print(json.dumps(_held()))


class _Heard(io.TextIOBase):
    """Hears what a command says, and marks when records are linked and when they are indexed."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def write(self, text: str) -> int:
        """Mark what was done."""
        if text.strip() in {"linked", "indexed"}:
            self.clock.mark(text.strip())
        return len(text)


def _make_ready(*, people: bool) -> None:
    """Migrate and adopt the area; with the people who work there too, and accounts of every role in two agencies."""
    from django.core.management import call_command
    from django.utils import timezone

    from wraparound.agencies.actions import adopt_area
    from wraparound.web.commands.run import AREAS, MAKER

    call_command("migrate", verbosity=0)
    adopt_area(AREAS / "ashmere", by=MAKER, at=timezone.now())
    if people:
        adopt_ashmere = import_module("tests.sample_area").adopt_ashmere
        from wraparound.access.models import Account, RoleHeld
        from wraparound.access.words import Role
        from wraparound.agencies.models import Agency

        adopt_ashmere()
        for role, code in product(Role, ("social-care", "police")):
            agency = Agency.objects.get(code=code)
            account = Account.objects.create(username=f"{role}@{code}", name=f"Jo {role.label}", agency=agency)
            RoleHeld.objects.create(account=account, role=role, begins_on=timezone.localdate())


def _counted() -> dict[str, int]:
    """Count the rows that came, and the records that have no person."""
    from django.db.models import Sum

    from wraparound.feeds.models import Load
    from wraparound.identity.models import Record

    rows = Load.objects.aggregate(rows=Sum("rows"))["rows"] or 0
    return {"rows": rows, "unlinked": Record.objects.filter(person__isnull=True).count()}


def _held() -> dict[str, object]:
    """Tell all that must be the same whether or not a worker was killed on the way."""
    from wraparound.feeds.models import Load, SetAside
    from wraparound.identity.models import Record, RecordPast
    from wraparound.ledger.queries import lines_from
    from wraparound.ledger.rules import first_broken

    together: dict[int | None, list[str]] = {}
    records = []
    for feed, key, digest, ended, person in Record.objects.order_by("feed", "key").values_list(
        "feed", "key", "digest", "ended_on", "person"
    ):
        records.append([feed, key, digest, str(ended)])
        together.setdefault(person, []).append(f"{feed}/{key}")
    return {
        "records": records,
        "persons": sorted(together.values()),
        "unlinked": len(together.get(None, [])),
        "past": RecordPast.objects.count(),
        "aside": sorted(SetAside.objects.values_list("load__name", "row", "reason")),
        "loads": sorted(Load.objects.values_list("name", "state", "rows", "new", "unchanged", "set_aside")),
        "ledger": str(first_broken(lines_from())),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
