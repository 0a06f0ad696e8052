"""Invented records, for tests of identity."""

from tests.acting import AT, someone
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.identity.actions import believe, file_records
from wraparound.identity.queries.linking import area_linked
from wraparound.identity.words import From, Row

CLERK = someone(Role.ANALYST)


def row(key, first="Amara", last="Okonjo", *, born="2014-05-14", **said):
    base = {"given_names": [first], "surname": [last], "birth_date": [born], "postcode": ["QA1 4QN"]}
    return Row(key, base | {field: [value] for field, value in said.items()})


def where(feed="health", load=1):
    agency, _ = Agency.objects.get_or_create(code=f"{feed}-agency", defaults={"name": feed.title(), "type": "health"})
    return From(feed, agency.pk, load)


def filed(*rows, feed="health", load=1, at=AT):
    return file_records(rows, of=where(feed, load), by=CLERK, at=at)


def linked(at=AT):
    return believe(area_linked(), by=CLERK, at=at)
