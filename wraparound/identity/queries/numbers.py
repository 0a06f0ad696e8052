"""The numbers that sources give people, who says so, whether each is verified, and which are withheld."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from wraparound.access.queries import names_of
from wraparound.identity.models import Person, Record, Withheld
from wraparound.identity.queries.family import Voices, unanswered, voices
from wraparound.identity.queries.held import RecordHeld
from wraparound.identity.queries.seen import records_of
from wraparound.identity.queries.told import Source
from wraparound.identity.rules import plain_number, written_number
from wraparound.identity.rules.numbers import every_number, former_in, standing, states_of
from wraparound.identity.words import NumberKind, NumberState
from wraparound.ledger.queries import Compiled


@dataclass(frozen=True)
class NumberShown:
    """One number of a person, or that its kind is withheld: which sources give it, and which of them verified it.

    Of one that is former, `before` names those who say so, `since` and `until` when it was told, as far as that is
    known.
    """

    kind: NumberKind
    number: str
    agencies: list[str]
    verified: list[str]
    withheld: bool = False
    state: NumberState = NumberState.STANDS
    before: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None

    @property
    def who(self) -> list[str]:
        """Name every agency that tells of it, those first that verified it."""
        return list(dict.fromkeys([*self.verified, *self.agencies, *self.before]))


def numbers_withheld() -> frozenset[str]:
    """Give every number that nobody is shown, as letters and digits alone. Cost: one small query."""
    return frozenset(number for (number,) in WITHHELD.rows())


WITHHELD = Compiled(lambda: Withheld.objects.filter(shown_at__isnull=True).values_list("number"))


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
    for kind in NumberKind:
        if kind in hides:
            continue
        states = states_of((one.record.said for one in sources), kind=kind)
        for plain, one in _told(sources, kind=kind).items():
            if plain not in withheld:
                shown[kind, plain] = replace(one, state=states.get(plain, NumberState.STANDS))
    kinds, states_in_order = list(NumberKind), list(NumberState)
    return sorted(
        [*found.values(), *shown.values()],
        key=lambda one: (kinds.index(one.kind), states_in_order.index(one.state), not one.verified),
    )


def number_in_words(one: NumberShown) -> str:
    """Say whether a number that is shown stands, and whether a source has verified it."""
    if one.state == NumberState.FORMER:
        return "Former"
    return "Temporary" if one.state == NumberState.TEMPORARY else "Verified" if one.verified else "Not verified"


def _told(sources: Sequence[Source], *, kind: NumberKind) -> dict[str, NumberShown]:
    """Gather the numbers of one kind, as letters and digits alone, with who says what of each."""
    found: dict[str, NumberShown] = {}
    for source in sources:
        said = source.record.said
        for place, text in enumerate(standing(said, kind=kind)):
            number = written_number(text, kind=kind)
            one = found.setdefault(plain_number(number), NumberShown(kind, number, [], []))
            names = one.verified if place == 0 and _is_verified(source, kind=kind) else one.agencies
            if source.agency not in names:
                names.append(source.agency)
        for former in former_in(said, kind=kind):
            number = written_number(former.number, kind=kind)
            one = found.setdefault(plain_number(number), NumberShown(kind, number, [], []))
            found[plain_number(number)] = replace(
                one,
                before=[*one.before, *({source.agency} - {*one.before})],
                since=min(filter(None, (one.since, former.since)), default=None),
                until=max(filter(None, (one.until, former.until)), default=None),
            )
    return found


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


def _numbers(records: Iterable[Record | RecordHeld]) -> Iterable[tuple[NumberKind, str]]:
    for record in records:
        for kind in NumberKind:
            for text in every_number(record.said, kind=kind):
                yield kind, plain_number(text)
