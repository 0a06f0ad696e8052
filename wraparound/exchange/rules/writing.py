"""The way between a clause and the plain values that a version keeps."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

from wraparound.access.words import Purpose
from wraparound.agencies.words import ClauseDeclared
from wraparound.exchange.rules.sentences import PARTS_OF
from wraparound.exchange.words import OF_TYPE, Clause, Effect, Kind, Level, Part

_WORDS: dict[str, Any] = {"kinds": Kind, "purposes": Purpose, "parts": Part}


def plain(clause: Clause) -> dict[str, Any]:
    """Turn a clause into what JSON can hold, always in the same order."""
    return {one.name: _plain(getattr(clause, one.name)) for one in fields(clause)}


def clause_of(told: Mapping[str, Any]) -> Clause:
    """Build a clause from plain values; raises ValueError where a word is not known, for then nothing is decided."""
    said = dict(told)
    for name in ("holders", "recipients", "persons", "kinds", "purposes", "parts"):
        said[name] = frozenset(_WORDS.get(name, _as_is)(one) for one in told.get(name, ()))
    ends = told.get("ends_on")
    said["ends_on"] = date.fromisoformat(ends) if ends else None
    return Clause(**(said | {"effect": Effect(told["effect"]), "begins_on": date.fromisoformat(told["begins_on"])}))


def clause_declared(one: ClauseDeclared) -> Clause:
    """Build a clause from what an area's file says; a level stands for its parts, intelligence only for itself."""
    return Clause(
        code=one.code,
        effect=Effect(one.effect),
        because=one.because,
        begins_on=one.begins_on,
        ends_on=one.ends_on,
        holders=frozenset([*one.holders, *(f"{OF_TYPE}{kind}" for kind in one.holder_types)]),
        recipients=frozenset([*one.recipients, *(f"{OF_TYPE}{kind}" for kind in one.recipient_types)]),
        kinds=frozenset(map(Kind, one.kinds)),
        purposes=frozenset(map(Purpose, one.purposes)),
        parts=parts_named(one.parts),
    )


def parts_named(told: Iterable[str]) -> frozenset[Part]:
    """Give the parts that are named by themselves or by their level."""
    levels = set(Level)
    return frozenset(part for word in told for part in (PARTS_OF[Level(word)] if word in levels else (Part(word),)))


def clauses_of(told: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """Build the clauses of a version."""
    return tuple(clause_of(one) for one in told)


def now_about(clauses: Iterable[Clause], *, led: Mapping[int, int]) -> tuple[Clause, ...]:
    """Have clauses about persons whose numbers were retired be about whom these lead to."""
    return tuple(
        replace(one, persons=frozenset(led.get(person, person) for person in one.persons)) if one.persons else one
        for one in clauses
    )


def fingerprint(clauses: Iterable[Clause]) -> str:
    """Give 64 hexadecimal digits that are the same only for the same clauses in the same order."""
    return sha256(json.dumps([plain(one) for one in clauses], ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return [one if isinstance(one, int) else str(one) for one in sorted(value)]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _as_is(value: Any) -> Any:
    return value
