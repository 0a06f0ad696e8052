"""Invented files and feeds, for tests of feeds."""

from datetime import date
from hashlib import sha256

from django.core.files.base import ContentFile

from tests.acting import AT, someone
from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.feeds.actions import open_feed, receive_file
from wraparound.feeds.actions.feeds import About
from wraparound.feeds.actions.loads import Received
from wraparound.feeds.commands.taking_in import take_in
from wraparound.feeds.rules.maps import kept_map
from wraparound.feeds.rules.shapes import map_of_shape, shapes
from wraparound.feeds.words import Holds

ANALYST = someone(Role.ANALYST)
DAY = date(2026, 9, 1)
COLUMNS = {
    "Ref": "id",
    "First": "given_names",
    "Last": "surname",
    "Born": "birth_date",
    "Postcode": "postcode",
    "Mum": "carer_name",
    "Worker": "professional",
    "Since": "begins_on",
}
MAP = {"id": "Ref", "date_order": "dmy", "columns": [list(pair) for pair in COLUMNS.items()]}
HEAD = ",".join(COLUMNS)


def line(number: int, *, first: str = "Amara", last: str = "Okonjo", born: str = "14/05/2014") -> str:
    return f"R{number},{first},{last},{born},QA1 4QN,Ngozi Okonjo,Jo Farrant,01/09/2025"


def written(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines, ""]).encode()


def received(content: bytes, *, name: str = "club.csv", as_of: date = DAY) -> Received:
    return Received(name, ContentFile(content), sha256(content).hexdigest(), as_of)


def feed(code: str = "club", *, holds: Holds = Holds.EVERYONE):
    agency, _ = Agency.objects.get_or_create(
        code="club-agency", defaults={"name": "Saturday Club", "type": "voluntary"}
    )
    about = About(code, agency.code, code.title(), MAP, holds, file="club*.csv")
    return open_feed(about, by=ANALYST, at=AT)


def came(*lines: str, to: str = "club", at=AT):
    """Send a file and file it."""
    load = receive_file(received(written(*lines)), feed=to, by=ANALYST, at=at)
    take_in(load.pk, clock=lambda: at)
    load.refresh_from_db()
    return load


def shaped_feed(shape: str, code: str = "return") -> None:
    """Set up a feed whose files have a shape."""
    agency, _ = Agency.objects.get_or_create(code="council", defaults={"name": "Council", "type": "social_care"})
    told = kept_map(map_of_shape(shapes()[shape]))
    open_feed(
        About(code, agency.code, code.title(), told, file=f"{code}*", owner="data@example.org"), by=ANALYST, at=AT
    )


def sent(content: bytes, *, name: str, to: str = "return", as_of: date = DAY):
    """Send any file and take it in."""
    load = receive_file(received(content, name=name, as_of=as_of), feed=to, by=ANALYST, at=AT)
    take_in(load.pk, clock=lambda: AT)
    load.refresh_from_db()
    return load
