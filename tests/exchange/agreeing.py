"""Invented agreements, agencies and questions, for tests."""

import re
from datetime import date, datetime
from html import unescape

from django.http import HttpResponse

from tests.acting import AT
from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.exchange.models import Agreement
from wraparound.exchange.rules.writing import fingerprint, plain
from wraparound.exchange.words import (
    Agreed,
    Basis,
    Clause,
    Condition,
    Detriment,
    Effect,
    Kind,
    Part,
    Party,
    Question,
    ShareDecision,
    Told,
)

ON = date(2026, 9, 1)
PARTIES = {
    code: Party(code, name, kind)
    for code, name, kind in (
        ("social-care", "Ashmere Children's Services", AgencyType.SOCIAL_CARE),
        ("child-health", "Ashmere Community Health", AgencyType.HEALTH),
        ("general-hospital", "Ashmere General Hospital", AgencyType.HEALTH),
        ("housing", "Ashmere Homes", AgencyType.HOUSING),
    )
}


def clause(code: str = "one", *, effect: Effect = Effect.ALLOW, **said: object) -> Clause:
    """Give a clause that speaks of everything it is not told to speak of less."""
    usual = {"because": "partners agreed it", "begins_on": date(2026, 4, 1)}
    return Clause(code=code, effect=effect, **(usual | said))


def agreed(*clauses: Clause, version: int = 1) -> Agreed:
    """Give a version of the agreements among four agencies."""
    return Agreed(version, clauses, PARTIES)


def question(**said: object) -> Question:
    """Ask whether community health may tell children's services that they know a child."""
    usual = {
        "holder": "child-health", "recipient": "social-care", "kind": Kind.HEALTH, "purpose": Purpose.PROTECT,
        "part": Part.KNOWN, "on": ON, "person": 7,
    }  # fmt: skip
    return Question(**(usual | said))


def kept(*clauses: Clause, number: int = 1, at: datetime = AT) -> Agreement:
    """Have a version of the agreements be in force from a moment."""
    return Agreement.objects.create(
        number=number, clauses=[plain(one) for one in clauses], hash=fingerprint(clauses), changed=[], reason="Agreed",
        from_file=False, adopted_at=at, adopted_by="someone",
    )  # fmt: skip


def told(**said: object) -> Told:
    """Say that community health told children's services that they know a child."""
    usual = {
        "holder": "child-health", "recipient": "social-care", "person": None, "purpose": Purpose.PROTECT,
        "kind": Kind.HEALTH, "parts": (Part.KNOWN, Part.SINCE), "basis": Basis.LEGAL_OBLIGATION,
        "decision": ShareDecision.SHARED, "condition": Condition.SAFEGUARDING, "function": "Enquiries under section 47",
        "relevance": "The health visitor knows the family", "detriment": Detriment.NOT_MORE,
        "detriment_words": "Nobody is put at risk by it", "about": "ask:Q-7K3M",
    }  # fmt: skip
    return Told(**(usual | said))


def said(page: HttpResponse) -> str:
    """Give a page's words as somebody reads them: without what marks them up, one space between."""
    shown = page.content.decode()
    words = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", shown)
    return re.sub(r"\s+([.,:;?!])", r"\1", " ".join(unescape(words).split()))
