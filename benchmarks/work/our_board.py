"""Fill a node's front door with open contacts in every state, and ask for its board."""

import sys
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

from benchmarks.measure import Clock
from benchmarks.work.our_duties import fresh_node

PATHS = (
    "", "?whose=nobody", "?whose=team", "?urgency=red", "?late=1", "?told_by=schools", "?words=Birch",
    "?column=received", "?column=received&page=20", "?column=offered", "?column=returned",
)  # fmt: skip
STORY = "Came to school hungry, in yesterday’s clothes, and would not say what happened at the weekend."
SURNAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel")


def main(*arguments: str) -> None:
    """Tell how long the board takes, and in how many queries."""
    folder, url, count, asks = Path(arguments[0]), arguments[1], int(arguments[2]), int(arguments[3])
    fresh_node(folder, url=url)
    clock = Clock()
    fill(count, chance=Random(6))
    clock.mark("filled")
    board, queries = _asked([f"/door{path}" for path in PATHS], asks=asks)
    live, _ = _asked(["/door/live"], asks=asks)
    from wraparound.frontdoor.models import Contact

    cuts = quantiles(board, n=20)
    open_now = Contact.objects.filter(ended_at__isnull=True).count()
    clock.tell(
        open=open_now, p50=cuts[9], p95=cuts[18], most=max(board), queries=queries, live_p95=quantiles(live, n=20)[18]
    )


def fill(count: int, *, chance: Random) -> None:
    """Have contacts told over the last days; some are decided, some come back, some wait for a second pair of eyes."""
    from django.db import connection

    from wraparound.frontdoor.actions.deciding import decide, send_back
    from wraparound.frontdoor.actions.handling import rate, take
    from wraparound.frontdoor.models import ContactDecision
    from wraparound.frontdoor.words import Urgency

    tests: Any = import_module("tests.frontdoor.deciding")
    worker, manager = import_module("tests.frontdoor.telling").WORKER, import_module("tests.frontdoor.telling").MANAGER
    now = datetime.now(UTC).replace(microsecond=0)
    for number in range(count):
        at = now - timedelta(minutes=chance.randrange(4 * 1_440))
        ref = _told(number, chance=chance, at=at)
        if chance.random() < 0.3:
            rate(ref, urgency=chance.choice([*Urgency]), by=worker, at=at)
        if chance.random() < 0.4:
            take(ref, holder=worker.username, by=worker, at=at)
        if (fate := chance.random()) < 0.2:
            decide(ref, deciding=tests.deciding(), by=worker, at=at)
        elif fate < 0.4:
            decide(ref, deciding=tests.deciding(level="specialist"), by=worker, at=at)
            if fate < 0.3:
                proposed = ContactDecision.objects.latest("pk").pk
                send_back(ref, decision=proposed, why="The doctor saw it otherwise.", by=manager, at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _told(number: int, *, chance: Random, at: datetime) -> str:
    from wraparound.frontdoor.actions.receiving import receive_contact
    from wraparound.frontdoor.words.telling import ChildTold

    tests: Any = import_module("tests.frontdoor.telling")
    names = [f"Child {number} {chance.choice(SURNAMES)}" for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    children = tuple(ChildTold(name=name, born="2018-03-04") for name in names)
    telling = tests.telling(story=f"{STORY} {chance.choice(SURNAMES)}", children=children)
    return str(receive_contact(telling, by=tests.TEACHER, at=at).ref)


def _asked(paths: list[str], *, asks: int) -> tuple[list[float], int]:
    """Ask for pages in turn, as a browser that is signed in; gives how long each took, and the most queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = import_module("tests.sample_area").signed_in("rosa.wendle", purpose="protect")
    taken, queries = [], 0
    for path in paths:
        with CaptureQueriesContext(connection) as held:
            browser.get(path)
        queries = max(queries, len(held))
    for number in range(asks):
        began = time.perf_counter()
        answer = browser.get(paths[number % len(paths)])
        taken.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{paths[number % len(paths)]} answered {answer.status_code}")
    return taken, queries


if __name__ == "__main__":
    main(*sys.argv[1:])
