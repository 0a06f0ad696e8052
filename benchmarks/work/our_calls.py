"""Serve a node as `wraparound serve` does, and call its JSON API from this process; say how long the server took."""

import json
import random
import re
import statistics
import sys
import time
from http.client import HTTPConnection
from typing import Any

from benchmarks.work.serving import HOST, PATIENCE, PORT, served, set_up

SEED, WARM = 11, 100  # calls of each kind that are not counted: a node that serves has been asked before
Call = tuple[str, str, dict[str, str] | None]  # method, address, body
WHOLE = re.compile(r"\d{4}-\d\d-\d\d")


def main(*arguments: str) -> None:
    """Choose children, serve, call, and tell."""
    data, url, calls = arguments
    set_up(data, url=url)
    from django.db import connection as database

    from benchmarks.measure import Clock
    from wraparound.ledger.models import Entry

    clock, secret = Clock(), _token()
    asked = _asked(int(calls))
    with served():
        before = Entry.objects.count()
        database.close()
        connection = HTTPConnection(HOST, PORT, timeout=PATIENCE)
        kinds = _called(connection, secret=secret, asked=asked)
    made = sum(len(some) for some in asked.values())
    clock.tell(kinds=kinds, calls=made, entries=Entry.objects.count() - before)


def _token() -> str:
    """Give a front-door system a token that may make as many calls as are made here."""
    from dataclasses import replace
    from datetime import timedelta

    from django.utils import timezone

    from wraparound.access.actions import Wanted, give_token
    from wraparound.access.rules import MOST_A_MINUTE
    from wraparound.access.words import Role, Scope
    from wraparound.web.commands.run import MAKER

    now = timezone.now()
    keeper = replace(MAKER, roles=frozenset({Role.GOVERNANCE.value}), signed_in_at=now)
    wanted = Wanted("social-care", "Benchmark", Role.FRONT_DOOR, list(Scope), MOST_A_MINUTE, timedelta(days=1))
    return give_token(wanted, by=keeper, at=now)[1]


def _found(count: int) -> list[tuple[str, dict[str, list[str]]]]:
    """Choose records that are held now, at least so many: the code of whom each is about, and what it says."""
    from wraparound.identity.models import Record

    chance = random.Random(SEED)
    last = Record.objects.order_by("-pk").values_list("pk", flat=True)[0]
    known = Record.objects.filter(person__isnull=False, ended_on__isnull=True)
    found: list[tuple[str, dict[str, list[str]]]] = []
    while len(found) < count:
        some = known.filter(pk__in={chance.randint(1, last) for _ in range(500)})
        found += list(some.order_by("pk").values_list("person__code", "said"))
    chance.shuffle(found)
    return found


def _asked(count: int) -> dict[str, list[Call]]:
    """Choose children, others for each kind, and give the calls of each: those not counted, and then so many."""
    from wraparound.kernel.identifiers import normal_nhs_number

    count += WARM
    found = _found(8 * count)
    codes = [code for code, _ in found[: 2 * count]]
    found = found[2 * count :]
    told = [said["nhs_number"][0] for _, said in found[: 3 * count] if said.get("nhs_number")]
    numbers = [{"number": number} for number in told if normal_nhs_number(number)]
    named = [
        {"name": f"{said['given_names'][0]} {said['surname'][0]}", "born": said["birth_date"][0]}
        for _, said in found[3 * count :]
        if said.get("given_names")
        and said.get("surname")
        and re.fullmatch(r"[\d-]{10}", said.get("birth_date", [""])[0])
    ]
    search = "/api/v1/search"
    return {
        "a child by code": [("GET", f"/api/v1/children/{code}", None) for code in codes[:count]],
        "who is involved, by code": [("GET", f"/api/v1/children/{code}/involvement", None) for code in codes[count:]],
        "by NHS number": [("POST", search, body) for body in numbers[:count]],
        "by name and birth date": [("POST", search, body) for body in named[:count]],
    }


def _called(connection: HTTPConnection, *, secret: str, asked: dict[str, list[Call]]) -> dict[str, Any]:
    """Make the calls of all kinds one after another, mixed as they come to a node; tell of each kind how long it took.

    The first of each kind are made before and not counted: they are about other children, who are not asked for again.
    """
    took: dict[str, list[tuple[float, float, bool]]] = {kind: [] for kind in asked}
    counted = [(kind, call) for kind, calls in asked.items() for call in calls[WARM:]]
    random.Random(SEED).shuffle(counted)
    for calls in asked.values():
        for call in calls[:WARM]:
            _answered(connection, call=call, secret=secret)
    for kind, call in counted:
        took[kind].append(_answered(connection, call=call, secret=secret))
    return {kind: _told(some) for kind, some in took.items()}


def _answered(connection: HTTPConnection, *, call: Call, secret: str) -> tuple[float, float, bool]:
    """Make a call; give the server's seconds, those that the caller waited, and whether somebody was found."""
    method, address, body = call
    headers = {"Host": "localhost", "Authorization": f"Bearer {secret}", "Wraparound-Purpose": "protect"}
    began = time.perf_counter()
    content = json.dumps(body) if body else None
    more = {"Content-Type": "application/json"} if body else {}
    connection.request(method, address, body=content, headers=headers | more)
    answer = connection.getresponse()
    said = answer.read()
    whole = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{method} {address} {body}: {answer.status} {said[:300]!r}")
    server = float(answer.headers["Server-Timing"].rpartition("=")[2]) / 1_000
    return server, whole, not body or bool(json.loads(said)["found"])


def _told(took: list[tuple[float, float, bool]]) -> dict[str, float]:
    server, whole, found = zip(*took, strict=True)
    return {
        "found": sum(found) / len(found),
        "p50": statistics.median(server),
        "p95": statistics.quantiles(server, n=20)[-1],
        "p99": statistics.quantiles(server, n=100)[-1],
        "whole_p95": statistics.quantiles(whole, n=20)[-1],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
