"""Roles people hold, what they may do, what they look for, and how they came in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wraparound.kernel.word import Word


class Role(Word):
    """What someone does in the service. An account may hold several, each for an agency and perhaps a team."""

    PROFESSIONAL = "professional", "Professional"
    FRONT_DOOR = "front_door", "Front-door worker"
    LEAD = "lead", "Lead practitioner or team manager"
    ANALYST = "analyst", "Analyst"
    GOVERNANCE = "governance", "Keeper of information governance"


class Permission(Word):
    """Something that only some roles may do. Which may what is one table: `access.rules.MAY`."""

    LOOK_UP_CHILDREN = "look_up_children", "look a child up"
    LOOK_UP_STRANGERS = "look_up_strangers", "look up children whom your agency does not know"
    KEEP_SHIELDS = "keep_shields", "see, set and lift shields"
    SEE_FEEDS = "see_feeds", "see the feeds and what they brought"
    MANAGE_FEEDS = "manage_feeds", "bring files in, mend rows and change feeds"
    SEE_LEDGER = "see_ledger", "read the ledger"
    SEE_AREA = "see_area", "see the area's settings"
    REVIEW_BREAK_GLASS = "review_break_glass", "review who broke the glass"
    MANAGE_ACCOUNTS = "manage_accounts", "give and end accounts and roles"
    LINK_RECORDS = "link_records", "decide whether records are one person's"
    WITHHOLD_NUMBERS = "withhold_numbers", "withhold a child's number, or show it again"
    TELL_LIFE_EVENTS = "tell_life_events", "tell that a child was born, moved or died"
    KEEP_RETENTION = "keep_retention", "see what ends by age, hold it and take it back"
    ASK_PARTNERS = "ask_partners", "ask other agencies what they know of a child"
    ANSWER_ASKS = "answer_asks", "answer what another agency asks yours"
    READ_SEALED = "read_sealed", "read what was answered for whoever decides alone"
    SEE_AGREEMENTS = "see_agreements", "see who may tell whom what"
    KEEP_AGREEMENTS = "keep_agreements", "change who may tell whom what"
    SEE_SHARES = "see_shares", "see what was told and refused between agencies"
    OWE_DUTIES = "owe_duties", "see, answer and hand over what is owed"
    KEEP_DUTY_RULES = "keep_duty_rules", "change the local rules of what is owed and by when"
    TELL_THE_DOOR = "tell_the_door", "tell the front door about a child"
    SEE_DOOR = "see_door", "see what the front door was told"
    DECIDE = "decide", "decide what follows a worry about a child"
    SECOND = "second", "be the second pair of eyes on a decision"
    SEE_DIRECTORY = "see_directory", "see local services"
    KEEP_DIRECTORY = "keep_directory", "say what is right of local services"
    TAKE_WORK = "take_work", "take work on for a child"
    ALLOCATE_WORK = "allocate_work", "say who takes work on, and give seats in a team"
    ASK_FOR_WORK = "ask_for_work", "ask a team or a service to take work on"
    SEE_POST = "see_post", "see what leaves the building and what waits to be done"


class Purpose(Word):
    """Why someone looks a child up: a duty or power that makes it lawful, in the words of practice.

    All rest on UK GDPR article 6(1)(c) or (e); for health and the like on article 9(2)(g) with the Data Protection Act
    2018, schedule 1, paragraph 18. Consent is not the basis.
    """

    PROTECT = "protect", "Find out whether a child is suffering harm"  # Children Act 1989 s.47; 2004 s.11
    NEED = "need", "Assess or help a child in need"  # Children Act 1989 s.17
    EARLY_HELP = "early_help", "Help a family early"  # Children Act 2004 s.10
    CARE = "care", "Look after a child in care or a care leaver"  # Children Act 1989 ss.22, 23C
    SEND = "send", "Support special educational needs or a disability"  # Children and Families Act 2014 ss.22–28
    HEALTH = "health", "Give or arrange health care"  # UK GDPR article 9(2)(h)
    OFFENDING = "offending", "Prevent offending by or against a child"  # Crime and Disorder Act 1998 ss.37, 115
    DISCLOSE = "disclose", "Decide what to tell another agency"  # Children Act 2004 s.16LA
    CORRECT = "correct", "Keep records right"  # UK GDPR article 5(1)(d)
    OVERSEE = "oversee", "Check how records were used"  # UK GDPR articles 5(2), 32
    OTHER = "other", "Something else, in your own words"


class WayIn(Word):
    """How someone showed who they are."""

    SAMPLE = "sample", "One click, in development"
    AGENCY = "agency", "Their agency's account"
    PASSKEY = "passkey", "Passkey"
    PASSWORD = "password", "Password and code"
    RECOVERY = "recovery", "Password and recovery code"
    CODE = "code", "Code, when signed in already"


class SignInResult(Word):
    """How an attempt to sign in ended."""

    SIGNED_IN = "signed_in", "Signed in"
    REFUSED = "refused", "Refused: no such account"
    WRONG = "wrong", "Refused: what was shown was not right"
    LOCKED = "locked", "Refused: too many attempts"


class Change(Word):
    """Something that changed about how an account signs in, as its holder is told."""

    INVITED = "invited", "You were given a link to set up how you sign in"
    WAYS_ENDED = "ways_ended", "All your ways to sign in were ended"
    PASSKEY_MADE = "passkey_made", "A passkey was added"
    PASSKEY_ENDED = "passkey_ended", "A passkey was removed"
    PASSWORD_SET = "password_set", "A password and an app for codes were set up"
    PASSWORD_ENDED = "password_ended", "The password and the app for codes were removed"
    RECOVERY_MADE = "recovery_made", "New recovery codes were made"
    RECOVERY_USED = "recovery_used", "A recovery code was used to sign in"
    AGENCY_LINKED = "agency_linked", "Your agency's account was joined to this one"
    AGENCY_ENDED = "agency_ended", "Your agency's account was parted from this one"


class Scope(Word):
    """What a token lets an agency's system ask for; what it is told, the token's role and agency say."""

    SEARCH = "search", "Look children up by what is known of them"
    CHILD = "child", "Read what is held of one child"
    INVOLVEMENT = "involvement", "Read who is involved with one child"
    FEEDS = "feeds", "Read the feeds, and send files for the agency’s own"
    FHIR = "fhir", "Read the same as FHIR R4"
    CONTACTS = "contacts", "Tell the front door about a child"


@dataclass(frozen=True)
class Offer:
    """What a browser is asked to do with a passkey, and the challenge that its answer has to repeat."""

    options: dict[str, Any]
    challenge: str


@dataclass(frozen=True)
class NewPasskey:
    """A passkey that a device has just made: its name there, its public half, and how often it has signed."""

    credential: str
    material: str
    count: int


@dataclass(frozen=True)
class Shown:
    """What an agency's own sign-in says of someone, after its signature was found right."""

    issuer: str
    subject: str
    email: str
    verified: bool  # whether the agency says that the address is theirs
    at: datetime | None  # when they last showed the agency who they are


class LinkState(Word):
    """How a link from a letter stands for the browser that shows it."""

    NEW = "new", "Nobody has opened this link yet"
    OPEN = "open", "This link was opened in this browser"
    ELSEWHERE = "elsewhere", "This link was opened in another browser. It opens in one alone"
    OVER = "over", "This link is too old"
    WITHDRAWN = "withdrawn", "This link was taken back"


class Finding(Word):
    """What a keeper of information governance found when reviewing who broke the glass."""

    RIGHT = "right", "It was right to look"
    FOLLOW_UP = "follow_up", "To be followed up with them"
    WRONG = "wrong", "It was not right to look"
