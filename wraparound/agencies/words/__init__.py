"""What agencies can be, and what an area says of itself."""

from wraparound.agencies.words.area import Agencies, Area, Feeds, Levels, People, Reference, Retention, Services
from wraparound.agencies.words.duties import ClockKind, Desk, Duties, DutyRuleDeclared, HoursOf, Rung, RungDeclared
from wraparound.agencies.words.keys import Fault, Key, Kind, SetAside
from wraparound.agencies.words.kinds import (
    OPERATOR,
    PLAIN,
    AgencyType,
    AreaKind,
    DateOrder,
    FamilyField,
    FileFormat,
    FormerNumber,
    Frequency,
    GrownUpOn,
    InvolvementField,
    LifeField,
    Reached,
    ReferenceKind,
    Relation,
    RoleCode,
    RunsFrom,
    Sends,
    Twice,
    Way,
)
from wraparound.agencies.words.organisations import (
    AgencyDeclared,
    ContactPoint,
    LocalArea,
    OpeningHours,
    ServiceDeclared,
    TeamDeclared,
)
from wraparound.agencies.words.practice import (
    AreaWords,
    EndingRule,
    LevelOfNeed,
    LongerRule,
    RetentionRule,
    RoleName,
    SamplePerson,
)
from wraparound.agencies.words.sources import (
    ColumnMeans,
    FeedDeclared,
    NhsColumns,
    NhsFile,
    PostcodeColumns,
    PostcodesFile,
    SchoolColumns,
    SchoolsFile,
)

__all__ = [
    "OPERATOR", "PLAIN", "Agencies", "AgencyDeclared", "AgencyType", "Area", "AreaKind", "AreaWords", "ClockKind",
    "ColumnMeans", "ContactPoint", "DateOrder", "Desk", "Duties", "DutyRuleDeclared", "EndingRule", "FamilyField",
    "Fault", "FeedDeclared", "Feeds", "FileFormat", "FormerNumber", "Frequency", "GrownUpOn", "HoursOf",
    "InvolvementField", "Key", "Kind", "LevelOfNeed", "Levels", "LifeField", "LocalArea", "LongerRule", "NhsColumns",
    "NhsFile", "OpeningHours", "People", "PostcodeColumns", "PostcodesFile", "Reached", "Reference", "ReferenceKind",
    "Relation", "Retention", "RetentionRule", "RoleCode", "RoleName", "Rung", "RungDeclared", "RunsFrom",
    "SamplePerson", "SchoolColumns", "SchoolsFile", "Sends", "ServiceDeclared", "Services", "SetAside", "TeamDeclared",
    "Twice", "Way",
]  # fmt: skip
