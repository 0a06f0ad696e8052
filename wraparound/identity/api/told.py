"""Turns what queries found into the shapes of the JSON API."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from wraparound.identity.api.lives import life_told
from wraparound.identity.api.numbers import number_told
from wraparound.identity.queries.answers import Involved, Unknown, unknown_in
from wraparound.identity.queries.family import KinShown, Voices
from wraparound.identity.queries.pages import Listed, PersonPage
from wraparound.identity.queries.parts import PartShown
from wraparound.identity.queries.searching import Findings, Offered
from wraparound.identity.words import Coverage, NotKnown

Told = dict[str, Any]
NOBODY_NOW = "No agency’s newest file holds this person. That is not the same as nobody being involved: see not_known."
GROWN_UP = "No agency is shown as involved any more: parts have ended by age, as ended_by_age says. Ask the agencies."
INVOLVED = "These agencies hold the child now. Of the others not_known says why that is no “no”."


def found_told(found: Findings, *, covers: Coverage) -> Told:
    """Tell what came of a search, and what it does not cover."""
    answer, words = "found", "The likeliest first. Each says why it is offered."
    if not found.ready:
        answer, words = NotKnown.NOT_REACHED, "Search is not ready on this node. That says nothing of any child."
    elif not found.offered:
        answer, words = NotKnown.NOTHING_FOUND, "Nobody found by this. That is no proof that nobody knows the child."
    return {
        "answer": str(answer),
        "words": words,
        "understood": list(found.understood.words),
        "not_understood": list(found.understood.unread),
        "found": [_offered(one) for _, one in found.offered],
        "more": found.more,
        "searched_as_of": found.lags_since,
        "not_known": unknown_told(unknown_in(covers, holding={one.agency for one in covers.feeds})),
    }


def listed_told(one: Listed) -> Told:
    """Tell one line of the list."""
    plain = {name: getattr(one, name) for name in ("code", "name", "born", "expected", "agencies")}
    return plain | {"links": links_of(one.code)}


def links_of(code: str) -> Told:
    """Give where more of a child is to be read."""
    return {"child": reverse("api-child", args=[code]), "involvement": reverse("api-involvement", args=[code])}


def involvement_told(one: Involved) -> Told:
    """Tell who is involved."""
    return {
        "code": one.person.code,
        "words": INVOLVED if one.now else GROWN_UP if any(part.why for part in one.before) else NOBODY_NOW,
        "now": [_part(part) for part in one.now],
        "before": [_part(part) for part in one.before],
        "not_known": unknown_told(one.not_known),
    }


def child_told(page: PersonPage, *, not_known: Sequence[Unknown]) -> Told:
    """Tell all that a child's page shows."""
    plain = {name: getattr(page, name) for name in ("name", "born", "expected", "age", "sex")}
    involved = Involved(page.person, page.parts, page.parts_before, list(not_known))
    return plain | {
        "code": page.person.code,
        "life": [life_told(one) for one in page.life],
        "places": [{"what": words, "answers": [{"says": name, "agencies": []} for name in names]}
                   for words, names in page.places],
        "involvement": involvement_told(involved),
        "family": [_kin(one) for one in page.family],
        "family_before": [_kin(one) for one in page.family_before],
        "numbers": [number_told(one) for one in page.numbers],
        "not_told": [_not_told(words, said=said) for words, said in (*page.not_told, *page.numbers_not_told)],
        "addresses": _stays(page),
        "households": _households(page),
        "disagreements": [{"what": one.label, "values": _voices(one.values)} for one in page.disagree],
        "sources": _sources(page),
    }  # fmt: skip


def unknown_told(unknown: Iterable[Unknown]) -> list[Told]:
    """Tell what is not known."""
    return [
        {
            "answer": one.answer,
            "words": one.answer.label,
            "agency": one.agency,
            "about": one.about,
            "as_of": one.as_of,
            "phones": [f"{phone} ({name})" if name else phone for name, phone in one.phones],
        }
        for one in unknown
    ]


def _offered(one: Offered) -> Told:
    plain = {name: getattr(one, name) for name in ("code", "name", "born", "expected", "agencies")}
    why = {"fits": list(one.why.fits), "does_not_fit": list(one.why.misses), "in_words": one.why.in_words}
    return plain | why | {"district": one.home, "links": links_of(one.code)}


def _part(one: PartShown) -> Told:
    part = one.part
    told = {name: getattr(part, name) if part else "" for name in ("service", "team", "professional")}
    told |= {name: getattr(part, f"professional_{name}") if part else "" for name in ("role", "phone", "email")}
    return told | {
        "agency": one.agency,
        "agency_code": one.code,
        "agency_phone": one.phone,
        "since": one.since,
        "until": one.until,
        "last_contact": part.last_contact_on if part else None,
        "ended_by_age": one.why or None,
    }


def _kin(one: KinShown) -> Told:
    return {
        "name": one.name,
        "relation": _voices(one.relation),
        "parental_responsibility": _voices(one.responsibility),
        "lives_with_child": _voices(one.lives_with),
        "since": one.since,
        "until": one.until,
    }


def _stays(page: PersonPage) -> list[Told]:
    return [
        {
            "address": one.line,
            "postcode": one.postcode,
            "since": one.since,
            "first_told": one.told,
            "until": one.until,
            "agencies": one.agencies,
        }
        for one in page.stays
    ]


def _households(page: PersonPage) -> list[Told]:
    names = ("code", "name", "since", "until", "agencies")
    return [
        {
            "address": home.line,
            "shared_by_many": home.shared,
            "residents": [{name: getattr(one, name) for name in names} for one in home.residents],
        }
        for home in page.households
    ]


def _sources(page: PersonPage) -> list[Told]:
    return [
        {
            "agency": one.record.agency.name,
            "reference": one.key,
            "name": one.name,
            "belief": one.record.belief or "not linked yet",
            "says": [{"what": told.label, "is": told.words, "as_written": told.own} for told in one.said],
            "since": one.record.since,
            "changed_at": one.record.changed_at,
            "ended_on": one.record.ended_on,
        }
        for one in page.records
    ]


def _not_told(words: str, *, said: Voices) -> Told:
    return {"what": words, "answers": _voices(said)}


def _voices(said: Voices) -> list[Told]:
    return [{"says": words, "agencies": agencies} for words, agencies in said]
