"""What comes in from outside: agencies' feeds with their columns, and tables of public facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from wraparound.agencies.words.keys import Key, Kind, choice, code, named, one, text
from wraparound.agencies.words.kinds import (
    COLUMN_FIELDS,
    DateOrder,
    FileFormat,
    Frequency,
    Relation,
    Sends,
    Twice,
)

_YEARS = Key(kind=Kind.NUMBER, says="the oldest age it holds, where it holds an age only", like="18")


@dataclass(frozen=True, kw_only=True)
class ColumnMeans:
    """What one column of a feed's file holds; a field's name alone is enough."""

    field: Annotated[str, Key(kind=Kind.CHOICE, says="the field it holds", among=COLUMN_FIELDS, like="surname")]
    true_when: Annotated[
        tuple[str, ...],
        Key(kind=Kind.LIST, says="for a yes or no (verified, responsibility, lives_with): what means yes"),
    ] = ()
    of: Annotated[
        str,
        text(
            "whose: for a relation, responsibility or lives_with, the column that names the relative; for an agency's"
            " part beyond the first, any name that its columns share",
            like="Contact2",
        ),
    ] = ""
    relation: Annotated[
        str,
        Key(
            kind=Kind.CHOICE,
            says="for a column that names a relative: how everyone named there stands to the child",
            among=tuple(Relation.choices()),
            like="father",
        ),
    ] = ""


@dataclass(frozen=True, kw_only=True)
class FeedDeclared:
    """A file that an agency sends again and again, whom it covers and how to read it."""

    code: Annotated[str, code("the feed's code", like="health-register")]
    name: Annotated[str, text("its name", like="Child health register")]
    agency: Annotated[str, code("the agency that sends it", refers="agencies")]
    holds: Annotated[str, text("whom it holds: anyone else is “not covered”, which is not “not known”")]
    since: Annotated[date, Key(kind=Kind.DAY, says="the day from which it holds them", like="2015-04-01")]
    up_to_age: Annotated[int, _YEARS] = 0
    file: Annotated[str, text("the file's name, or a pattern of it", like="health.csv")]
    format: Annotated[FileFormat, choice(FileFormat, says="how the file is written")]
    sends: Annotated[Sends, choice(Sends, says="whether it holds everyone or only changes")]
    comes: Annotated[Frequency, choice(Frequency, says="how often it comes")]
    late_after_days: Annotated[
        int, Key(kind=Kind.NUMBER, says="days after the last file before it is late; 0 is never", like="9")
    ]
    owner: Annotated[str, Key(kind=Kind.EMAIL, says="who is told when it is late", like="data@example.org")]
    id: Annotated[
        str, text("for csv, xlsx and parquet: the column with the agency's own number for a record", like="CaseRef")
    ] = ""
    duplicates: Annotated[Twice, choice(Twice, says="whether one person may have two records")] = Twice.ALLOWED
    date_order: Annotated[DateOrder, choice(DateOrder, says="which way round its dates are")] = DateOrder.DMY
    encoding: Annotated[str, text("how letters are written in the file", like="utf-8")] = "utf-8"
    columns: Annotated[
        Mapping[str, ColumnMeans],
        named(
            ColumnMeans,
            says="for csv, xlsx and parquet: what each column holds, a line for each; the other formats bring theirs",
            like='"FamilyName" = "surname"',
        ),
    ] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SchoolColumns:
    """The headings of a schools file, as Get Information about Schools writes them unless told otherwise."""

    urn: Annotated[str, text("the school's number")] = "URN"
    name: Annotated[str, text("its name")] = "EstablishmentName"
    la_code: Annotated[str, text("its authority's code in education returns")] = "LA (code)"
    number: Annotated[str, text("its number within the authority")] = "EstablishmentNumber"
    type: Annotated[str, text("its type")] = "TypeOfEstablishment (name)"
    phase: Annotated[str, text("its phase of education")] = "PhaseOfEducation (name)"
    status: Annotated[str, text("whether it is open")] = "EstablishmentStatus (name)"
    opened_on: Annotated[str, text("the day it opened")] = "OpenDate"
    closed_on: Annotated[str, text("the day it closed")] = "CloseDate"
    low_age: Annotated[str, text("its youngest age")] = "StatutoryLowAge"
    high_age: Annotated[str, text("its oldest age")] = "StatutoryHighAge"
    postcode: Annotated[str, text("its postcode")] = "Postcode"
    phone: Annotated[str, text("its telephone number")] = "TelephoneNum"
    gss_code: Annotated[str, text("its authority's code in official statistics")] = "GSSLACode (name)"


@dataclass(frozen=True, kw_only=True)
class PostcodeColumns:
    """The headings of a postcodes file; those of the ONS Postcode Directory change with its year."""

    postcode: Annotated[str, text("the postcode")] = "pcds"
    latitude: Annotated[str, text("degrees north")] = "lat"
    longitude: Annotated[str, text("degrees east")] = "long"
    local_authority: Annotated[str, text("the authority's code in official statistics")] = "oslaua"
    ended: Annotated[str, text("the month it went out of use, as year and month")] = "doterm"


@dataclass(frozen=True, kw_only=True)
class NhsColumns:
    """The columns of a file of NHS organisations, by number, since those files have no headings; or by heading."""

    code: Annotated[str, text("the organisation's code")] = "1"
    name: Annotated[str, text("its name")] = "2"
    postcode: Annotated[str, text("its postcode")] = "10"
    opened_on: Annotated[str, text("the day it opened")] = "11"
    closed_on: Annotated[str, text("the day it closed")] = "12"
    phone: Annotated[str, text("its telephone number")] = "18"


@dataclass(frozen=True, kw_only=True)
class SchoolsFile:
    """How the area's file of schools is written."""

    encoding: Annotated[str, text("how its letters are written", like="cp1252")] = "cp1252"
    date_order: Annotated[DateOrder, choice(DateOrder, says="which way round its dates are")] = DateOrder.DMY
    columns: Annotated[SchoolColumns, one(SchoolColumns, says="its headings")] = field(default_factory=SchoolColumns)


@dataclass(frozen=True, kw_only=True)
class PostcodesFile:
    """How the area's file of postcodes is written."""

    encoding: Annotated[str, text("how its letters are written", like="utf-8")] = "utf-8"
    columns: Annotated[PostcodeColumns, one(PostcodeColumns, says="its headings")] = field(
        default_factory=PostcodeColumns
    )


@dataclass(frozen=True, kw_only=True)
class NhsFile:
    """How the area's file of NHS organisations is written."""

    encoding: Annotated[str, text("how its letters are written", like="utf-8")] = "utf-8"
    headed: Annotated[bool, Key(kind=Kind.YES_NO, says="whether its first line holds headings", like="false")] = False
    columns: Annotated[NhsColumns, one(NhsColumns, says="its columns")] = field(default_factory=NhsColumns)
