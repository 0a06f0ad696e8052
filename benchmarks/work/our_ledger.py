"""Write entries into a ledger on SQLite, one action and one entry at a time; then walk a long one."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.measure import Clock

WARM, BATCH = 200, 10_000


def main(*arguments: str) -> None:
    """Tell how many entries a second were written, each its own transaction, and how long walking the chain took."""
    folder, entries, lines = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    _set_up(folder)
    clock = Clock()
    wrote = _write(entries)
    clock.mark("written")
    _fill(lines)
    clock.mark("filled")
    began = time.perf_counter()
    walked = _walk()
    took = time.perf_counter() - began
    clock.mark("walked")
    clock.tell(entries=entries, a_second=wrote, lines=walked, walk_per_million=took * 1_000_000 / walked)


def _set_up(folder: Path) -> None:
    for file in folder.glob("ledger.sqlite3*"):
        file.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": str(folder),
        "WRAPAROUND_DATABASE_URL": f"sqlite:///{folder / 'ledger.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "ledger", verbosity=0)


def _write(entries: int) -> float:
    """Write entries of about one child each, each in a transaction of its own; give how many a second."""
    from wraparound.ledger.actions import looked

    by, at = _someone(), datetime(2026, 9, 1, 9, tzinfo=UTC)
    for number in range(WARM):
        looked("a child's records", about=[number], shown=["name", "born on"], by=by, at=at)
    began = time.perf_counter()
    for number in range(entries):
        looked("a child's records", about=[number], shown=["name", "born on"], by=by, at=at)
    return entries / (time.perf_counter() - began)


def _fill(lines: int) -> None:
    from wraparound.ledger.actions import looked, whole

    @whole
    def look_often(day: int, *, by: Any, at: datetime) -> None:
        for number in range(BATCH):
            looked("a child's records", about=[number], shown=["name", "born on"], by=by, at=at + timedelta(days=day))

    for batch in range(lines // BATCH):
        look_often(batch, by=_someone(), at=datetime(2026, 9, 2, 9, tzinfo=UTC))


def _walk() -> int:
    from wraparound.ledger.queries import entries_in_all, lines_from, sealed_heads
    from wraparound.ledger.rules import first_fault

    broken = first_fault(lines_from(), heads=sealed_heads())
    if broken:
        raise RuntimeError(f"the chain that was just written is broken: {broken}")
    return entries_in_all()


def _someone() -> Any:
    from wraparound.kernel.acting import Actor

    return Actor("amina@school", "school", "Amina Rahman", purpose="helping a child")


if __name__ == "__main__":
    main(*sys.argv[1:])
