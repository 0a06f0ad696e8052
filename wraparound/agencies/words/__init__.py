"""What agencies can be, and what an area says of itself."""

from wraparound.agencies.words.area import (
    Agencies,
    Agreements,
    Area,
    Feeds,
    Levels,
    People,
    Reference,
    Retention,
    Services,
)
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
from wraparound.agencies.words.letters import (
    OF_NODE,
    SAID,
    WITH_LINK,
    LetterCode,
    LetterFact,
    Letters,
    LetterWording,
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
    LocalServices,
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
from wraparound.agencies.words.telling import ClauseDeclared, EffectCode, KindCode, PartCode, PurposeCode

__all__ = [
    "OF_NODE", "OPERATOR", "PLAIN", "SAID", "WITH_LINK", "Agencies", "AgencyDeclared", "AgencyType", "Agreements",
    "Area", "AreaKind", "AreaWords", "ClauseDeclared", "ClockKind", "ColumnMeans", "ContactPoint", "DateOrder",
    "Desk", "Duties", "DutyRuleDeclared", "EffectCode", "EndingRule", "FamilyField", "Fault", "FeedDeclared", "Feeds",
    "FileFormat", "FormerNumber", "Frequency", "GrownUpOn", "HoursOf", "InvolvementField", "Key", "Kind", "KindCode",
    "LetterCode", "LetterFact", "LetterWording", "Letters", "LevelOfNeed", "Levels", "LifeField", "LocalArea",
    "LocalServices", "LongerRule", "NhsColumns", "NhsFile", "OpeningHours", "PartCode", "People", "PostcodeColumns",
    "PostcodesFile", "PurposeCode", "Reached", "Reference", "ReferenceKind", "Relation", "Retention", "RetentionRule",
    "RoleCode", "RoleName", "Rung", "RungDeclared", "RunsFrom", "SamplePerson", "SchoolColumns", "SchoolsFile", "Sends",
    "ServiceDeclared", "Services", "SetAside", "TeamDeclared", "Twice", "Way",
]  # fmt: skip
