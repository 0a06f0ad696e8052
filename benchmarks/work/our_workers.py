"""Serve a node, have workers at its front door work in browsers of their own; say what each page took and what is lost.

A worker waits some seconds between one thing and the next, as somebody does who reads. What was confirmed to them is
held against what the node holds in the end.
"""

import json
import random
import re
import secrets
import sys
import threading
import time
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

from benchmarks.work.known_children import front_door_workers
from benchmarks.work.serving import HOST, PATIENCE, PORT, served, set_up
from benchmarks.work.workers_told import Told, figures_of

SERVERS, SEED = 2, 6  # processes of the server, one to a core
OPEN_AT_FIRST = 400  # contacts
THINKS = (8.0, 32.0)  # seconds between one thing and the next
AGAIN = 5.0  # seconds after which an open page asks whether anything has changed
PAUSE, PIECES = 1.0, 4  # seconds between the pieces in which a note or a decision is typed, each of them kept
READ_AGAIN = 20.0  # seconds after which an open board is read again at the soonest, as its script does
BOARD = "/door/live"  # where an open board asks
TOKEN = "a" * 32  # against forged forms: the same in the cookie and in the header
CONTACT = re.compile(r'href="/contacts/(C-[0-9A-Z]{4}-[0-9A-Z]{4})"')
VERSION, CHANGED = re.compile(r'data-version="(\d+)"'), re.compile(r"data: (\d+)")
KEPT = re.compile(r'name="key" value="([0-9a-f]{32})"><input type="hidden" name="seen" value="([^"]*)"')
SEEN = re.compile(r'name="newest" value="(\d+)"')
WORK = ("board", "contact", "known", "earlier", "list", "note", "take", "urgency", "tell", "decide", "together")
OFTEN = (26, 24, 8, 5, 6, 9, 6, 4, 4, 6, 2)  # hundredths
RUN = secrets.token_hex(4)  # an earlier run's notes are not this one's
STORY = "Came to school hungry, in yesterday’s clothes, and would not say what happened. Number {}."
DECISION = {
    "level": "targeted", "why": "Two schools see the same; the mother asks for help.", "family_told": "yes",
    "consent": "agreed", "told": "Family Help is asked to visit. They will call you.", "kind_1": "team",
    "team_1": "family-help-north", "words_1": "Visit this week",
}  # fmt: skip


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
    clock.tell(**figures_of(told))


class _Worker:
    """Somebody at the front door, with the page that is open before them."""

    def __init__(self, number: int, cookie: str, *, told: Told, together: threading.Barrier) -> None:
        self.cookie, self.told, self.together = cookie, told, together
        self.chance = random.Random(f"{SEED}-{number}")
        self.connection = HTTPConnection(HOST, PORT, timeout=PATIENCE)
        self.live, self.refs, self.version, self.read = BOARD, [""], "", 0.0

    def work(self, until: float) -> None:
        """Do one thing after another until the time is over; while reading, have the open page ask what is new."""
        time.sleep(self.chance.uniform(0, THINKS[1]))  # they do not all come in at once
        self._board()
        while (thinks := time.monotonic() + self.chance.uniform(*THINKS)) < until:  # nobody begins a last thing
            while (left := thinks - time.monotonic()) > 0:
                time.sleep(min(AGAIN, left))
                self._what_is_new()
            getattr(self, f"_{self.chance.choices(WORK, OFTEN)[0]}")()
            with self.told.lock:
                self.told.visits += 1

    def _what_is_new(self) -> None:
        """Ask whether anything has changed; an open board on which something has is read again."""
        _, told = self._asked("GET", self.live, kind="whether anything has changed")
        if self.live == BOARD and time.monotonic() > self.read + READ_AGAIN:
            version = CHANGED.search(told)
            if version and version[1] != self.version:
                self._board()

    def _board(self) -> None:
        status, page = self._asked("GET", "/door", kind="the board")
        self.live, self.read = BOARD, time.monotonic()
        if status == 200:
            self.refs = CONTACT.findall(page) or self.refs
            version = VERSION.search(page)
            self.version = version[1] if version else ""

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
        ref, page = self._contact()
        words = f"note {RUN} {self.chance.getrandbits(64):x}"
        said = {"words": words}
        said |= self._typed(f"/contacts/{ref}/notes", said, page=page)
        if self._posted(f"/contacts/{ref}/notes", said, kind="a note")[0] == 302:
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
        said |= {"teller": "public", "key": f"{RUN}{number:x}", "do": "send"}
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
        said = DECISION | {"newest": seen[1] if seen else ""}
        said |= self._typed(f"/contacts/{ref}/decide", DECISION, page=page)
        status, answer = self._posted(f"/contacts/{ref}/decide", said, kind="a decision", fine=(302, 422))
        with self.told.lock:
            if status == 302:
                self.told.decided[ref] += 1
            elif "was decided" in answer or "Something came while you wrote" in unescape(answer):
                self.told.told_who_was_first += 1
            elif status == 422:
                self.told.errors[f"422 {ref}"] += 1

    def _typed(self, address: str, said: dict[str, str], *, page: str) -> dict[str, str]:
        """Type it piece by piece, each of which is kept as the page's script does; give the draft that it ends."""
        kept = KEPT.search(page)
        draft = dict(zip(("key", "seen"), kept.groups() if kept else ("", ""), strict=True))
        for piece in range(1, PIECES + 1):
            time.sleep(PAUSE)
            so_far = {name: words[: len(words) * piece // PIECES] for name, words in said.items()}
            status, told = self._posted(f"{address}?keep=now", so_far | draft, kind="keeping", fine=(200,))
            if status == 200:
                draft = {name: json.loads(told)[name] for name in draft}
        return draft

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


if __name__ == "__main__":
    main(*sys.argv[1:])
