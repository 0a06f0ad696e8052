"""Serve a node and have front-door workers look for children in it, so many pages a second; say what each page took.

A visit is what somebody does in a browser: send a scrap, follow to whom it may mean, read, and open the first child's
page. Visits begin when they are due, whether or not those before are over, and a page's seconds count from when it was
due: a server that falls behind is not waited for.
"""

import random
import re
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from benchmarks.work.known_children import children_known, front_door_workers, whose_codes
from benchmarks.work.serving import HOST, PATIENCE, PORT, served, set_up

SEED, WARM = 12, 40
WORKERS = 2  # processes of the server, one to a core
PEOPLE = 500  # so that nobody searches faster than anyone reads
REQUESTS = 3  # of a visit: the scrap is sent, its answer leads to whom it may mean, then a child's page
READS = 2.0  # seconds between seeing who may be meant and opening a child's page
AT_ONCE = 200  # visits in hand: more than a server that keeps pace ever has
A_CHILD = re.compile(rb'href="(/children/P-[0-9A-Z-]+)"')
TOKEN = "a" * 32  # against forged forms: the same in the cookie and in the header


class Page(NamedTuple):
    """A page that was asked for: of which kind, how long it took, how it was answered, and how large it was."""

    kind: str
    seconds: float
    status: int
    size: int


class Visit(NamedTuple):
    """What is typed, by whom, and when it is due on the clock of this process."""

    scrap: str
    cookie: str
    due: float


def main(*arguments: str) -> None:
    """Make scraps, serve, visit for so many seconds at so many requests a second, and tell."""
    data, url, folder, rate, seconds = arguments
    set_up(data, url=url, workers=WORKERS)
    from benchmarks.measure import Clock
    from benchmarks.work.scraps_typed import scraps
    from wraparound.ledger.models import Entry

    whose, said = whose_codes(Path(folder))
    on = date(2026, 9, 1)
    children = children_known(Path(folder), known=set(whose.values()), said=said, on=on)
    count = round(float(rate) * float(seconds) / REQUESTS)
    typed = [one.scrap for one in scraps(children, count=count + WARM, seed=SEED, on=on)]
    cookies = [f"sessionid={one.cookies['sessionid'].value}; csrftoken={TOKEN}" for one in front_door_workers(PEOPLE)]
    del whose, said, children
    before = Entry.objects.count()
    with served():
        _visited(typed[:WARM], cookies=cookies, rate=10)
        clock = Clock()
        pages = _visited(typed[WARM:], cookies=cookies, rate=float(rate) / REQUESTS)
    clock.tell(**_told(pages), visits=count, entries=Entry.objects.count() - before)


def _visited(typed: Sequence[str], *, cookies: Sequence[str], rate: float) -> list[Page]:
    """Make visits at a rate a second, at moments of chance, and give every page that was asked for."""
    chance, due, visits = random.Random(SEED), time.perf_counter() + 0.5, []
    for number, scrap in enumerate(typed):
        visits.append(Visit(scrap, cookies[number % len(cookies)], due))
        due += chance.expovariate(rate)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = []
        for visit in visits:
            time.sleep(max(0.0, visit.due - time.perf_counter()))
            waiting.append(pool.submit(_visit, visit))
        return [page for one in waiting for page in one.result()]


def _visit(visit: Visit) -> list[Page]:
    """Send the scrap, follow, read, and open the first child's page."""
    connection = HTTPConnection(HOST, PORT, timeout=PATIENCE)
    sent = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN}
    body = urlencode({"scrap": visit.scrap})
    try:
        first = _asked(connection, "POST", "/children/search", visit.cookie, body=body, more=sent)
        answer = _asked(connection, "GET", "/children/search", visit.cookie)
        took = time.perf_counter() - visit.due
        status = answer[0] if first[0] == 302 else first[0]
        pages = [Page("whom a scrap may mean", took, status, len(answer[1]))]
        found = A_CHILD.search(answer[1])
        if found:
            due = time.perf_counter() + READS
            time.sleep(READS)
            status, content = _asked(connection, "GET", found[1].decode(), visit.cookie)
            pages.append(Page("who knows the child", time.perf_counter() - due, status, len(content)))
    except OSError:
        return [Page("no answer", time.perf_counter() - visit.due, 0, 0)]
    finally:
        connection.close()
    return pages


def _asked(
    connection: HTTPConnection, method: str, address: str, cookie: str, *, body: str | None = None, more: Any = None
) -> tuple[int, bytes]:
    headers = {"Host": "localhost", "Cookie": cookie, "Accept-Encoding": "identity"} | (more or {})
    connection.request(method, address, body=body, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def _told(pages: Sequence[Page]) -> dict[str, Any]:
    """Give the figures of each kind of page; an answer that is not 200 is an error."""
    kinds: dict[str, list[Page]] = {}
    for page in pages:
        kinds.setdefault(page.kind, []).append(page)
    return {
        "kinds": {
            kind: {
                "pages": len(some),
                "p50": statistics.median(page.seconds for page in some),
                "p95": statistics.quantiles([page.seconds for page in some], n=20)[-1],
                "p99": statistics.quantiles([page.seconds for page in some], n=100)[-1],
                "largest": max(page.size for page in some),
            }
            for kind, some in kinds.items()
            if len(some) > 1
        },
        "errors": sum(page.status != 200 for page in pages),
        "statuses": {str(status): sum(page.status == status for page in pages) for status in {p.status for p in pages}},
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
