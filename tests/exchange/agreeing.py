"""Invented agreements, agencies and questions, for tests."""

from datetime import date

from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.exchange.words import Agreed, Clause, Effect, Kind, Part, Party, Question

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
