"""Let histories happen to many families, then ask every address as all who keep no shields."""

import os
import random
import re
import sys
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from importlib import import_module
from itertools import product
from typing import Any, NamedTuple

AGENCIES = ("social-care", "police")
ROUNDS = 12  # things that happen to each family
DRAWN = 8  # of the addresses about a child and those who ask, for each hidden child
TIMED = 400  # pairs of answers whose seconds are compared
FORM = re.compile(rb'value="[0-9A-Za-z]{64}"')  # against forged forms: another in each answer


class Told(NamedTuple):
    """What an address answered: how, with what, after how many seconds and queries."""

    status: int
    to: str
    content: bytes
    seconds: float
    queries: int


def main(*arguments: str) -> None:
    """Let histories happen, walk, and tell."""
    data, families, seed = arguments
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": data,
        "WRAPAROUND_DATABASE_URL": f"sqlite:///{data}/wraparound.sqlite3",
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from benchmarks.measure import Clock
    from benchmarks.work.families import Area
    from wraparound.feeds.commands.indexing import index_what_waits

    clock, area = Clock(), Area(int(families), seed=int(seed))
    area.happens(ROUNDS)
    clock.mark("happened")
    index_what_waits()
    walk = Walk(area, chance=random.Random(int(seed)))
    leaks = [*walk.everywhere(), *walk.of_each_child()]
    clock.mark("walked")
    hidden, nobody = walk.timed()
    clock.mark("timed")
    told = {"asked": walk.asked, "shown": walk.shown, "caught": walk.caught(), "hidden": len(walk.codes)}
    clock.tell(leaks=leaks[:20], leaked=len(leaks), **told, slow=hidden, quick=nobody)


class Walk:
    """Asks addresses as people of every role but the keepers', of two agencies."""

    def __init__(self, area: Any, *, chance: random.Random) -> None:
        """Have everyone sign in, and gather what nobody may be told."""
        walk: Any = import_module("tests.journeys.test_access_walk")  # its table, its people and what its forms want
        from wraparound.access.words import Role
        from wraparound.identity.models import Person, Record

        self.walk, self.chance, self.asked, self.shown = walk, chance, 0, 0
        roles = [role.label for role in Role if role != Role.GOVERNANCE]
        self.clients = {(role, agency): walk.walker(role, agency=agency) for role, agency in product(roles, AGENCIES)}
        shut = area.shut()
        self.codes = sorted(Person.objects.filter(pk__in=shut).values_list("code", flat=True))
        self.open = sorted(Person.objects.exclude(pk__in=shut).values_list("code", flat=True))
        hidden = list(Record.objects.filter(person__in=shut).values_list("key", "said"))
        shown = [said for _, said in Record.objects.exclude(person__in=shut).values_list("key", "said")]
        known = {name for said in shown for name in said["given_names"]}
        self.names = {name for _, said in hidden for name in said["given_names"]} - known
        self.numbers = {number for _, said in hidden for number in said.get("nhs_number", ())}
        secrets = {*self.codes, *(key for key, _ in hidden), *self.names}
        self.secrets = re.compile("|".join(sorted(secrets)).encode() or b"\0", re.IGNORECASE)

    def ask(self, who: Any, *, method: str, address: str, data: dict[str, str] | None = None) -> Told:
        """Ask an address, and put back whatever that did."""
        from django.db import connection, transaction
        from django.test.utils import CaptureQueriesContext

        self.asked += 1
        client = self.clients[who]
        signed_in = SimpleCookie(client.cookies)
        connection.queries_log.clear()  # which forgets how many there were once it is full
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            answer = getattr(client, method.lower())(address, data or {})
            took = time.perf_counter() - began
            transaction.set_rollback(True)
        client.cookies = signed_in
        self.shown += answer.status_code == 200
        return Told(answer.status_code, answer.headers.get("Location", ""), answer.getvalue(), took, len(queries))

    def everywhere(self) -> Iterator[str]:
        """Ask every address that is about no child, all pages of the list, and searches for those who are hidden."""
        from django.urls import reverse

        for line, who in product(self.walk.LINES, self.clients):
            if not line.child:
                address = reverse(line.address, kwargs=self._parts(line.address))
                yield from self._leaks(
                    who, method=line.method, address=address, data=self.walk.POSTED.get(line.address)
                )
        for who in self.clients:
            after = "/children"
            while after:
                told = self.ask(who, method="GET", address=after)
                yield from self._found(told.content, where=f"{who} {after}")
                more = re.search(rb'href="([^"]*[?&]after=\d+[^"]*)"', told.content)
                after = more[1].decode().replace("&amp;", "&") if more else ""
                after = f"/children{after}" if after.startswith("?") else after
        for scrap in sorted(self.names | self.numbers):
            who = self.chance.choice(list(self.clients))
            told = self.ask(who, method="POST", address="/children/suggest", data={"scrap": scrap})
            yield from self._found(told.content, where=f"{who} suggests for {scrap}")

    def _parts(self, name: str) -> dict[str, object]:
        """Give what stands in an address: something that is there, where the area has such a thing."""
        from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist

        parts: dict[str, object] = {}
        for part in self.walk.ADDRESSES[name]:
            try:
                parts[part] = self.walk.stands_for(part, name)
            except (AttributeError, ObjectDoesNotExist, MultipleObjectsReturned):
                parts[part] = 1
        return parts

    def _leaks(self, who: Any, *, method: str, address: str, data: dict[str, str] | None = None) -> Iterator[str]:
        yield from self._found(
            self.ask(who, method=method, address=address, data=data).content, where=f"{who} {method} {address}"
        )

    def _found(self, content: bytes, *, where: str) -> Iterator[str]:
        yield from (f"{where}: {found.decode()}" for found in self.secrets.findall(content))

    def of_each_child(self) -> Iterator[str]:
        """Ask what is about a child: of one who is hidden it answers as of nobody, of others it names nobody hidden."""
        ways = sorted({(line.address, line.method) for line in self.walk.LINES if line.child})
        for code in self.codes:
            for name, method in self.chance.sample(ways, min(DRAWN, len(ways))):
                who = self.chance.choice(list(self.clients))
                told, nobody = (self._about(one, name=name, method=method, who=who) for one in (code, "P-0000-0000"))
                if told[:3] != nobody[:3] or told.queries != nobody.queries:
                    yield f"{who} {method} {name} tells {code} from nobody: {told.status}, {told.queries} queries"
        for code in self.open:
            who = self.chance.choice(list(self.clients))
            yield from self._leaks(who, method="GET", address=f"/children/{code}")

    def _about(self, code: str, *, name: str, method: str, who: Any) -> Told:
        from django.urls import reverse

        parts = self._parts(name) | {"code": code}
        told = self.ask(who, method=method, address=reverse(name, kwargs=parts), data=self.walk.POSTED.get(name))
        content = FORM.sub(b"", told.content).replace(code.encode(), b"CODE")
        return told._replace(content=content, to=told.to.replace(code, "CODE"))

    def caught(self) -> int:
        """Count what would be a leak of what keepers of shields are shown: none, and this walk sees nothing."""
        from django.urls import reverse

        from wraparound.access.words import Role
        from wraparound.identity.models import Shield

        keeper = (Role.GOVERNANCE.label, AGENCIES[0])
        self.clients[keeper] = self.walk.walker(*keeper[:1], agency=keeper[1])
        standing = Shield.objects.filter(lifted_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:20]
        pages = [
            self.ask(keeper, method="GET", address=reverse("shield", kwargs={"shield": pk})).content for pk in standing
        ]
        return sum(bool(self.secrets.search(page)) for page in pages)

    def timed(self) -> tuple[list[float], list[float]]:
        """Give the seconds of answers about those who are hidden and about nobody, asked in turn."""
        seconds: tuple[list[float], list[float]] = ([], [])
        for turn in range(TIMED):
            who = list(self.clients)[turn % len(self.clients)]
            both = [(0, self.chance.choice(self.codes)), (1, f"P-0000-{turn:04d}")]
            for place, code in both if turn % 2 else reversed(both):
                seconds[place].append(self._about(code, name="child", method="GET", who=who).seconds)
        return seconds


if __name__ == "__main__":
    main(*sys.argv[1:])
