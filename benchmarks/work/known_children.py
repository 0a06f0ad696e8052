"""The children whom a node's agencies know, as they truly are, and front-door workers who look for them."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from wraparound.identity.rules.indexed import with_address

Said = dict[str, list[dict[str, list[str]]]]  # what records say of each true person


def front_door_workers(count: int) -> list[Any]:
    """Open so many accounts, unless they are open, and give a client of each that is signed in for a purpose."""
    from django.test import Client
    from django.utils import timezone

    from wraparound.access.models import Account, RoleHeld
    from wraparound.agencies.models import Agency

    agency, now = Agency.objects.get(code="social-care"), timezone.now()
    clients = []
    for number in range(count):
        account, _ = Account.objects.get_or_create(username=f"bench-{number}", defaults={"name": "B", "agency": agency})
        RoleHeld.objects.get_or_create(account=account, role="front_door", defaults={"begins_on": date(2026, 9, 1)})
        client = Client(HTTP_HOST="localhost")
        client.force_login(account)
        session = client.session
        session["signed_in_at"], session["purpose"] = now.isoformat(), "enquiry"
        session.save()
        clients.append(client)
    return clients


def whose_codes(folder: Path) -> tuple[dict[str, str], Said]:
    """Give whom each person of the node truly is, by their code; and what records say of each true person."""
    import duckdb

    from wraparound.identity.models import Record

    with duckdb.connect() as database:
        rows = database.sql(f"SELECT record_id, person_id FROM '{folder / 'truth.csv'}'").fetchall()
    truth = dict(rows)
    counted: dict[str, Counter[str]] = {}
    said: dict[str, list[dict[str, list[str]]]] = {}
    for key, code, told in Record.objects.values_list("key", "person__code", "said").iterator():
        if key in truth:
            counted.setdefault(code, Counter())[truth[key]] += 1
            said.setdefault(truth[key], []).append(told)
    return {code: min(count, key=lambda one: (-count[one], one)) for code, count in counted.items()}, said


def children_known(folder: Path, *, known: set[str], said: Said, on: date) -> list[dict[str, Any]]:
    """Give the children whom an agency knows, as they truly are, with an address that some record still has."""
    import duckdb

    with duckdb.connect() as database:
        table = database.sql(
            f"SELECT * FROM '{folder / 'persons.parquet'}' WHERE role = 'child' AND birth_date <= DATE '{on}' "
            "AND adopted_identity IS NULL ORDER BY person_id"
        ).to_arrow_table()
    children = [child for child in table.to_pylist() if child["person_id"] in known]
    for child in children:
        _leave_what_is_held(child, said=said[child["person_id"]])
    return children


def _leave_what_is_held(child: dict[str, Any], *, said: list[dict[str, list[str]]]) -> None:
    """Leave of where a child lives, of the telephone and the school what some agency holds, and add a former home.

    Nobody can be found by what no agency holds; how names and dates are written there does not matter.
    """
    held = [with_address(told) for told in said]
    values = {name: {one for told in held for one in told.get(name, ())} for name in ("postcode", "address", "school")}
    homes = {(told["postcode"][0], told["address"][0]) for told in held if told.get("postcode") and told.get("address")}
    phones = {"".join(filter(str.isdigit, one))[-9:] for told in held for one in told.get("phone", ())}
    for code, line in sorted(homes):
        if plain(code) != plain(child["postcode"]) and ", " in line:
            child["old_postcode"], child["old_address"] = code, line
    for name in values:
        if plain(child[name]) not in {plain(one) for one in values[name]}:
            child[name] = ""
    if (child["phone"] or "")[-9:] not in phones:
        child["phone"] = ""


def plain(text: str | None) -> str:
    """Give what two ways of writing one value share."""
    return "".join(filter(str.isalnum, (text or "").casefold()))
