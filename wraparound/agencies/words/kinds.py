"""What agencies, contact points, feeds and areas can be."""

from wraparound.kernel.word import Word
from wraparound.matching.words import Field


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


class AreaKind(Word):
    """What sort of local authority an area's is."""

    METROPOLITAN = "metropolitan_borough", "Metropolitan borough"
    LONDON = "london_borough", "London borough"
    UNITARY = "unitary", "Unitary authority"
    COUNTY = "county", "County"


class Way(Word):
    """A way to reach an agency."""

    PHONE = "phone", "Telephone"
    EMAIL = "email", "E-mail"


class Reached(Word):
    """When a contact point is answered."""

    DAY = "day", "in opening hours"
    OUT_OF_HOURS = "out_of_hours", "outside opening hours"
    ALWAYS = "always", "at any time"


class FileFormat(Word):
    """How an agency writes its file."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel workbook"
    PARQUET = "parquet", "Parquet"
    CIN_CENSUS = "cin_census", "Children in need census XML"
    SSDA903 = "ssda903", "SSDA903 CSV files"
    SEN2 = "sen2", "SEN2 person-level XML"
    SCHOOL_CENSUS = "school_census", "School census style table"
    SCHOOL_CENSUS_XML = "school_census_xml", "School census XML"
    COMMON_TRANSFER = "common_transfer", "Common transfer file XML"
    CHILD_HEALTH = "child_health", "Child health service style table"


PLAIN = frozenset({FileFormat.CSV, FileFormat.XLSX, FileFormat.PARQUET})  # whose columns are each agency's own


class Sends(Word):
    """Whether a file holds everyone or only what is new."""

    WHOLE = "whole", "everyone it holds, each time"
    CHANGES = "changes", "only what changed since the last file"


class Frequency(Word):
    """How often a file comes."""

    DAILY = "daily", "every day"
    WEEKDAYS = "weekdays", "every working day"
    WEEKLY = "weekly", "every week"
    FORTNIGHTLY = "fortnightly", "every two weeks"
    MONTHLY = "monthly", "every month"
    TERMLY = "termly", "every term"
    YEARLY = "yearly", "every year"
    ON_REQUEST = "on_request", "when asked for"


class DateOrder(Word):
    """Which way round a file's dates are, where that is in doubt."""

    DMY = "dmy", "day, month, year"
    MDY = "mdy", "month, day, year"
    YMD = "ymd", "year, month, day"


class Twice(Word):
    """Whether one person may have two records in one file."""

    ALLOWED = "allowed", "one person may have two records"
    FORBIDDEN = "forbidden", "one person has one record"


class RunsFrom(Word):
    """The day from which a time of keeping runs."""

    BIRTH = "birth", "the child's birth"
    CLOSED = "closed", "the day the work ended"
    LAST_CONTACT = "last_contact", "the last contact"
    DEATH = "death", "the child's death"
    ORDER = "order", "the court's order"
    WRITTEN = "written", "the day it was written"


class GrownUpOn(Word):
    """On which day involvement ends of someone who reaches an age."""

    BIRTHDAY = "birthday", "on the birthday"
    SCHOOL_YEAR = "school_year", "with the school year of the birthday, on 31 July"


class RoleCode(Word):
    """The roles an account can hold; what each may do is said by access, which a test holds this against."""

    PROFESSIONAL = "professional", "Professional"
    FRONT_DOOR = "front_door", "Front-door worker"
    LEAD = "lead", "Lead practitioner or team manager"
    ANALYST = "analyst", "Analyst"
    GOVERNANCE = "governance", "Keeper of information governance"


class InvolvementField(Word):
    """What a column of an agency's file can say about its own part in a child's life."""

    SERVICE = "service", "service involved"
    TEAM = "team", "team involved"
    PROFESSIONAL = "professional", "professional involved"
    PROFESSIONAL_ROLE = "professional_role", "what the professional is"
    PROFESSIONAL_PHONE = "professional_phone", "the professional's telephone number"
    PROFESSIONAL_EMAIL = "professional_email", "the professional's e-mail address"
    BEGINS_ON = "begins_on", "involved since"
    ENDS_ON = "ends_on", "involved until"
    LAST_CONTACT_ON = "last_contact_on", "last contact"


class FormerNumber(Word):
    """What a column can say of a number that another has replaced; it finds records, and contradicts nobody."""

    NHS_NUMBER = "former_nhs_number", "former NHS number"
    UPN = "former_upn", "former unique pupil number"
    ULN = "former_uln", "former unique learner number"


class LifeField(Word):
    """What a column can say of a death, and of moves into the area and out of it."""

    DIED_ON = "died_on", "died on"
    MOVED_IN_ON = "moved_in_on", "moved into the area on"
    MOVED_FROM = "moved_from", "the area they moved from"
    MOVED_OUT_ON = "moved_out_on", "moved out of the area on"
    MOVED_TO = "moved_to", "the area they moved to"


class FamilyField(Word):
    """What a column can say about a child's family and home; none of it is asked when records are linked."""

    RELATIVE_NAME = "relative_name", "name of a relative or another adult"
    RELATION = "relation", "how the relative stands to the child"
    RESPONSIBILITY = "responsibility", "whether the relative has parental responsibility"
    LIVES_WITH = "lives_with", "whether the relative lives with the child"
    HOUSEHOLD = "household", "the agency's own number for the household"
    HOME_SINCE = "home_since", "lives at the address since"


class Relation(Word):
    """How someone named in a child's record stands to the child."""

    PARENT_OR_CARER = "parent_or_carer", "parent or carer"
    MOTHER = "mother", "mother"
    FATHER = "father", "father"
    STEP_PARENT = "step_parent", "step-parent or parent's partner"
    GRANDPARENT = "grandparent", "grandparent"
    FOSTER_CARER = "foster_carer", "foster carer"
    SIBLING = "sibling", "brother or sister"
    OTHER = "other", "other adult"


class ReferenceKind(Word):
    """Tables of public facts that an area loads."""

    SCHOOLS = "schools", "Schools"
    POSTCODES = "postcodes", "Postcodes"
    NHS_ORGANISATIONS = "nhs_organisations", "NHS organisations"


COLUMN_FIELDS = (
    *((str(field), field.label) for field in Field), *FormerNumber.choices(), *InvolvementField.choices(),
    *FamilyField.choices(), *LifeField.choices(),
)  # fmt: skip
OPERATOR = "operator"  # who works at the machine itself; an account can never hold it
