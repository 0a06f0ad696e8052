"""A contact as plain values, whole: what stands in contact.json of a bundle (docs/guide/papers.md says each part)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from wraparound.duties.queries.duties import duties_about
from wraparound.exchange.queries.lists import asks_about
from wraparound.exchange.queries.shares import SharesAsked, shares_found
from wraparound.frontdoor.queries.contact import ContactPage
from wraparound.frontdoor.queries.contacts import subject_of
from wraparound.frontdoor.words.papers import SCHEMA
from wraparound.kernel.acting import Actor
from wraparound.post.queries.about import letters_about
from wraparound.teams.queries import works_about

KINDS = ("children", "steps", "decisions", "responses", "works", "letters", "duties", "shares", "asks")
NOT_OURS_TO_TELL = {"id", "link", "code_hash", "key", "duty", "local_duty", "telling_duty"}  # numbers of this node
WORK = ("ref", "standing", "words", "agency", "team", "service", "service_name", "level", "leads", "asked_by",
        "asked_at", "allocated_to", "holder_name", "accepted_at", "begun_at", "closed_at", "why")  # fmt: skip
LETTER = ("code", "agency", "address", "state", "written_at", "sent_at", "why")
DUTY = ("agency", "owner", "owed_to", "words", "started_at", "due_at", "standing", "closed_at", "how", "evidence")
SHARE = ("at", "kind", "parts", "purpose", "basis", "decision", "why", "clause", "version", "function", "relevance")


def exported(page: ContactPage, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Give a contact with all that hangs on it, as far as somebody may see it. Cost: twelve queries."""
    contact, about = page.contact, subject_of(page.contact)
    said = _fields(contact) | {
        "agency": contact.agency.code if contact.agency else "",
        "joined_to": contact.joined_to.ref if contact.joined_to else "",
        "joined": [one.ref for one in page.joined],
    }
    shares, _ = shares_found(SharesAsked(about=about), by=by)
    whom = {one.child.person_id: one.code for one in page.children if one.code}
    return {
        "schema": SCHEMA,
        "contact": said,
        "children": [_fields(one.child) | {"code": one.code} for one in page.children],
        "steps": [_fields(one) for one in page.steps],
        "decisions": [_fields(one) | {"number": one.pk} for one in page.decisions],
        "responses": [_fields(one) | {"decision": one.decision_id} for one in page.responses],
        "works": _some(works_about(about, by=by), WORK),
        "letters": _some(letters_about(about), LETTER),
        "duties": [one | {"rule": duty.version.code} for one, duty in _duties(about)],
        "shares": [
            one
            | {"holder": share.holder.code, "recipient": share.recipient.code, "child": whom.get(share.person_id, "")}
            for share in shares
            for one in _some([share], SHARE)
        ],
        "asks": _asks(page, whom=whom, by=by, at=at),
    }


def _duties(about: str) -> list[tuple[dict[str, Any], Any]]:
    return [(_some([duty], DUTY)[0], duty) for duty in duties_about(about)]


def _asks(page: ContactPage, *, whom: dict[int | None, str], by: Actor, at: datetime) -> list[dict[str, Any]]:
    """Give the questions about its children since it came: that they were asked, and how partners stand to them.

    What partners answered stays where it was answered: there its words and what is sealed have their readers.
    """
    found = asks_about(page.persons, by=by, at=at)
    return [
        {
            "ref": line.ask.ref,
            "child": whom[line.person],
            "asked_at": _plain(line.ask.asked_at),
            "what_for": line.ask.what_for,
            "purpose": line.ask.purpose,
            "partners": [[agency, outcome or str(standing or "")] for agency, standing, outcome in line.partners],
        }
        for lines in found.values()
        for line in lines
        if line.ask.asked_at >= page.contact.received_at
    ]


def _fields(row: Model) -> dict[str, Any]:
    names = [one.attname for one in row._meta.concrete_fields if not one.is_relation]
    return {name: _plain(getattr(row, name)) for name in names if name not in NOT_OURS_TO_TELL}


def _some(rows: Iterable[Any], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{name: _plain(getattr(one, name)) for name in names} for one in rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
