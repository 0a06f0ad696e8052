"""Signing a day, so that nobody can write it anew without its showing."""

from datetime import UTC, date, datetime

from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions.writing import whole, write_down
from wraparound.ledger.events import DaySealed
from wraparound.ledger.models import Seal
from wraparound.ledger.ports import OUTSIDE
from wraparound.ledger.queries.chain import last_entry_of
from wraparound.ledger.rules import sealed_words


class CannotSeal(CannotDo):
    """The day is not over, or there is nothing to sign, or nothing to sign it with."""


@whole
def seal_day(day: date, *, by: Actor, at: datetime) -> Seal:
    """Sign the last entry of a day that is over, and write down that it was signed."""
    if day >= at.astimezone(UTC).date():
        raise CannotSeal(f"{day} is not over yet (by UTC, in which the ledger counts its days).")
    last = last_entry_of(day)
    if last is None:
        raise CannotSeal(f"The ledger has no entry of {day}.")
    if OUTSIDE.signer is None:
        raise CannotSeal("Nobody has said with which key the ledger is signed.")
    if Seal.objects.filter(day=day, place=last.place).exists():
        raise CannotSeal(f"{day} is sealed already.")
    signer = OUTSIDE.signer()
    sealed = DaySealed(day.isoformat(), last.place, last.hash)
    seal = Seal(day=day, place=last.place, hash=last.hash, key=signer.key, at=at)
    seal.signature = signer.sign(sealed_words(day=sealed.day, place=sealed.place, hash=sealed.hash))
    seal.save()
    write_down(sealed, by=by, at=at)
    return seal
