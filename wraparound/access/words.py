"""Roles people hold and what they look for."""

from wraparound.kernel.word import Word


class Role(Word):
    """What someone does in the service. An account may hold several, each for an agency and perhaps a team."""

    PROFESSIONAL = "professional", "Professional"
    FRONT_DOOR = "front_door", "Front-door worker"
    LEAD = "lead", "Lead practitioner or team manager"
    ANALYST = "analyst", "Analyst"
    GOVERNANCE = "governance", "Keeper of information governance"
