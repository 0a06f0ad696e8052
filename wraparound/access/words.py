"""Roles people hold and what they look for."""

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
    SEE_FEEDS = "see_feeds", "see the feeds and what they brought"
    MANAGE_FEEDS = "manage_feeds", "bring files in, mend rows and change feeds"
    SEE_LEDGER = "see_ledger", "read the ledger"
    SEE_AREA = "see_area", "see the area's settings"
    REVIEW_BREAK_GLASS = "review_break_glass", "review who broke the glass"
    MANAGE_ACCOUNTS = "manage_accounts", "give and end accounts and roles"
    LINK_RECORDS = "link_records", "decide whether records are one person's"
