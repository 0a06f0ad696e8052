"""Look for children on a node by scraps made from the truth: who comes first, and how long the server takes."""

import os
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.work.known_children import children_known, front_door_workers, whose_codes

SEED, SCRAPS = 4, 500
ON = date(2026, 9, 1)
PEOPLE = 40  # whose typing is timed, so that nobody of them searches faster than anyone reads
TYPED_OUT = 200  # scraps whose typing is timed
PAUSES = 3  # in the typing of one scrap at which the service is asked


def main(*arguments: str) -> None:
    """Make the scraps, search by each, time what is offered while they are typed, and tell."""
    data, folder = arguments
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": data,
        "WRAPAROUND_DATABASE_URL": os.environ.get("NODE_DATABASE", f"sqlite:///{data}/wraparound.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django

    django.setup()
    from benchmarks.measure import Clock
    from benchmarks.work.scraps_typed import scraps

    whose, said = whose_codes(Path(folder))
    children = children_known(Path(folder), known=set(whose.values()), said=said, on=ON)
    typed = scraps(children, count=SCRAPS, seed=SEED, on=ON)
    clock = Clock()
    places, seconds = _searched(typed, whose=whose)
    took = _typed_out([one.scrap for one in typed[:TYPED_OUT]])
    clock.tell(**_told(typed, places=places, seconds=seconds, took=took))


def _told(typed: list[Any], *, places: list[int], seconds: list[float], took: list[float]) -> dict[str, object]:
    """Give the figures; with SHOW_MISSED in the environment, the scraps by which the child did not come first too."""
    by_rule: dict[str, list[int]] = {}
    for one, place in zip(typed, places, strict=True):
        by_rule.setdefault(one.rule, []).append(place)
    missed = [(one.rule, one.scrap, place) for one, place in zip(typed, places, strict=True) if place != 1]
    return {
        "scraps": len(typed),
        "first": _share(places, within=1),
        "five": _share(places, within=5),
        "rules": {rule: [_share(some, within=1), _share(some, within=5)] for rule, some in by_rule.items()},
        "search_median": statistics.median(seconds),
        "search_p95": statistics.quantiles(seconds, n=20)[-1],
        "type_ahead_median": statistics.median(took),
        "type_ahead_p95": statistics.quantiles(took, n=20)[-1],
        "asked": len(took),
        "missed": missed if os.environ.get("SHOW_MISSED") else len(missed),
    }


def _share(places: list[int], *, within: int) -> float:
    return sum(1 <= place <= within for place in places) / len(places)


def _searched(typed: list[Any], *, whose: dict[str, str]) -> tuple[list[int], list[float]]:
    """Search by every scrap as a front-door worker: at which place the child stands (0: not offered), and seconds."""
    from wraparound.access.words import Role
    from wraparound.identity.actions.searching import search_children
    from wraparound.kernel.acting import Actor

    by = Actor(f"bench-{time.time()}", "social-care", "Bench", frozenset({Role.FRONT_DOOR.value}), purpose="enquiry")
    at, places, seconds = datetime(ON.year, ON.month, ON.day, 9, tzinfo=UTC), [], []
    search_children("anyone", by=by, at=at)
    for one in typed:
        at, began = at + timedelta(seconds=20), time.perf_counter()
        found = search_children(one.scrap, by=by, at=at)
        seconds.append(time.perf_counter() - began)
        order = [whose.get(offered.code) for _, offered in found.offered]
        places.append(order.index(one.person) + 1 if one.person in order else 0)
    return places, seconds


def _typed_out(scraps: list[str]) -> list[float]:
    """Type every scrap with pauses, through all the layers of the service; give the server's seconds of each pause."""
    clients, took = front_door_workers(PEOPLE), []
    for number, scrap in enumerate(scraps):
        client = clients[number % PEOPLE]
        for pause in range(1, PAUSES + 1):
            beginning = scrap[: max(3, len(scrap) * pause // PAUSES)]
            began = time.perf_counter()
            answer = client.post("/children/suggest", {"scrap": beginning})
            took.append(time.perf_counter() - began)
            if answer.status_code != 200:
                raise RuntimeError(f"{beginning}: {answer.status_code}")
    return took[PAUSES:]


if __name__ == "__main__":
    main(*sys.argv[1:])
