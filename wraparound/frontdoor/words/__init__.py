"""The front door's words: who tells, by which way, how a contact stands, and what may be done with it."""

from wraparound.kernel.word import Word


class Channel(Word):
    """By which way a contact came."""

    PAGE = "page", "By the page, signed in"
    LINK = "link", "By a link sent to a work address"
    PUBLIC = "public", "By the page for everyone"
    PHONE = "phone", "By telephone"
    SYSTEM = "system", "From an agency’s system"
    FILE = "file", "From a file of notifications"


class Teller(Word):
    """Who tells the front door."""

    PROFESSIONAL = "professional", "Somebody who works with children"
    FAMILY = "family", "A parent, carer or relative"
    CHILD = "child", "A child or young person"
    PUBLIC = "public", "A neighbour, friend or anybody else"


class FamilyTold(Word):
    """Whether the family knows that the front door is told."""

    YES = "yes", "Yes, they know and agree"
    AGAINST = "against", "They know, and do not agree"
    NO = "no", "Not yet"
    UNSAFE = "unsafe", "No: telling them could put someone in danger"


class Consent(Word):
    """Whether the family agrees to what is decided, or why that is not needed."""

    AGREED = "agreed", "The family agrees"
    NOT_NEEDED = "not_needed", "Agreement is not needed: a child may be suffering significant harm"
    DECLINED = "declined", "The family does not agree"
    UNSAFE = "unsafe", "Asking them would put someone in danger"


class ContactState(Word):
    """How a contact stands."""

    RECEIVED = "received", "Waits for a decision"
    PROPOSED = "proposed", "Waits for a second pair of eyes"
    OFFERED = "offered", "Waits for somebody to accept"
    RETURNED = "returned", "Back at the door"
    ACCEPTED = "accepted", "Accepted"
    BEGUN = "begun", "Help has begun"
    JOINED = "joined", "Joined to an earlier contact"


class Move(Word):
    """What moves a contact from one state to the next."""

    PROPOSE = "propose", "Somebody decides, and a second pair of eyes is needed"
    DECIDE = "decide", "It is decided, and others are asked to take it on"
    SEND_BACK = "send_back", "The second pair of eyes sees it otherwise"
    ACCEPT = "accept", "All who were asked have accepted, or advice was given"
    BEGIN = "begin", "The family has begun with all that was offered"
    COME_BACK = "come_back", "Somebody refused, the family did not take it up, or all was taken back"
    RELEASE = "release", "Whoever accepted holds it no more, and others are asked again"
    REOPEN = "reopen", "It is decided anew"
    JOIN = "join", "It is about what was told already"
    PART = "part", "It is about something else after all"


class ResponseKind(Word):
    """What sort of response is offered."""

    TEAM = "team", "A team of the area"
    SERVICE = "service", "A local service"
    LEAD = "lead", "The lead practitioner who works with the family already"
    ADVICE = "advice", "Advice, given by somebody at the door"


class ResponseState(Word):
    """How one response stands."""

    WANTED = "wanted", "Waits for somebody to accept"
    ACCEPTED = "accepted", "Accepted"
    BEGUN = "begun", "The family has begun"
    GIVEN = "given", "Advice given"
    REFUSED = "refused", "Refused"
    NOT_TAKEN_UP = "not_taken_up", "Not taken up"
    WITHDRAWN = "withdrawn", "Taken back"


class Did(Word):
    """Something that happened to a contact, as its page tells it."""

    TOLD = "told", "The front door was told"
    ADDED = "added", "Something was added"
    TAKEN = "taken", "Somebody took it up"
    HANDED = "handed", "It was handed on"
    RATED = "rated", "How urgent it is was said"
    CHILD_FOUND = "child_found", "It was said who the child is"
    CHILD_ADDED = "child_added", "A child was added"
    NOTED = "noted", "A note was written"
    PROPOSED = "proposed", "A decision was proposed"
    DECIDED = "decided", "It was decided"
    SENT_BACK = "sent_back", "The decision was sent back"
    ACCEPTED = "accepted", "A response was accepted"
    GIVEN = "given", "Advice was given"
    BEGUN = "begun", "The family has begun"
    RELEASED = "released", "It waits for somebody to accept again"
    TAKEN_BACK = "taken_back", "What was asked of somebody was taken back"
    CAME_BACK = "came_back", "It came back to the door"
    JOINED = "joined", "It was joined to an earlier contact"
    APART = "apart", "It is about something else than another contact"
    PARTED = "parted", "It was parted from the other contact"
    REFERRER_TOLD = "referrer_told", "Whoever raised it was told"
    DISAGREED = "disagreed", "Whoever raised it disagrees"
    DISAGREEMENT_ANSWERED = "disagreement_answered", "A disagreement was answered"
    STRATEGY_CALLED = "strategy_called", "A strategy discussion was called"
    STRATEGY_MOVED = "strategy_moved", "A strategy discussion was moved"
    STRATEGY_OFF = "strategy_off", "A strategy discussion was called off"
    STRATEGY_HELD = "strategy_held", "A strategy discussion was held"


class Urgency(Word):
    """How urgent a contact is, as somebody at the door sees it. No sum: they say it."""

    RED = "red", "Red: now"
    AMBER = "amber", "Amber: today"
    GREEN = "green", "Green: within a working day"


class ToldHow(Word):
    """How whoever raised it was told, or why nobody can tell them."""

    PAGE = "page", "On their page, with a letter that says so"
    PHONE = "phone", "By telephone"
    IN_PERSON = "in_person", "In person"
    BY_CODE = "by_code", "On the page that their code opens: they left no way to reach them"
