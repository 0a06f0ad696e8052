"""Systems that call, for tests: an area with two agencies' children, tokens for them, and what they send."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from tests.acting import AT, someone
from tests.identity.records import CLERK, linked, row
from tests.sample_area import adopt_ashmere
from wraparound.access.actions import Wanted, give_token
from wraparound.access.words import Role, Scope
from wraparound.agencies.models import Agency
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.identity.actions import file_records
from wraparound.identity.models import Record, Shield
from wraparound.identity.words import From, Kin, Relation, Responsibility, ShieldKind

HERE, ELSEWHERE = "social-care", "police"
PART = {"service": "Family Help", "professional": "Jo Farrant", "professional_role": "Family help worker",
        "professional_phone": "04632 960111", "professional_email": "jo@example.org",
        "begins_on": "2026-03-01"}  # fmt: skip


def an_area(**settings_of):
    """Give two agencies' children: Hattie of social care, Edie of the police, Sam of both and shielded."""
    adopt_ashmere()
    mother = Kin("Ngozi Alder", Relation.MOTHER, Responsibility.HAS)
    hattie = replace(
        row("H", "Hattie", "Alder", born="2011-01-02", nhs_number="9990000018", nhs_number_verified="true",
            upn="A123456789012", phone="07700 900123", sex="2", address="4 Copper Row, Ashmere"),
        part=PART, family=(mother,), home={"address": "4 Copper Row, Ashmere", "postcode": "QA1 4QN"},
    )  # fmt: skip
    rows = {"H": hattie, "E": row("E", "Edie", "Birch", born="2012-03-04", postcode="QA2 1AA"),
            "S": replace(row("S", "Sam", "Cedar", born="2013-05-06", nhs_number="9990000026"), part=PART)}  # fmt: skip
    for code, keys in ((HERE, "HS"), (ELSEWHERE, "ES")):
        agency = Agency.objects.get(code=code)
        feed = From(f"{code}-feed", agency.pk, 1)
        file_records([rows[key] for key in keys], of=feed, by=CLERK, at=AT)
    linked()
    index_what_waits()
    Shield.objects.create(person=person_of("S"), kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)
    index_what_waits()


def person_of(key):
    return Record.objects.filter(key=key).order_by("pk").first().person


def codes():
    return {"own": person_of("H").code, "other": person_of("E").code, "shielded": person_of("S").code,
            "nobody": "P-0000-0000"}  # fmt: skip


def token(role=Role.FRONT_DOOR, *, agency=HERE, scopes=tuple(Scope), **said):
    """Give a token as a keeper gives it, and return the secret."""
    now = timezone.now()
    keeper = replace(someone(Role.GOVERNANCE), signed_in_at=now)
    wanted = Wanted(
        agency, f"System of {agency}", role, scopes, **({"a_minute": 100_000, "lasts": timedelta(days=1)} | said)
    )
    return give_token(wanted, by=keeper, at=now)[1]


def call(path, *, secret="", purpose="protect", method="get", **said):
    """Call as a system does: with a body as JSON, a form or a text, and whatever headers are named."""
    body, form, text, client = (said.pop(name, None) for name in ("body", "form", "text", "client"))
    told = {"Authorization": f"Bearer {secret}"} if secret else {}
    told |= {"Wraparound-Purpose": purpose} if purpose else {}
    told |= {name.replace("_", "-"): value for name, value in said.items()}
    caller = client or Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    more = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    if form is not None:
        more = {"data": urlencode(form), "content_type": "application/x-www-form-urlencoded"}
    if text is not None:
        more = {"data": text, "content_type": "application/json"}
    return getattr(caller, method)(path, headers=told, **more)
