"""A child's family: what each source says of it, side by side, and what was not asked or not told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wraparound.identity.queries.held import RelativeHeld
from wraparound.identity.queries.told import Source
from wraparound.identity.rules import plain_name
from wraparound.identity.words import Answered, LivesWith, Relation, Responsibility

ANSWERS: dict[str, str] = {
    Responsibility.HAS: "Yes", Responsibility.HAS_NOT: "No", LivesWith.YES: "Yes", LivesWith.NO: "No",
    Responsibility.NOT_ASKED: "Not asked",
}  # fmt: skip
ASKED_FOR = {"Mother": Relation.MOTHER, "Father": Relation.FATHER, "Brothers and sisters": Relation.SIBLING}
ANY = "relation:any relation"
VAGUE = {Relation.PARENT_OR_CARER, Relation.OTHER}
Voices = list[tuple[str, list[str]]]  # what is said, and which agencies say so


@dataclass(frozen=True)
class KinShown:
    """Someone of a child's family: what each source says of how they stand to the child."""

    name: str
    code: str  # the relation that says most
    relation: Voices
    responsibility: Voices
    lives_with: Voices
    since: date
    until: date | None


def family_of(sources: Sequence[Source], *, now: bool) -> list[KinShown]:
    """Give those whom sources name as family, as they say it now, or as they said it before and no more."""
    named: dict[str, list[tuple[Source, RelativeHeld]]] = {}
    for source in sources:
        for one in source.relatives:
            if one.name and (one.until_on is None and source.is_now) == now:
                named.setdefault(plain_name(one.name), []).append((source, one))
    order = list(Relation)
    shown = [(min(order.index(Relation(one.relation)) for _, one in told), _kin(told)) for told in named.values()]
    return [kin for _, kin in sorted(shown, key=lambda pair: (pair[0], pair[1].name))]


def not_told(sources: Sequence[Source]) -> list[tuple[str, Voices]]:
    """Say of mother, father and siblings whom no source names, who has not asked and who was told nothing."""
    now = [source for source in sources if source.is_now]
    told = [(source, one) for source in now for one in source.relatives if one.until_on is None]
    found = []
    for words, relation in ASKED_FOR.items():
        if now and not any(one.name and one.relation == relation for _, one in told):
            answers = {
                source.record.pk: Answered(one.answered).label for source, one in told if one.relation == relation
            }
            wanted = {f"relation:{relation}", ANY}
            said = ((answers.get(one.record.pk) or unanswered(one, wanted=wanted), one.agency) for one in now)
            found.append((words, voices((answer.capitalize(), agency) for answer, agency in said)))
    return found


def unanswered(source: Source, *, wanted: Iterable[str]) -> str:
    """Say why a source tells nothing of something: its file does not ask, or asks and was told nothing."""
    return "Nothing told" if source.asks & set(wanted) else "Not asked"


def voices(said: Iterable[tuple[str, str]]) -> Voices:
    """Gather who says the same."""
    found: dict[str, list[str]] = {}
    for words, agency in said:
        if agency not in found.setdefault(words, []):
            found[words].append(agency)
    return list(found.items())


def _kin(told: Sequence[tuple[Source, RelativeHeld]]) -> KinShown:
    ends = [one.until_on or source.record.ended_on for source, one in told]
    relations = [Relation(one.relation) for _, one in told]
    return KinShown(
        name=told[0][1].name,
        code=next((one for one in relations if one not in VAGUE), relations[0]),
        relation=voices((Relation(one.relation).label, source.agency) for source, one in told),
        responsibility=voices((ANSWERS[one.responsibility], source.agency) for source, one in told),
        lives_with=voices((ANSWERS[one.lives_with], source.agency) for source, one in told),
        since=min(one.told_on for _, one in told),
        until=max(filter(None, ends)) if all(ends) else None,
    )
