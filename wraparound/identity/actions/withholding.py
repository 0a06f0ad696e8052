"""A number that could harm someone if it were seen is withheld from everyone, for a reason, until someone shows it."""

from datetime import datetime

from wraparound.access.rules import VERSION, says_why
from wraparound.identity.actions.noting import note_for_index
from wraparound.identity.events import NumberShown, NumberWithheld
from wraparound.identity.models import Person, Withheld
from wraparound.identity.policies import check_may_see, check_may_withhold
from wraparound.identity.queries.numbers import Withholding, numbers_to_withhold, withholdings_of
from wraparound.identity.queries.seen import person_asked, records_of_persons
from wraparound.identity.rules import hidden
from wraparound.identity.words import NumberKind
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole, write_down


class CannotWithhold(CannotDo):
    """There is no such number to withhold or to show again, or the reason given will not do."""


@whole
def withhold_number(code: str, *, kind: NumberKind, reason: str, by: Actor, at: datetime) -> list[Withheld]:
    """Let nobody see a person's numbers of one kind, wherever they stand; linking goes on using them.

    The numbers are withheld by their value: they stay so when records are filed again, linked, merged or parted.
    """
    check_may_withhold(by, at=at)
    person = _person(code, by=by, at=at)
    numbers = numbers_to_withhold(person, kind=kind)
    _check_reason(reason, numbers=numbers)
    standing = Withheld.objects.filter(kind=kind, number__in=numbers, shown_at__isnull=True)
    new = sorted(numbers - set(standing.values_list("number", flat=True)))
    if not new:
        raise CannotWithhold(f"No source gives this person a number of this kind that can be seen: {kind.label}.")
    kept = [
        Withheld.objects.create(kind=kind, number=number, reason=reason.strip(), by=by.username, at=at)
        for number in new
    ]
    note_for_index(records_of_persons([person.pk]), at=at)
    write_down(NumberWithheld(str(kind), tuple(one.pk for one in kept)), about=[person.pk], by=by, at=at)
    return kept


@whole
def show_number(code: str, *, kind: NumberKind, reason: str, by: Actor, at: datetime) -> None:
    """Show a person's numbers of one kind again, since showing them no longer harms anyone."""
    check_may_withhold(by, at=at)
    person = _person(code, by=by, at=at)
    numbers = numbers_to_withhold(person, kind=kind)
    _check_reason(reason, numbers=numbers)
    standing = Withheld.objects.filter(kind=kind, number__in=numbers, shown_at__isnull=True)
    ids = tuple(standing.values_list("pk", flat=True))
    if not ids:
        raise CannotWithhold(f"No number of this kind is withheld of this person: {kind.label}.")
    standing.update(shown_reason=reason.strip(), shown_by=by.username, shown_at=at)
    note_for_index(records_of_persons([person.pk]), at=at)
    write_down(NumberShown(str(kind), ids), about=[person.pk], by=by, at=at)


@whole
def look_at_withholdings(code: str, *, kind: NumberKind, by: Actor, at: datetime) -> list[Withholding] | None:
    """Show when and why a person's numbers of one kind were withheld; None where there is nobody with this code."""
    check_may_withhold(by, at=at)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None:
        return None
    check_may_see(person.code, seen=is_seen)
    found = withholdings_of(person, kind=kind)
    if found:
        looked("why a number is withheld", about=[person.pk], shown=(str(kind),), rules=VERSION, by=by, at=at)
    return found


def _person(code: str, *, by: Actor, at: datetime) -> Person:
    """Find whose number it is, if it is someone whom the actor may see."""
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None:
        raise CannotWithhold("There is nobody with this code.")
    check_may_see(person.code, seen=is_seen)
    return person


def _check_reason(reason: str, *, numbers: set[str]) -> None:
    if not says_why(reason):
        raise CannotWithhold("Say why in a sentence, so that someone else can judge it.")
    if hidden(reason, withheld=numbers) != reason:
        raise CannotWithhold("Say why without the number itself.")
