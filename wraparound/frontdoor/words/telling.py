"""What somebody tells the front door, as it is taken in: the story first, then only what matters for it."""

from dataclasses import dataclass, field
from datetime import date

from wraparound.frontdoor.words import Channel, FamilyTold, Teller


@dataclass(frozen=True, kw_only=True)
class Referrer:
    """Who tells, and how they can be reached. `agency` is the code of an agency of the area, or empty."""

    teller: Teller
    name: str = ""
    role: str = ""
    agency: str = ""
    phone: str = ""
    email: str = ""
    stays_unnamed: bool = False  # to the family


@dataclass(frozen=True, kw_only=True)
class ChildTold:
    """A child as told: someone of the index by their `code`, or only words. A name may not be known yet."""

    code: str = ""
    name: str = ""
    born: str = ""  # as written, such as 2019-03-07, or the day a birth is expected
    unborn: bool = False
    sex: str = ""
    address: str = ""
    school: str = ""
    nhs_number: str = ""
    described: str = ""  # where no name is known: "a boy of about six, at number 12"


@dataclass(frozen=True, kw_only=True)
class Telling:
    """All that somebody tells the front door at once. `key` is the draft's, so that the same is taken in once."""

    channel: Channel
    referrer: Referrer
    story: str
    children: tuple[ChildTold, ...]
    wants: str = ""  # what the one who tells wants to happen
    family_told: FamilyTold | str = ""
    family_words: str = ""  # what the family said, or why it is unsafe to tell them
    happened_on: date | None = None
    other: str = ""  # the outside system's own reference, such as a police incident number
    key: str = ""


@dataclass(frozen=True)
class Taken:
    """That a contact was taken in: its reference, the code that opens its page, and whether it was there before."""

    ref: str
    code: str  # shown once; "" where an account or a link opens the page, or it was there before
    is_new: bool = field(default=True)
