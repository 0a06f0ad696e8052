"""Parts in a life end once someone has grown up, as the area's settings say, and go on again where that was not so."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Subquery

from wraparound.access.policies import check_may
from wraparound.access.rules import VERSION, says_why
from wraparound.access.words import Permission
from wraparound.identity.actions.retaining import set_hold
from wraparound.identity.events import InvolvementsEnded, InvolvementsGivenBack
from wraparound.identity.models import Ending, EndingToCome, Hold, Record
from wraparound.identity.queries.ending import (
    Ripe,
    ages_now,
    ended_by_age,
    endings_standing,
    persons_to_settle,
    ripe_of,
)
from wraparound.identity.rules.ending import SOON, Due, due_of, why_not_known
from wraparound.identity.words import HoldKind
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

NOT_SO_OLD = "By what is known now they are not of that age yet, or are helped for longer."


class CannotTakeBack(CannotDo):
    """A part of an agency's has not ended by age, or goes on again already."""


@whole
def settle_endings(after: int = 0, *, by: Actor, at: datetime) -> tuple[int | None, int]:
    """End what is due of the next persons, give back what is not due any more, and note what is due before long.

    Gives after whom to go on, None at the end, and how many parts ended now. Each call is a transaction of its own, and
    to begin again does nothing twice, so that it can be killed anywhere. Cost: some ten statements, however many.
    """
    ages, since = ages_now()
    on = at.date()
    persons = persons_to_settle(after, ages=ages, since=since, on=on)
    if not persons:
        EndingToCome.objects.filter(at__lt=at).delete()
        return None, 0
    list(Record.objects.select_for_update().filter(person__in=persons).order_by("pk").values_list("pk"))
    ends: dict[int, Due] = {}
    soon: dict[int, Due] = {}
    unknown: dict[int, str] = {}
    back: list[int] = []
    shown: list[int] = []  # although they have ended: a file was taken in at the same moment
    for ripe in ripe_of(persons).values():
        due = due_of(ripe.held, ages=ages, on=on)
        back += [ending for record, ending in ripe.ended.items() if record not in due or due[record].on > on]
        shown += ripe.shown
        if why := why_not_known(ripe.held, on=on):
            unknown |= dict.fromkeys(_going_on(ripe), why)
        for record in _going_on(ripe) & due.keys():
            if due[record].on > on or ripe.is_held:
                soon |= {record: due[record]} if due[record].on <= on + SOON else {}
            else:
                ends[record] = due[record]
    Record.objects.filter(pk__in=shown).update(ended_on=Subquery(ended_by_age("pk")))
    _end(ends, by=by, at=at)
    _give_back(back, why=NOT_SO_OLD, by=by, at=at)
    _note(soon, unknown=unknown, persons=persons, at=at)
    return persons[-1], len(ends)


@whole
def take_back_ending(ending: int, *, why: str, by: Actor, at: datetime) -> Hold:
    """Let agencies' parts that have ended by age go on, and hold them so until a keeper lifts the hold."""
    check_may(by, permission=Permission.KEEP_RETENTION)
    held = endings_standing().filter(pk=ending, record__person__isnull=False).select_related("record__person").first()
    if held is None or held.record.person is None:
        raise CannotTakeBack("This part goes on again already.")
    if not says_why(why):
        raise CannotTakeBack("Say in a sentence why it must go on, so that someone else can judge it.")
    person = held.record.person
    hold = set_hold(person.code, kind=HoldKind.OTHER, reason=why, by=by, at=at)
    theirs = endings_standing().filter(record__person=person).order_by("pk")
    _give_back(list(theirs.values_list("pk", flat=True)), why=why.strip(), by=by, at=at)
    return hold


def _going_on(ripe: Ripe) -> set[int]:
    return {one.record for one in ripe.held if one.in_file and one.record not in ripe.ended}


def _end(ends: dict[int, Due], *, by: Actor, at: datetime) -> None:
    if not ends:
        return
    made = Ending.objects.bulk_create(
        [
            Ending(record_id=record, rule=due.rule, words=due.words, due_on=due.on, on=at.date(), at=at)
            for record, due in sorted(ends.items())
        ]
    )
    Record.objects.filter(pk__in=ends).update(ended_on=at.date())
    whose = Record.objects.filter(pk__in=ends).order_by("pk").values_list("person_id", flat=True)
    write_down(
        InvolvementsEnded(tuple(one.pk for one in made)),
        about=[one for one in whose if one],
        rules=VERSION,
        by=by,
        at=at,
    )


def _give_back(endings: Collection[int], *, why: str, by: Actor, at: datetime) -> None:
    """Let parts go on; of what the agency's file holds no longer, the end is the day on which it vanished."""
    if not endings:
        return
    told = endings_standing().filter(pk__in=endings).order_by("pk")
    held = list(told.values_list("record", "gone_on", "record__person"))
    for gone_on in {gone for _, gone, _ in held}:
        Record.objects.filter(pk__in=[pk for pk, gone, _ in held if gone == gone_on]).update(ended_on=gone_on)
    told.update(undone_why=why, undone_by=by.username, undone_at=at)
    about = [person for _, _, person in held if person]
    write_down(InvolvementsGivenBack(tuple(sorted(endings))), about=about, rules=VERSION, by=by, at=at)


def _note(soon: dict[int, Due], *, unknown: dict[int, str], persons: Collection[int], at: datetime) -> None:
    """Note what ends before long, and what does not since no birth date is known, in place of what was noted."""
    EndingToCome.objects.filter(record__person__in=persons).delete()
    EndingToCome.objects.bulk_create(
        [
            EndingToCome(record_id=record, rule=due.rule, words=due.words, due_on=due.on, at=at)
            for record, due in sorted(soon.items())
        ]
        + [EndingToCome(record_id=record, words=words, at=at) for record, words in sorted(unknown.items())]
    )
