"""Fill a node with open duties, and ask for its pages as browsers do."""

import os
import shutil
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

from benchmarks.measure import Clock

WHO = {
    "police": "jo.farrant",
    "social-care": "rosa.wendle",
    "schools": "beth.marlowick",
    "child-health": "tomasz.redlin",
}
OF_AN_AGENCY = (40, 30, 20, 10)  # hundredths of the duties
PERSONS, HIDDEN, BATCH = 5_000, 50, 5_000
PATHS = (
    "", "?when=late", "?when=week", "?sort=-due", "?agency=social-care", "?rule=answer-amber",
    "?after=2026-11-25T12:00:00%2B00:00_50000", "?owner=desk", "?when=today",
)  # fmt: skip
CHANGE = {
    "count": "20", "clock": "working_hours", "hours": "agency", "warning": "75", "manager": "4", "partnership": "16",
    "holds_from": "2026-04-01", "because": "A decision for this measurement",
    "reason": "To see how long it takes to show", "number": "1",
}  # fmt: skip


def main(*arguments: str) -> None:
    """Tell how long pages of what an agency owes take, and a changed rule."""
    folder, url, count, asks = Path(arguments[0]), arguments[1], int(arguments[2]), int(arguments[3])
    fresh_node(folder, url=url)
    clock = Clock()
    _fill(count)
    clock.mark("filled")
    pages = _pages(asks)
    clock.mark("asked")
    changes, moved = _changes()
    began = time.perf_counter()
    _posted(CHANGE | {"adopt": "yes"})
    adopt = time.perf_counter() - began
    clock.mark("changed")
    cuts = quantiles(pages, n=20)
    clock.tell(
        open=count, of_largest=count * OF_AN_AGENCY[0] // 100, page_p50=cuts[9], page_p95=cuts[18],
        page_most=max(pages), change_most=max(changes), moved=moved, adopt=adopt,
    )  # fmt: skip


def fresh_node(folder: Path, *, url: str) -> None:
    """Make a node of nothing, with the sample area adopted."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": str(folder),
        "WRAPAROUND_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    from tests.sample_area import adopt_ashmere

    adopt_ashmere()


def _fill(count: int) -> None:
    """Open duties of one rule, begun within the last four weeks, due as its clock says."""
    from django.db import connection

    from wraparound.duties.actions.rules import version_kept
    from wraparound.duties.models import Duty, DutyPause
    from wraparound.web.commands.run import MAKER

    chance, now, persons = Random(1), datetime.now(UTC).replace(microsecond=0), _persons()
    version = version_kept("answer-amber", on=now.date(), by=MAKER, at=now)
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        made = [_made(number, version=version, chance=chance, persons=persons, now=now) for number in numbers]
        kept = zip(Duty.objects.bulk_create([duty for duty, _ in made]), made, strict=True)
        stood = [DutyPause(duty=one, begins_at=p.begins_at, ends_at=p.ends_at) for one, (_, p) in kept if p]
        DutyPause.objects.bulk_create(stood)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _made(number: int, *, version: Any, chance: Random, persons: list[int], now: datetime) -> tuple[Any, Any]:
    """Make a duty, and the pause it had, if it had one."""
    from wraparound.duties.models import Duty
    from wraparound.duties.queries.rules import hours_by_agency, rule_of
    from wraparound.duties.rules import due_by
    from wraparound.duties.words import Pause, Stood

    agency = chance.choices([*WHO], OF_AN_AGENCY)[0]
    start = now - timedelta(seconds=chance.randrange(28 * 86_400))
    pause = Pause(start + timedelta(hours=1), start + timedelta(hours=30)) if chance.random() < 0.02 else None
    stood = Stood(start, (pause,) if pause else ())
    due = due_by(stood, clock=rule_of(version).clock, hours=hours_by_agency()[agency])
    said: dict[str, Any] = {"agency": agency, "owner": WHO[agency] if chance.random() < 0.3 else ""}
    said |= {"owed_to": chance.choice([*WHO]), "about": chance.choice(persons) if chance.random() < 0.7 else None}
    said |= {"words": f"Answer question Q-{number:04}", "started_at": start, "due_at": due, "next_at": due}
    return Duty(version=version, **said), pause


def _persons() -> list[int]:
    from wraparound.identity.models import Person, Shield

    now, letters = datetime.now(UTC), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    codes = [f"P-{letters[n // 32768 % 32]}{letters[n // 1024 % 32]}{letters[n // 32 % 32]}{letters[n % 32]}-0000"
             for n in range(PERSONS)]  # fmt: skip
    made = Person.objects.bulk_create([Person(code=code, since=now) for code in codes])
    Shield.objects.bulk_create(
        [Shield(person=one, kind="refuge", reason="x", set_by="x", set_at=now) for one in made[:HIDDEN]]
    )
    return [one.pk for one in made]


def _pages(asks: int) -> list[float]:
    from tests.sample_area import signed_in

    browsers = [signed_in(who, purpose="protect") for who in WHO.values()]
    taken = []
    for number in range(-len(PATHS), asks):
        browser, path = browsers[number % len(browsers)], PATHS[number % len(PATHS)]
        began = time.perf_counter()
        answer = browser.get(f"/duties/agency{path}")
        took = time.perf_counter() - began
        if answer.status_code != 200:
            raise RuntimeError(f"/duties/agency{path} answered {answer.status_code}")
        if number >= 0:
            taken.append(took)
    return taken


def _changes() -> tuple[list[float], int]:
    from wraparound.duties.queries.moving import moves_of
    from wraparound.duties.queries.rules import rules_known
    from wraparound.duties.words import Clock

    taken = []
    for count in range(20, 25):
        began = time.perf_counter()
        _posted(CHANGE | {"count": str(count)})
        taken.append(time.perf_counter() - began)
    from dataclasses import replace

    from tests.acting import someone
    from wraparound.access.words import Role

    now = rules_known(["answer-amber"])["answer-amber"][-1]
    changed = replace(now, clock=Clock(now.clock.kind, 20, now.clock.hours))
    return taken, len(moves_of(changed, by=someone(Role.GOVERNANCE), at=datetime.now(UTC)).moved)


def _posted(said: dict[str, str]) -> Any:
    from tests.sample_area import signed_in

    answer = signed_in("owen.haskell").post("/duties/rules/answer-amber", said)
    if answer.status_code not in (200, 302):
        raise RuntimeError(f"the rule's page answered {answer.status_code}")
    return answer


if __name__ == "__main__":
    main(*sys.argv[1:])
