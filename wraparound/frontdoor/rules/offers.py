"""Offers as a decision keeps them until it holds, and as they are read again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wraparound.frontdoor.words import ResponseKind
from wraparound.frontdoor.words.deciding import Offer


def offers_written(offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """Give offers as plain values."""
    return [
        {
            "kind": str(one.kind),
            "to": one.to,
            "words": one.words,
            "by_when": one.by_when.isoformat() if one.by_when else "",
        }
        for one in offers
    ]


def offers_read(held: Iterable[dict[str, Any]]) -> tuple[Offer, ...]:
    """Give the offers of plain values."""
    return tuple(
        Offer(
            kind=ResponseKind(one["kind"]),
            to=one["to"],
            words=one["words"],
            by_when=date.fromisoformat(one["by_when"]) if one["by_when"] else None,
        )
        for one in held
    )
