"""Entries, newest first: about a child, by someone, or all; a page of them told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from wraparound.kernel.acting import Actor
from wraparound.ledger.models import Entry, Mention
from wraparound.ledger.ports import OUTSIDE
from wraparound.ledger.queries.compiled import Compiled
from wraparound.ledger.rules import in_words
from wraparound.ledger.words import Asked, Kind

ON_A_PAGE = 50
LOOKS = 200  # that are searched for whom someone looked at lately
MANY_AT_ONCE = 120  # entries that nobody leaves behind in two minutes
LIST = "the list of"  # how looks at lists are called


@dataclass(frozen=True)
class Told:
    """An entry as a page shows it."""

    at: datetime
    username: str
    who: str
    agency: str
    what: str
    shown: list[str]
    about: list[int]
    purpose: str


@dataclass(frozen=True)
class Page:
    """A page of entries, what was asked, and before which entry the next page goes on."""

    asked: Asked
    entries: list[Told]
    older: int | None
    whose: str = ""  # what the person is called whose entries these are
    agencies: tuple[tuple[str, str], ...] = ()


def entries_about(person: int) -> QuerySet[Entry]:
    """Find the entries that concern a person, newest first."""
    return entries_asked(Asked(person=person))


def entries_by(username: str) -> QuerySet[Entry]:
    """Find what someone did and looked at, newest first."""
    return entries_asked(Asked(username=username))


def newest_entries() -> QuerySet[Entry]:
    """Find all entries, newest first."""
    return entries_asked(Asked())


def entries_asked(asked: Asked) -> QuerySet[Entry]:
    """Find the entries that are asked for, newest first."""
    plain = {"username": asked.username, "day": asked.day, "agency": asked.agency, "kind": asked.kind}
    narrowed = {
        name: value for name, value in (plain | {"event": asked.event, "id__lt": asked.before}).items() if value
    }
    found = Entry.objects.filter(**narrowed)
    if asked.person is not None:
        found = found.filter(pk__in=Mention.objects.filter(person=asked.person).values("entry"))
    if asked.called:
        known = OUTSIDE.names.usernames(asked.called) if OUTSIDE.names else []
        found = found.filter(username__in=[*known, asked.called])
    return found.order_by("-place") if asked.day else found.order_by("-id")


def entries_known(by: Actor) -> Q:
    """Give the condition on entries that leaves out all that mention someone of whom a reader may learn nothing."""
    if OUTSIDE.persons is None:
        return Q(pk__in=[])
    return ~Q(pk__in=Mention.objects.filter(person__in=OUTSIDE.persons.hidden_from(by)).values("entry"))


def whom_in(facts: Mapping[str, Any]) -> int | None:
    """Give whose page a look was at: the first whom it is about; nobody for a list, which shows whoever is in it."""
    about = facts.get("about") or [None]
    return None if str(facts.get("what", "")).startswith(LIST) else about[0]


def looked_at_lately(username: str, *, most: int) -> list[tuple[int, datetime]]:
    """Give at whose pages someone looked last, and when; newest first. Cost: one query."""
    looks = Entry.objects.filter(username=username, kind=Kind.LOOK).order_by("-id")
    found: dict[int, datetime] = {}
    for facts, at in looks.values_list("facts", "at")[:LOOKS]:
        if (person := whom_in(facts)) is not None:
            found.setdefault(person, at)
    return list(found.items())[:most]


def nth_newest(username: str, *, of: int = MANY_AT_ONCE) -> datetime | None:
    """Give when the last but so many of someone's entries was written; None where they have fewer. Cost: one query."""
    return next((at for (at,) in NTH_NEWEST.rows(of, username=username)), None)


def _nth_newest(of: int, *, username: str) -> QuerySet[Entry, Any]:
    return Entry.objects.filter(username=username).order_by("-id").values_list("at")[of - 1 : of]


NTH_NEWEST = Compiled(_nth_newest)


def page_asked(asked: Asked, *, by: Actor) -> Page:
    """Give a page of entries in words, as far as a reader may know. Cost: one query, and two for names."""
    found = list(entries_asked(asked).filter(entries_known(by))[: ON_A_PAGE + 1])
    shown, more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    whose = {entry.username for entry in shown} | ({asked.username} if asked.username else set())
    people = OUTSIDE.names.accounts(whose) if OUTSIDE.names else {}
    agencies = OUTSIDE.names.agencies() if OUTSIDE.names else {}
    return Page(
        asked,
        [_told(entry, people=people, agencies=agencies) for entry in shown],
        shown[-1].pk if more else None,
        people.get(asked.username, asked.username),
        tuple(agencies.items()),
    )


def _told(entry: Entry, *, people: dict[str, str], agencies: dict[str, str]) -> Told:
    return Told(
        at=entry.at,
        username=entry.username,
        who=people.get(entry.username, entry.username),
        agency=agencies.get(entry.agency, entry.agency),
        what=in_words(entry.event, facts=entry.facts),
        shown=list(entry.facts.get("shown", ())),
        about=list(entry.facts.get("about", ())),
        purpose=entry.purpose,
    )
