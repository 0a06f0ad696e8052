"""How a worry stands, as a ServiceRequest to the agency whose system told it: nothing of how the door works."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CAPABILITY: dict[str, Any] = {
    "type": "ServiceRequest",
    "documentation": "What worries somebody about a child: the front door is told by create, and read says how it"
    " stands to the agency that told. It takes a token with the scope contacts.",
    "interaction": [{"code": "create"}, {"code": "read"}],
    "versioning": "no-version",
    "readHistory": False,
}


@dataclass(frozen=True)
class Standing:
    """How a contact stands, as whoever told it may know."""

    ref: str
    other: str  # the sender's own identifier
    children: Sequence[str]
    told_at: datetime
    notes: Sequence[str]  # in words
    has_begun: bool


def service_request(one: Standing, *, own: str) -> dict[str, Any]:
    """Give it as a ServiceRequest. It is a proposal whatever was sent: the front door decides."""
    subject, *others = [{"display": name} for name in one.children] or [{"display": "A child"}]
    made = {
        "resourceType": "ServiceRequest",
        "id": one.ref,
        "identifier": [{"use": "official", "system": f"{own}/Id/contact", "value": one.ref}]
        + ([{"use": "secondary", "value": one.other}] if one.other else []),
        "status": "completed" if one.has_begun else "active",
        "intent": "proposal",
        "subject": subject,
        "authoredOn": one.told_at.isoformat(timespec="seconds"),
        "note": [{"text": words} for words in one.notes],
    }
    return made | ({"supportingInfo": others} if others else {})
