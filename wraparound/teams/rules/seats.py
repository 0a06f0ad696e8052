"""Who fills a seat on a day, what a seat wants to be given, and how much work it has; explained, never scored."""

from dataclasses import dataclass
from datetime import date

from wraparound.access.rules import is_address
from wraparound.teams.words import NewSeat


@dataclass(frozen=True)
class Load:
    """How much work a seat has: pieces accepted, children in them, and for how much of full time."""

    pieces: int
    children: int
    share: int

    @property
    def for_full_time(self) -> float:
        """Give how many pieces that would be for somebody full time: 6 at half time are as 12."""
        return round(self.pieces * 100 / self.share, 1)

    @property
    def words(self) -> str:
        """Say how the number comes about, so that everybody can judge it for themselves."""
        pieces = "1 piece of work" if self.pieces == 1 else f"{self.pieces} pieces of work"
        children = "1 child" if self.children == 1 else f"{self.children} children"
        if not self.pieces:
            return "Nothing now"
        whole = f"{pieces} for {children}" if self.children else pieces
        if self.share == 100:
            return whole
        return f"{whole}, as {self.for_full_time:g} would be for somebody full time"


def is_filled(begins_on: date, *, ends_on: date | None, on: date) -> bool:
    """Say whether a seat is filled on a day: [begins, ends)."""
    return begins_on <= on and (ends_on is None or on < ends_on)


def wanting_of_seat(seat: NewSeat) -> dict[str, str]:
    """Say what a seat wants yet, by its field; nothing where it can be given."""
    wants = {}
    if not seat.username and not seat.name.strip():
        wants["name"] = "Give the name of whoever fills the seat, or choose their account."
    if not seat.username and not is_address(seat.email):
        wants["email"] = "Give a work address, such as name@example.org: they have no account here."
    if not seat.role.strip():
        wants["role"] = "Say what they are in this team, such as “Seconded police officer”."
    if not 1 <= seat.share <= 100:
        wants["share"] = "Give the share of full time in percent: from 1 to 100."
    if seat.ends_on is not None and seat.ends_on < seat.begins_on:
        wants["ends_on"] = "A seat ends on the day it begins, or later."
    return wants
