"""Serve a node, have workers at its front door work in browsers of their own; say what each page took and what is lost.

A worker waits some seconds between one thing and the next, as somebody does who reads. What was confirmed to them is
held against what the node holds in the end.
"""

import random
import re
import statistics
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from benchmarks.work.known_children import front_door_workers
from benchmarks.work.serving import HOST, PATIENCE, PORT, served, set_up

SERVERS, SEED = 2, 6  # processes of the server, one to a core
OPEN_AT_FIRST = 400  # contacts
THINKS = (8.0, 32.0)  # seconds between one thing and the next
AGAIN = 5.0  # seconds after which an open page asks whether anything has changed
TOKEN = "a" * 32  # against forged forms: the same in the cookie and in the header
CONTACT = re.compile(r'href="/contacts/(C-[0-9A-Z]{4}-[0-9A-Z]{4})"')
SEEN = re.compile(r'name="seen" value="(\d+)"')
WORK = ("board", "contact", "known", "earlier", "list", "note", "take", "urgency", "tell", "decide", "together")
OFTEN = (26, 24, 8, 5, 6, 9, 6, 4, 4, 6, 2)  # hundredths
STORY = "Came to school hungry, in yesterday’s clothes, and would not say what happened. Number {}."
DECISION = {
    "level": "targeted", "why": "Two schools see the same; the mother asks for help.", "family_told": "yes",
    "consent": "agreed", "told": "Family Help is asked to visit. They will call you.", "kind_1": "team",
    "team_1": "family-help-north", "words_1": "Visit this week",
}  # fmt: skip


@dataclass
class Told:
    """What all workers were shown and told: seconds by the kind of page, errors, notes, and who decided what."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, str]] = field(default_factory=list)
    decided: Counter[str] = field(default_factory=Counter)
    told_who_was_first: int = 0
    visits: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def main(*arguments: str) -> None:
    """Have contacts told, serve, let so many workers work for so many seconds, and tell."""
    data, url, workers, seconds = arguments[0], arguments[1], int(arguments[2]), float(arguments[3])
    set_up(data, url=url, workers=SERVERS)
    from benchmarks.measure import Clock
    from benchmarks.work.our_board import fill

    fill(OPEN_AT_FIRST, chance=random.Random(SEED))
    cookies = [f"sessionid={one.cookies['sessionid'].value}; csrftoken={TOKEN}" for one in front_door_workers(workers)]
    told, together = Told(), threading.Barrier(2)
    with served():
        clock = Clock()
        until = time.monotonic() + seconds
        people = [_Worker(number, cookie, told=told, together=together) for number, cookie in enumerate(cookies)]
        threads = [threading.Thread(target=one.work, args=(until,), daemon=True) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    clock.tell(**_figures(told))


class _Worker:
    """Somebody at the front door, with the page that is open before them."""

    def __init__(self, number: int, cookie: str, *, told: Told, together: threading.Barrier) -> None:
        self.cookie, self.told, self.together = cookie, told, together
        self.chance = random.Random(f"{SEED}-{number}")
        self.connection = HTTPConnection(HOST, PORT, timeout=PATIENCE)
        self.live, self.refs = "/door/live", [""]

    def work(self, until: float) -> None:
        """Do one thing after another until the time is over; while reading, have the open page ask what is new."""
        time.sleep(self.chance.uniform(0, THINKS[1]))  # they do not all come in at once
        self._board()
        while time.monotonic() < until:
            thinks = min(time.monotonic() + self.chance.uniform(*THINKS), until)
            while (left := thinks - time.monotonic()) > 0:
                time.sleep(min(AGAIN, left))
                self._asked("GET", self.live, kind="whether anything has changed")
            getattr(self, f"_{self.chance.choices(WORK, OFTEN)[0]}")()
            with self.told.lock:
                self.told.visits += 1

    def _board(self) -> None:
        status, page = self._asked("GET", "/door", kind="the board")
        self.live = "/door/live"
        if status == 200:
            self.refs = CONTACT.findall(page) or self.refs

    def _list(self) -> None:
        self._asked("GET", "/door?column=received", kind="a list of the board")

    def _contact(self, more: str = "", kind: str = "a contact") -> tuple[str, str]:
        ref = self.chance.choice(self.refs)
        status, page = self._asked("GET", f"/contacts/{ref}{more}", kind=kind)
        if status == 200:
            self.live = f"/contacts/{ref}/live"
        return ref, page

    def _known(self) -> None:
        self._contact("/known", "who knows the children")

    def _earlier(self) -> None:
        self._contact("/earlier", "other contacts")

    def _note(self) -> None:
        ref, _ = self._contact()
        words = f"note {self.chance.getrandbits(64):x}"
        if self._posted(f"/contacts/{ref}/notes", {"words": words}, kind="a note")[0] == 302:
            with self.told.lock:
                self.told.notes.append((ref, words))

    def _take(self) -> None:
        ref, _ = self._contact()
        self._posted(f"/contacts/{ref}/take", {}, kind="taking up")

    def _urgency(self) -> None:
        ref, _ = self._contact()
        self._posted(
            f"/contacts/{ref}/urgency", {"urgency": self.chance.choice(("red", "amber", "green"))}, kind="urgency"
        )

    def _tell(self) -> None:
        self._asked("GET", "/tell/phone", kind="the page of a call")
        number = self.chance.getrandbits(32)
        said = {"story": STORY.format(number), "child-0-who": f"Child {number} Alder", "phone": "04632 960999"}
        said |= {"teller": "public", "key": f"{number:x}", "do": "send"}
        self._posted("/tell/phone", said, kind="telling")

    def _decide(self) -> None:
        ref, page = self._contact("/decide", "the page of a decision")
        self._decided(ref, page)

    def _together(self) -> None:
        """Decide what another worker decides at the same moment, if one comes within a while."""
        try:
            place = self.together.wait(20)
        except threading.BrokenBarrierError:
            self.together.reset()
            return
        if place == 0:
            self.told.__dict__["contested"] = self.refs[0]
        time.sleep(0.5)
        ref = self.told.__dict__.get("contested", self.refs[0])
        _, page = self._asked("GET", f"/contacts/{ref}/decide", kind="the page of a decision")
        self._decided(ref, page)

    def _decided(self, ref: str, page: str) -> None:
        seen = SEEN.search(page)
        said = DECISION | {"seen": seen[1] if seen else ""}
        status, answer = self._posted(f"/contacts/{ref}/decide", said, kind="a decision", fine=(302, 422))
        with self.told.lock:
            if status == 302:
                self.told.decided[ref] += 1
            elif "was decided" in answer or "Something came while you wrote" in unescape(answer):
                self.told.told_who_was_first += 1
            elif status == 422:
                self.told.errors[f"422 {ref}"] += 1

    def _posted(
        self, address: str, said: dict[str, str], *, kind: str, fine: tuple[int, ...] = (302,)
    ) -> tuple[int, str]:
        return self._asked("POST", address, body=urlencode(said), kind=kind, fine=fine)

    def _asked(
        self, method: str, address: str, *, kind: str, body: str | None = None, fine: tuple[int, ...] = (200,)
    ) -> tuple[int, str]:
        headers = {"Host": "localhost", "Cookie": self.cookie, "Accept-Encoding": "identity"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN}
        began = time.perf_counter()
        try:
            self.connection.request(method, address, body=body, headers=headers)
            answer = self.connection.getresponse()
            status, content = answer.status, answer.read().decode()
        except OSError:
            self.connection.close()
            status, content = 0, ""
        took = time.perf_counter() - began
        with self.told.lock:
            self.told.took.setdefault(kind, []).append(took)
            if status not in fine:
                self.told.errors[f"{status} {kind}"] += 1
        return status, content


def _figures(told: Told) -> dict[str, Any]:
    """Give what pages took, and what was confirmed and is not there."""
    kinds = {
        kind: {
            "pages": len(took),
            "p50": statistics.median(took),
            "p95": statistics.quantiles(took, n=20)[-1],
            "p99": statistics.quantiles(took, n=100)[-1],
        }
        for kind, took in sorted(told.took.items())
        if len(took) > 1
    }
    return {
        "kinds": kinds,
        "p95": max(one["p95"] for one in kinds.values()),
        "visits": told.visits,
        "asks": len(told.took.get("whether anything has changed", [])),
        "notes": len(told.notes),
        "decided": sum(told.decided.values()),
        "contested": told.told_who_was_first,
        "errors": sum(told.errors.values()),
        "which": dict(told.errors.most_common(10)),
        "lost": _lost(told),
    }


def _lost(told: Told) -> list[str]:
    """Find notes that were confirmed and are not there once, and contacts decided otherwise than was confirmed."""
    models = import_module("wraparound.frontdoor.models")
    steps = models.ContactStep.objects.filter(did="noted").values_list("contact__ref", "words")
    there = Counter(steps)
    lost = [f"a note of {ref}" for ref, words in told.notes if there[ref, words] != 1]
    made = Counter(
        models.ContactDecision.objects.filter(
            contact__ref__in=told.decided, proposed_by__startswith="bench-"
        ).values_list("contact__ref", flat=True)
    )
    return [
        *lost,
        *(
            f"{ref}: {made[ref]} made, {times} confirmed"
            for ref, times in told.decided.items()
            if not made[ref] == times == 1
        ),
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
