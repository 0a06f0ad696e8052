"""An adopted child's two identities are kept apart: hidden both, never linked, until a keeper ends it."""

from collections.abc import Collection
from datetime import datetime
from itertools import product

from wraparound.access.policies import check_may, check_may_now
from wraparound.access.rules import VERSION, says_why
from wraparound.access.words import Permission
from wraparound.identity.actions.deciding import decide_of, undo_decision
from wraparound.identity.actions.shielding import set_shield
from wraparound.identity.events import KeptApart, NoLongerApart
from wraparound.identity.models import Apart, Decision, Doubt, Person
from wraparound.identity.queries.apart import (
    MOST,
    ApartPage,
    apart_page,
    aparts_standing,
    decisions_of,
    records_in_words,
)
from wraparound.identity.queries.seen import person_known, records_of, shields_standing
from wraparound.identity.words import ShieldKind
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole, write_down
from wraparound.matching.words import Answer

WHY = "one child's two identities, which are kept apart"


class CannotKeepApart(CannotDo):
    """There are not two such persons, or somebody has said that they are one, or it is ended already."""


class AreOne(CannotKeepApart):
    """Both codes lead to one person, and it is not said which of the records are of the identity of before."""


@whole
def keep_apart(former: str, *, new: str, reason: str, records: Collection[int] = (), by: Actor, at: datetime) -> Apart:
    """Say that two codes are one child's former and new identity: both are hidden, and nothing links them any more.

    Where both lead to one person, `records` are those of the identity of before, which are parted from the others.

    Cost: some queries for each record of the one with each of the other.
    """
    check_may_now(by, permission=Permission.KEEP_SHIELDS, at=at)
    if not says_why(reason):
        raise CannotKeepApart("Say in a sentence what another keeper must know.")
    one, other = (_person(code, by=by) for code in (former, new))
    for person in (one, other):
        if not shields_standing().filter(person=person, kind=ShieldKind.ADOPTED).exists():
            set_shield(person.code, kind=ShieldKind.ADOPTED, reason=reason, by=by, at=at)
    if one == other:
        one, other = _parted(one, records=records, by=by, at=at)
    apart = Apart.objects.create(former=one, new=other, reason=reason.strip(), set_by=by.username, set_at=at)
    for left, right in product(*(sorted(records_of(who).values_list("pk", flat=True)) for who in (one, other))):
        _told_apart(*sorted((left, right)), apart=apart, by=by, at=at)
    write_down(KeptApart(apart.pk), about=[one.pk, other.pk], rules=VERSION, by=by, at=at)
    return apart


@whole
def let_meet(apart: int, *, why: str, by: Actor, at: datetime) -> Apart:
    """End that two identities are kept apart; both stay hidden until their shields are lifted."""
    check_may_now(by, permission=Permission.KEEP_SHIELDS, at=at)
    held = Apart.objects.select_for_update().filter(pk=apart, ended_at__isnull=True).first()
    if held is None:
        raise CannotKeepApart("This was ended already.")
    if not says_why(why):
        raise CannotKeepApart("Say in a sentence why they need not be kept apart.")
    decisions = decisions_of(held)
    held.ended_by, held.ended_at, held.ended_why = by.username, at, why.strip()
    held.save(update_fields=["ended_by", "ended_at", "ended_why"])
    for decision in decisions:
        undo_decision(decision, by=by, at=at)
    write_down(NoLongerApart(held.pk), about=[held.former_id, held.new_id], rules=VERSION, by=by, at=at)
    return held


@whole
def look_at_aparts(*, by: Actor, at: datetime) -> list[Apart]:
    """Show a keeper which identities are kept apart, the newest first."""
    check_may(by, permission=Permission.KEEP_SHIELDS)
    found = list(aparts_standing()[:MOST])
    if found:
        about = [person for one in found for person in (one.former_id, one.new_id)]
        looked("identities kept apart", about=about, shown=("code",), rules=VERSION, by=by, at=at)
    return found


@whole
def look_at_apart(apart: int, *, by: Actor, at: datetime) -> ApartPage | None:
    """Show a keeper two identities that are kept apart, and why."""
    check_may(by, permission=Permission.KEEP_SHIELDS)
    page = apart_page(apart, by=by)
    if page:
        about, shown = [page.apart.former_id, page.apart.new_id], ("code", "name", "born", "reason")
        looked("two identities kept apart", about=about, shown=shown, rules=VERSION, by=by, at=at)
    return page


@whole
def look_at_records(code: str, *, by: Actor, at: datetime) -> list[tuple[int, str]]:
    """Show a keeper the records of one person, who is to be parted into two identities."""
    check_may_now(by, permission=Permission.KEEP_SHIELDS, at=at)
    person = _person(code, by=by)
    found = records_in_words(person)
    looked("records to be parted", about=[person.pk], shown=("name", "born"), rules=VERSION, by=by, at=at)
    return found


def _person(code: str, *, by: Actor) -> Person:
    person = person_known(code, by=by)
    if person is None:
        raise CannotKeepApart(f"There is no person of the code {code}. It is on the child's page, such as P-7K3M-92QX.")
    return person


def _parted(person: Person, *, records: Collection[int], by: Actor, at: datetime) -> tuple[Person, Person]:
    """Part the records of the identity of before from the others of a person; give both persons."""
    theirs = sorted(records_of(person).values_list("pk", flat=True))
    before, now = ([pk for pk in theirs if (pk in records) is wanted] for wanted in (True, False))
    if not before or not now:
        raise AreOne("Both codes lead to one person by now. Say which of the records are of the identity of before.")
    for record in before:
        decide_of(now[0], right=record, answer=Answer.DIFFERENT, reason=WHY, by=by, at=at)
    for record in before[1:]:
        decide_of(before[0], right=record, answer=Answer.SAME, reason=WHY, by=by, at=at)
    return Person.objects.get(records=before[0]), Person.objects.get(records=now[0])


def _told_apart(left: int, right: int, *, apart: Apart, by: Actor, at: datetime) -> None:
    """Say of two records that they are two people's, for the sake of the two identities."""
    said = Decision.objects.filter(left__in=(left, right), right__in=(left, right), undone_at__isnull=True)
    if said.filter(answer=Answer.SAME).exists():
        raise CannotKeepApart("Somebody has said that two of their records are one person's. Take that back first.")
    decision = said.filter(answer=Answer.DIFFERENT, reason=WHY, apart=None).first() or decide_of(
        left, right=right, answer=Answer.DIFFERENT, reason=WHY, by=by, at=at
    )
    Decision.objects.filter(pk=decision.pk).update(apart=apart)
    Doubt.objects.filter(left=left, right=right).update(decision=decision)
