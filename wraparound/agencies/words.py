"""What an agency can be."""

from wraparound.kernel.word import Word


class AgencyType(Word):
    """The part of the service an agency belongs to."""

    SOCIAL_CARE = "social_care", "Children's social care"
    HEALTH = "health", "Health"
    SCHOOL = "school", "School or college"
    POLICE = "police", "Police"
    HOUSING = "housing", "Housing"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    EARLY_YEARS = "early_years", "Early years"
    VOLUNTARY = "voluntary", "Voluntary sector"
    OTHER = "other", "Other"
