"""Bundles of what a search found, and the statement of what this server can do."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wraparound.identity.rules.fhir.asked import PARAMETERS
from wraparound.identity.rules.fhir.values import Resource

SINCE = "2026-11-27"  # when what the server can do changed last
SECURITY = (
    "A token of an agency with the scope fhir: Authorization: Bearer TOKEN. Every call says what the child is looked up"
    " for: Wraparound-Purpose."
)


def bundle(
    found: Sequence[Resource], *, base: str, links: Iterable[tuple[str, str]], total: int, notes: Sequence[str] = ()
) -> Resource:
    """Give what a search found; notes stand in it as an OperationOutcome, so that none found is never taken for no."""
    entries: list[Resource] = [
        {
            "fullUrl": f"{base}/{one['resourceType']}/{one['id']}",
            "resource": one,
            "search": {"mode": "match"},
        }
        for one in found
    ]
    if notes:
        issues = [{"severity": "information", "code": "informational", "details": {"text": words}} for words in notes]
        outcome = {"resourceType": "OperationOutcome", "issue": issues}
        entries.append({"resource": outcome, "search": {"mode": "outcome"}})
    made: Resource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": [{"relation": relation, "url": url} for relation, url in links],
    }
    return made | ({"entry": entries} if entries else {})


def capability_statement(base: str, *, more: Sequence[Mapping[str, Any]] = ()) -> Resource:
    """Say what this server can do: read and search, and what other capabilities add."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": SINCE,
        "kind": "instance",
        "software": {"name": "Wraparound"},
        "implementation": {"description": "Who helps a child in one local area", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": {"description": SECURITY},
                "resource": [*(_resource(kind) for kind in PARAMETERS), *more],
            }
        ],
    }


def _resource(kind: str) -> Resource:
    return {
        "type": kind,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "readHistory": False,
        "searchParam": [
            {"name": name, "type": kind_of, "documentation": words}
            for name, (kind_of, words) in PARAMETERS[kind].items()
        ],
    }
