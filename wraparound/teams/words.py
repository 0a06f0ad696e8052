"""The words of teams: what work is asked of whom, where it stands, what has happened to it, and seats."""

from dataclasses import dataclass
from datetime import date

from wraparound.kernel.word import Word


class WorkStanding(Word):
    """Where a piece of work stands."""

    WANTED = "wanted", "waits for somebody"
    ALLOCATED = "allocated", "allocated, not accepted yet"
    ACCEPTED = "accepted", "accepted"
    BEGUN = "begun", "begun with the family"
    ENDED = "ended", "ended"
    REFUSED = "refused", "refused"
    NOT_TAKEN_UP = "not_taken_up", "not taken up by the family"
    WITHDRAWN = "withdrawn", "taken back by those who asked"


class WorkAct(Word):
    """Something done with a piece of work: a line of its history."""

    ASK = "ask", "asked for"
    ALLOCATE = "allocate", "allocated"
    ACCEPT = "accept", "accepted"
    HAND_OVER = "hand_over", "handed over"
    RELEASE = "release", "given back to be allocated"
    REFUSE = "refuse", "refused"
    BEGIN = "begin", "the family has begun"
    NOT_TAKE_UP = "not_take_up", "the family did not take it up"
    END = "end", "ended"
    WITHDRAW = "withdraw", "taken back"


@dataclass(frozen=True)
class WorkAsked:
    """What a team of the area or a local service is asked to take on, for whom, and about what elsewhere."""

    about: str  # such as contact:C-7K3M-92QX
    persons: tuple[int, ...]  # of the index; none where nobody of the family is known yet
    words: str  # what is asked; it may name the child, and goes into no letter
    agency: str = ""  # a code; none for a service of an organisation that is no agency here
    team: str = ""  # a code
    service: str = ""  # a code
    service_name: str = ""
    address: str = ""  # for the letter with a link; where none is given, the team's or the agency's own
    level: str = ""  # of need
    leads: bool = False  # whoever accepts is the lead practitioner
    due_rule: str = "accept-work"


@dataclass(frozen=True, kw_only=True)
class NewSeat:
    """A seat as it is to be given: in which team, from which agency, who fills it, as what, how much of full time."""

    team: str
    agency: str
    role: str
    begins_on: date
    ends_on: date | None = None
    share: int = 100  # hundredths of full time
    username: str = ""  # none for somebody without an account, who has a name and an address
    name: str = ""
    email: str = ""
