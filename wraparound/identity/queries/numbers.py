"""The numbers that sources give people, who says so, whether each is verified, and which are withheld."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from wraparound.access.queries import names_of
from wraparound.identity.models import Person, Record, Withheld
from wraparound.identity.queries.family import Voices, unanswered, voices
from wraparound.identity.queries.seen import records_of
from wraparound.identity.queries.told import Source
from wraparound.identity.rules import plain_number, written_number
from wraparound.identity.words import NumberKind


@dataclass(frozen=True)
class NumberShown:
    """One number of a person, or that its kind is withheld: which sources give it, and which of them verified it."""

    kind: NumberKind
    number: str
    agencies: list[str]
    verified: list[str]
    withheld: bool = False


def numbers_withheld() -> frozenset[str]:
    """Give every number that nobody is shown, as letters and digits alone. Cost: one small query."""
    return frozenset(Withheld.objects.filter(shown_at__isnull=True).values_list("number", flat=True))


def kinds_withheld(sources: Iterable[Source], *, withheld: frozenset[str]) -> frozenset[NumberKind]:
    """Give the kinds of number of which a person has one that is withheld: none of that kind is shown of them."""
    if not withheld:
        return frozenset()
    return frozenset(kind for kind, number in _numbers(one.record for one in sources) if number in withheld)


def numbers_of(sources: Sequence[Source], *, withheld: frozenset[str]) -> list[NumberShown]:
    """Give a person's numbers as sources give them; a kind that is withheld stands there once, without a number."""
    hides = kinds_withheld(sources, withheld=withheld)
    found = {kind: NumberShown(kind, "", [], [], withheld=True) for kind in hides}
    shown: dict[tuple[NumberKind, str], NumberShown] = {}
    for source in sources:
        for kind in NumberKind:
            for place, text in enumerate(source.record.said.get(kind, [])):
                if kind in hides or plain_number(text) in withheld:
                    continue
                number = written_number(text, kind=kind)
                one = shown.setdefault((kind, plain_number(number)), NumberShown(kind, number, [], []))
                said = one.verified if place == 0 and _is_verified(source, kind=kind) else one.agencies
                if source.agency not in said:
                    said.append(source.agency)
    order = list(NumberKind)
    return sorted([*found.values(), *shown.values()], key=lambda one: (order.index(one.kind), not one.verified))


def numbers_not_told(sources: Sequence[Source]) -> list[tuple[str, Voices]]:
    """Say of the NHS number and the pupil number that no source gives, who does not ask and who was told nothing."""
    now = [source for source in sources if source.is_now]
    return [
        (kind.label, voices((unanswered(one, wanted={kind}), one.agency) for one in now))
        for kind in (NumberKind.NHS_NUMBER, NumberKind.UPN)
        if now and not any(one.record.said.get(kind) for one in sources)
    ]


@dataclass(frozen=True)
class Withholding:
    """That someone's numbers of one kind were withheld: when, by whom and why; and if so, who showed them again."""

    at: datetime
    by: str
    reason: str
    shown_at: datetime | None
    shown_by: str
    shown_reason: str


def withholdings_of(person: Person, *, kind: NumberKind) -> list[Withholding]:
    """Give when and why a person's numbers of one kind were withheld, the latest first. Cost: three queries at most."""
    numbers = numbers_to_withhold(person, kind=kind)
    found = list(Withheld.objects.filter(kind=kind, number__in=numbers).order_by("-at", "-pk"))
    names = names_of({one.by for one in found} | {one.shown_by for one in found}) if found else {}
    told = [
        Withholding(
            one.at,
            names.get(one.by, one.by),
            one.reason,
            one.shown_at,
            names.get(one.shown_by, one.shown_by),
            one.shown_reason,
        )
        for one in found
    ]
    return list(dict.fromkeys(told))


def numbers_to_withhold(person: Person, *, kind: NumberKind) -> set[str]:
    """Give the numbers of one kind that records of a person hold."""
    return {number for one, number in _numbers(records_of(person)) if one == kind}


def _is_verified(source: Source, *, kind: NumberKind) -> bool:
    return source.record.said.get(f"{kind}_verified") == ["true"]


def _numbers(records: Iterable[Record]) -> Iterable[tuple[NumberKind, str]]:
    for record in records:
        for kind in NumberKind:
            for text in record.said.get(kind, []):
                yield kind, plain_number(text)
