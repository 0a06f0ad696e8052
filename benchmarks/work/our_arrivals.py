"""Let single records arrive at a node that is linked, one after another, and say how long each took until linked."""

import os
import random
import sys
import time
from typing import Any

SEED = 7
WARM = 20  # arrivals that are not counted


def main(*arguments: str) -> None:
    """Change records, or file new ones, one at a time; print the seconds of each."""
    data, url, arrivals = arguments
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": data,
        "WRAPAROUND_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django

    django.setup()
    from benchmarks.measure import Clock
    from wraparound.identity.models import Record

    clock = Clock()
    seconds = _arrive(int(arrivals))
    clock.tell(arrivals=seconds, records=Record.objects.count(), moves=_moves())


def _arrive(arrivals: int) -> list[float]:
    """File and link records, one transaction after another, as a worker does; give what each took."""
    from django.utils import timezone

    from wraparound.feeds.commands.taking_in import NODE, link_waiting
    from wraparound.identity.actions import file_records
    from wraparound.identity.models import Record
    from wraparound.identity.queries.linking import linkings_so_far
    from wraparound.identity.words import From

    chance = random.Random(f"{SEED} {linkings_so_far()}")  # else a run after others would change nothing any more
    last = Record.objects.order_by("-pk").values_list("pk", flat=True)[0]
    seconds = []
    for turn in range(arrivals + WARM):
        held = Record.objects.filter(pk__gte=chance.randint(1, last)).order_by("pk")[0]
        row = _changed(held, turn=turn, chance=chance)
        begin = time.perf_counter()
        file_records([row], of=From(held.feed, held.agency_id, held.load), by=NODE, at=timezone.now())
        link_waiting()
        if turn >= WARM:
            seconds.append(time.perf_counter() - begin)
    return seconds


def _changed(held: Any, *, turn: int, chance: random.Random) -> Any:
    """Say what a record says with another telephone number or surname, or under a key that is new."""
    from wraparound.identity.words import Row

    said = dict(held.said)
    what = chance.choice(["moved", "renamed", "new"])
    if what == "moved":
        said["phone"] = [f"07700 900{turn % 1000:03}"]
    elif what == "renamed":
        said["surname"] = [f"{said.get('surname', ['Ash'])[0]}-Quist"]
    return Row(f"{held.key}-{turn}" if what == "new" else held.key, said)


def _moves() -> int:
    from wraparound.identity.models import Move
    from wraparound.identity.words import Why

    return Move.objects.filter(why=Why.ARRIVAL).count()


if __name__ == "__main__":
    main(*sys.argv[1:])
