"""Whoever may be someone who is hidden is held aside, hidden too, until a keeper of shields has said who they are."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from wraparound.access.rules import VERSION
from wraparound.identity.actions.noting import note_for_index
from wraparound.identity.events import ShieldLifted, ShieldsSpread
from wraparound.identity.models import Doubt, Shield
from wraparound.identity.queries.seen import records_of_persons, shields_standing
from wraparound.identity.queries.shields import shields_of
from wraparound.identity.words import ShieldKind
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down
from wraparound.ledger.queries import Compiled

REASON = "Their records are like those of someone who is hidden. Say under Doubtful links whether they are one person."
FIRM = Compiled(lambda: shields_standing().exclude(kind=ShieldKind.LIKENESS).values_list("pk")[:1])
LET_GO = "A keeper said whether they are the one who is hidden."


@whole
def hold_aside(*, by: Actor, at: datetime) -> int:
    """Hide everyone about whom people are to be asked whether they are someone hidden; give how many that makes.

    Cost: one query where nobody is shielded, else two, one more where people are to be asked, and what is written.
    """
    if not FIRM.rows():
        return 0
    ways = [way for pair in _with_hidden().values_list("left__person", "right__person") for way in (pair, pair[::-1])]
    standing = shields_of({person for person, _ in ways}) if ways else []
    hidden = {one.person_id for one in standing}
    firm = {one.person_id: one for one in standing if one.kind != ShieldKind.LIKENESS}
    aside = {now: firm[was] for was, now in ways if was in firm and now not in hidden}
    kept = {"kind": ShieldKind.LIKENESS, "reason": REASON, "until": at.date(), "set_by": by.username, "set_at": at}
    made = Shield.objects.bulk_create(
        [Shield(person_id=person, spread_from=shield, **kept) for person, shield in sorted(aside.items())]
    )
    if made:
        note_for_index(records_of_persons(aside), at=at)
        told = ShieldsSpread(tuple((one.pk, one.spread_from_id or 0) for one in made))
        write_down(told, about=[one.person_id for one in made], rules=VERSION, by=by, at=at)
    return len(made)


@whole
def let_go(doubt: Doubt, *, by: Actor, at: datetime) -> None:
    """End what hid either person of a link only because they might be someone hidden, once all that is answered."""
    persons = {doubt.left.person_id, doubt.right.person_id}
    alike = shields_standing().filter(kind=ShieldKind.LIKENESS, person__in=persons).select_related("spread_from")
    for one in alike:
        origin = one.spread_from.person_id if one.spread_from else None
        if (origin in persons or _is_answered(one.person_id, other=origin)) and not _is_doubted(one.person_id):
            one.lifted_by, one.lifted_at, one.lifted_why = by.username, at, LET_GO
            one.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
            note_for_index(records_of_persons([one.person_id]), at=at)
            write_down(ShieldLifted(one.pk), about=[one.person_id], rules=VERSION, by=by, at=at)


def _is_answered(person: int, *, other: int | None) -> bool:
    """Say whether it is settled of some records of two persons whether they are one."""
    between = Q(left__person=person, right__person=other) | Q(left__person=other, right__person=person)
    return Doubt.objects.filter(between, decision__isnull=False).exists()


def _is_doubted(person: int) -> bool:
    """Say whether people are still to be asked whether someone is a person who is hidden."""
    return _with_hidden().filter(Q(left__person=person) | Q(right__person=person)).exists()


def _with_hidden() -> QuerySet[Doubt]:
    """Find the links that nobody has settled and of which one is hidden, for more than a likeness."""
    shields = shields_standing().exclude(kind=ShieldKind.LIKENESS)
    left, right = (Exists(shields.filter(person=OuterRef(f"{end}__person"))) for end in ("left", "right"))
    return Doubt.objects.filter(left | right, decision__isnull=True)
