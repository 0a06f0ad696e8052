"""Asks addresses as people of every role but the keepers', as their agencies' systems, and as somebody unknown.

What an ask does is put back, so that each of them finds the area as the last thing that happened left it.
"""

import re
import time
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from functools import partial
from http.cookies import SimpleCookie
from importlib import import_module
from itertools import product
from typing import Any, NamedTuple

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.work.hidden_words import FORM
from wraparound.access.actions import give_token
from wraparound.access.actions.tokens import Wanted
from wraparound.access.rules import MOST_A_MINUTE, TOKEN_ROLES
from wraparound.access.words import Role, Scope
from wraparound.identity.queries.seen import person_asked
from wraparound.kernel.acting import Actor

AGENCIES = ("social-care", "police")
NOBODY = "P-0000-0000"  # stands in an address where a child's code belongs
LEAD, MORNING = Actor("lead", AGENCIES[0], roles=frozenset({Role.LEAD.value})), datetime(2026, 9, 1, 9, tzinfo=UTC)
AS_FHIR = {  # what is about one child, of FHIR
    "fhir-read Patient": ("GET", "/fhir/R4/Patient/{}"),
    "fhir-read CareTeam": ("GET", "/fhir/R4/CareTeam/{}"),
    "fhir-search Patient": ("GET", "/fhir/R4/Patient?_id={}"),
    "fhir-search RelatedPerson": ("GET", "/fhir/R4/RelatedPerson?patient=Patient/{}"),
    "fhir-search PractitionerRole": ("GET", "/fhir/R4/PractitionerRole?_id={}.x"),
    "fhir-search CareTeam": ("GET", "/fhir/R4/CareTeam?patient={}"),
    "fhir-search-posted Patient": ("POST", "/fhir/R4/Patient/_search"),
}


class Caller(NamedTuple):
    """Who asks: a person in a role at an agency, its system, or somebody who is not signed in."""

    role: str
    agency: str
    is_system: bool = False

    def __str__(self) -> str:
        """Name them in a line of what leaks."""
        return f"{self.role}{' system' if self.is_system else ''} {self.agency}".strip()


class Way(NamedTuple):
    """One way to ask: an address, how, and what is sent; NOBODY stands where a child's code belongs."""

    name: str
    method: str
    address: str
    data: dict[str, str]

    def about(self, code: str) -> "Way":
        """Give the same of a child."""
        data = {name: value.replace(NOBODY, code) for name, value in self.data.items()}
        return self._replace(address=self.address.replace(NOBODY, code), data=data)


SEARCHES = {
    "suggest": Way("suggest", "POST", "/children/suggest", {"scrap": "SCRAP"}),
    "search": Way("search", "POST", "/children/search", {"scrap": "SCRAP"}),
    "api-search": Way("api-search", "POST", "/api/v1/search", {"scrap": "SCRAP"}),
    "fhir-search by name": Way("fhir-search", "GET", "/fhir/R4/Patient", {"name": "SCRAP"}),
    "fhir-search by number": Way("fhir-search", "GET", "/fhir/R4/Patient", {"identifier": "SCRAP"}),
}


class Told(NamedTuple):
    """What an address answered: how, with what, after how many seconds and queries."""

    status: int
    to: str
    content: bytes
    seconds: float
    queries: int


def walk() -> Any:
    """Give the walk of every address that the tests make: its table, its people, and what its forms want."""
    return import_module("tests.journeys.test_access_walk")


def ways_of_a_child() -> list[Way]:
    """Give every way to ask about one child: pages, the JSON API, FHIR."""
    table, ways = walk(), {}
    stands = {"kind": "nhs_number", "number": 1, "code": NOBODY}
    for line in table.LINES:
        if line.child:
            address = reverse(line.address, kwargs={part: stands[part] for part in table.ADDRESSES[line.address]})
            data = table.POSTED.get(line.address, {}) if line.method == "POST" else {}
            ways[line.address, line.method] = Way(line.address, line.method, address, data)
    fhir = [
        Way(name, method, address.format(NOBODY), {"_id": NOBODY} if method == "POST" else {})
        for name, (method, address) in AS_FHIR.items()
    ]
    return [ways[one] for one in sorted(ways)] + fhir


def is_for_systems(way: Way) -> bool:
    """Say whether an address is one that systems ask with a token."""
    return way.address.startswith(("/api/", "/fhir/"))


def ways_of_no_child() -> Iterator[Way]:
    """Give every way to ask about no child, with something that is there in the address where there is such a thing."""
    table = walk()
    for line in table.LINES:
        if not line.child:
            address = reverse(
                line.address, kwargs={part: _stands(part, line.address) for part in table.ADDRESSES[line.address]}
            )
            yield Way(line.address, line.method, address, table.POSTED.get(line.address, {}))
    for kind in ("Patient", "Organization", "Practitioner"):
        yield Way(f"fhir-search {kind}", "GET", f"/fhir/R4/{kind}", {"name": "a"} if kind != "Practitioner" else {})


def _stands(part: str, name: str) -> object:
    try:
        return walk().stands_for(part, name)
    except (AttributeError, ObjectDoesNotExist, MultipleObjectsReturned):
        return 1


def seconds_to_find(code: str) -> float:
    """Say how long it takes to ask whose a code is, of those whom a lead practitioner may see."""
    began = time.perf_counter()
    person_asked(code, by=LEAD, at=MORNING)
    return time.perf_counter() - began


def following(content: bytes, *, address: str) -> str:
    """Give the address of the next page of a list, or nothing where it ends."""
    page, told = re.search(rb'href="([?]after=\d+)"', content), re.search(rb'"next": ?"([^"]+)"', content)
    if told:
        return f"{address}?cursor={told[1].decode()}"
    return f"{address}{page[1].decode()}" if page else ""


class Asker:
    """Asks as anyone but a keeper, and counts what was asked."""

    def __init__(self) -> None:
        """Have everyone sign in, and give every agency's systems their tokens."""
        self.asked, self.shown, self.clients = 0, 0, {Caller("Signed out", ""): Client()}
        for one, agency in product((one.label for one in Role if one != Role.GOVERNANCE), AGENCIES):
            self.clients[Caller(one, agency)] = walk().walker(one, agency=agency)
        for role, agency in product(TOKEN_ROLES, AGENCIES):
            self.clients[Caller(role.label, agency, is_system=True)] = _system(role, agency=agency)
        self.people = [one for one in self.clients if not one.is_system]

    def pairs(self, ways: Collection[Way]) -> list[tuple[Way, Caller]]:
        """Give each way with everyone who can ask so: systems have no sign-in, so they ask for no page."""
        return [(way, who) for way, who in product(ways, self.clients) if is_for_systems(way) or not who.is_system]

    def ask(self, who: Caller, *, way: Way, first: Way | None = None) -> Told:
        """Ask in one way, after another if one is given, and put back whatever that did."""
        client, count = self.clients[who], _Count()
        signed_in = SimpleCookie(client.cookies)
        with transaction.atomic(), connection.execute_wrapper(count):
            if first:
                _sent(client, way=first)
            began = time.perf_counter()
            answer = _sent(client, way=way)
            took = time.perf_counter() - began
            transaction.set_rollback(True)
        client.cookies = signed_in
        self.asked += 1
        self.shown += answer.status_code == 200
        to = answer.headers.get("Location", "")
        return Told(answer.status_code, to, answer.getvalue(), took, count.queries)

    def about(self, code: str, *, way: Way, who: Caller) -> Told:
        """Ask about a child, and take out of the answer what differs between any two children or answers."""
        told = self.ask(who, way=way.about(code))
        content = FORM.sub(b"", told.content).replace(code.encode(), b"CODE")
        return told._replace(content=content, to=told.to.replace(code, "CODE"))

    def tells_apart(self, code: str, *, way: Way, who: Caller) -> str:
        """Say how an address tells somebody hidden from nobody, or nothing."""
        told, nobody = (self.about(one, way=way, who=who) for one in (code, NOBODY))
        if told[:3] == nobody[:3] and told.queries == nobody.queries:
            return ""
        said = f"{told.status}, {told.queries} queries, {len(told.content)} bytes"
        return f"{who} {way.method} {way.name} tells {code} from nobody: {said}, not {nobody.status}, {nobody.queries}"

    def searches(self) -> list[tuple[str, Caller, Callable[[str], bytes]]]:
        """Give every way to look for a scrap with everyone who can look so, and how it is done."""
        return [
            (name, who, partial(self._look, who, name=name))
            for name, who in product(SEARCHES, self.clients)
            if who.is_system is SEARCHES[name].address.startswith(("/api/", "/fhir/"))
        ]

    def _look(self, who: Caller, scrap: str, *, name: str) -> bytes:
        way = SEARCHES[name]
        way = way._replace(data={part: value.replace("SCRAP", scrap) for part, value in way.data.items()})
        if name != "search":
            return self.ask(who, way=way).content
        return self.ask(who, way=Way("search", "GET", way.address, {}), first=way).content

    def ask_keeper(self, address: str) -> bytes:
        """Give what a keeper of shields is shown, to see that a leak would be seen."""
        keeper = Caller(Role.GOVERNANCE.label, AGENCIES[0])
        if keeper not in self.clients:
            self.clients[keeper] = walk().walker(keeper.role, agency=keeper.agency)
        return self.ask(keeper, way=Way("shield", "GET", address, {})).content


class _Count:
    """Counts queries as they are sent."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *rest: Any) -> Any:
        self.queries += 1
        return execute(*rest)


def _sent(client: Client, *, way: Way) -> Any:
    if way.method == "POST" and way.name == "api-search":
        return client.post(way.address, way.data, content_type="application/json")
    if way.method == "POST" and way.address.startswith("/fhir/"):
        body = "&".join(f"{name}={value}" for name, value in way.data.items())
        return client.post(way.address, body, content_type="application/x-www-form-urlencoded")
    return getattr(client, way.method.lower())(way.address, way.data)


def _system(role: Role, *, agency: str) -> Client:
    """Give an agency's system with a token for all that a token may open."""
    now = timezone.now()
    keeper = Actor("keeper", agency, roles=frozenset({Role.GOVERNANCE.value}), signed_in_at=now)
    wanted = Wanted(agency, f"System of {role.label}", role, list(Scope), MOST_A_MINUTE)
    _, secret = give_token(wanted, by=keeper, at=now)
    return Client(headers={"Authorization": f"Bearer {secret}", "Wraparound-Purpose": "protect"})
