"""What workers at the front door were shown and told, and what of it is not so in the end."""

import statistics
import threading
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any


@dataclass
class Told:
    """What all workers were shown and told: seconds by the kind of page, errors, notes, and who decided what."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, str]] = field(default_factory=list)
    decided: Counter[str] = field(default_factory=Counter)
    told_who_was_first: int = 0
    visits: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def figures_of(told: Told) -> dict[str, Any]:
    """Give what pages took, and what was confirmed and is not there."""
    kinds = {
        kind: {
            "pages": len(took),
            "p50": statistics.median(took),
            "p95": statistics.quantiles(took, n=20)[-1],
            "p99": statistics.quantiles(took, n=100)[-1],
        }
        for kind, took in sorted(told.took.items())
        if len(took) > 1
    }
    return {
        "kinds": kinds,
        "p95": max(one["p95"] for one in kinds.values()),
        "visits": told.visits,
        "asks": len(told.took.get("whether anything has changed", [])),
        "notes": len(told.notes),
        "decided": sum(told.decided.values()),
        "contested": told.told_who_was_first,
        "errors": sum(told.errors.values()),
        "which": dict(told.errors.most_common(10)),
        "lost": _lost(told),
    }


def _lost(told: Told) -> list[str]:
    """Find notes that were confirmed and are not there once, and contacts decided otherwise than was confirmed."""
    models = import_module("wraparound.frontdoor.models")
    steps = models.ContactStep.objects.filter(did="noted").values_list("contact__ref", "words")
    there = Counter(steps)
    lost = [f"a note of {ref}" for ref, words in told.notes if there[ref, words] != 1]
    made = Counter(
        models.ContactDecision.objects.filter(
            contact__ref__in=told.decided, proposed_by__startswith="bench-"
        ).values_list("contact__ref", flat=True)
    )
    return [
        *lost,
        *(
            f"{ref}: {made[ref]} made, {times} confirmed"
            for ref, times in told.decided.items()
            if not made[ref] == times == 1
        ),
    ]
