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

SEED, WARM = 11, 100
WHOLE = re.compile(r"\d{4}-\d\d-\d\d")


def main(*arguments: str) -> None:
    """Choose children, serve, call, and tell."""
    data, url, calls = arguments
    set_up(data, url=url)
    from django.db import connection as database

    from benchmarks.measure import Clock
    from wraparound.ledger.models import Entry

    clock, secret = Clock(), _token()
    asked = _asked(int(calls) + WARM)
    with served():
        before = Entry.objects.count()
        database.close()
        connection = HTTPConnection(HOST, PORT, timeout=PATIENCE)
        kinds = {kind: _called(connection, secret=secret, calls=some) for kind, some in asked.items()}
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


def _asked(count: int) -> dict[str, list[tuple[str, str, dict[str, str] | None]]]:
    """Choose children, and give the calls of each kind: method, address, body."""
    from wraparound.identity.models import Record
    from wraparound.kernel.identifiers import normal_nhs_number

    chance = random.Random(SEED)
    last = Record.objects.order_by("-pk").values_list("pk", flat=True)[0]
    known = Record.objects.filter(person__isnull=False, ended_on__isnull=True)
    found: list[tuple[str, dict[str, list[str]]]] = []
    while len(found) < 4 * count:
        some = known.filter(pk__in={chance.randint(1, last) for _ in range(500)})
        found += list(some.order_by("pk").values_list("person__code", "said"))
    chance.shuffle(found)
    told = [said["nhs_number"][0] for _, said in found if said.get("nhs_number")]
    numbers = [{"number": number} for number in told if normal_nhs_number(number)]
    named = [
        {"name": f"{said['given_names'][0]} {said['surname'][0]}", "born": said["birth_date"][0]}
        for _, said in found
        if said.get("given_names")
        and said.get("surname")
        and re.fullmatch(r"[\d-]{10}", said.get("birth_date", [""])[0])
    ]
    codes = [code for code, _ in found]
    search = "/api/v1/search"
    return {
        "a child by code": [("GET", f"/api/v1/children/{code}", None) for code in codes[:count]],
        "who is involved, by code": [("GET", f"/api/v1/children/{code}/involvement", None) for code in codes[:count]],
        "by NHS number": [("POST", search, body) for body in numbers[:count]],
        "by name and birth date": [("POST", search, body) for body in named[:count]],
    }


def _called(
    connection: HTTPConnection, *, secret: str, calls: list[tuple[str, str, dict[str, str] | None]]
) -> dict[str, Any]:
    """Make calls one after another; give the server's seconds and those that the caller waited, the first aside."""
    headers = {"Host": "localhost", "Authorization": f"Bearer {secret}", "Wraparound-Purpose": "protect"}
    server, whole, found = [], [], 0
    for method, address, body in calls:
        began = time.perf_counter()
        content = json.dumps(body) if body else None
        more = {"Content-Type": "application/json"} if body else {}
        connection.request(method, address, body=content, headers=headers | more)
        answer = connection.getresponse()
        said = answer.read()
        whole.append(time.perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{method} {address} {body}: {answer.status} {said[:300]!r}")
        found += not body or bool(json.loads(said)["found"])
        server.append(float(answer.headers["Server-Timing"].rpartition("=")[2]) / 1_000)
    server, whole = server[WARM:], whole[WARM:]
    return {
        "found": found / len(calls),
        "p50": statistics.median(server),
        "p95": statistics.quantiles(server, n=20)[-1],
        "p99": statistics.quantiles(server, n=100)[-1],
        "whole_p95": statistics.quantiles(whole, n=20)[-1],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
