"""What a column's heading says of a family, a home or an agency's own part, which the engine's guessing leaves out."""

from collections.abc import Mapping, Sequence

from wraparound.agencies.words import FamilyField, InvolvementField, Relation
from wraparound.feeds.rules.family import NAMING, relation_of
from wraparound.feeds.words import Use
from wraparound.matching.mapping.names import parts_of
from wraparound.matching.words import Field

OPEN = {Field.IGNORE, Field.TEXT, Field.CATEGORY, Field.DATE, Field.NUMBER, Field.CARER_NAME, Field.FULL_NAME}
RELATIVES = {
    "mother",
    "mum",
    "father",
    "dad",
    "sibling",
    "brother",
    "sister",
    "parent",
    "carer",
    "guardian",
    "contact",
    "kin",
    "grandparent",
}
NOT_A_NAME = {
    "phone",
    "tel",
    "telephone",
    "mobile",
    "email",
    "mail",
    "address",
    "postcode",
    "dob",
    "birth",
    "date",
    "nhs",
    "number",
    "no",
    "id",
    "ref",
    "born",
    "type",
    "status",
    "count",
    "language",
    "needs",
    "notes",
    "with",
    "last",
    "latest",
}
WORKERS = {
    "worker",
    "practitioner",
    "professional",
    "officer",
    "visitor",
    "nurse",
    "keyworker",
    "manager",
    "tutor",
    "adviser",
    "advisor",
}
LEADS = (
    {"key", "person"}, {"safeguarding", "lead"}, {"designated", "lead"}, {"lead", "professional"}, {"case", "holder"},
    {"case", "manager"}, {"oic"},
)  # fmt: skip
TELLING = (
    ({"relationship", "relation", "rel"}, FamilyField.RELATION),
    ({"pr", "responsibility"}, FamilyField.RESPONSIBILITY),
    ({"lives", "living", "resides"}, FamilyField.LIVES_WITH),
)
BEFORE = {"previous", "former", "last", "prior"}
ROLES = {"role", "title", "job", "post", "profession"}
FIRST_DAYS = {
    "allocated",
    "opened",
    "began",
    "begins",
    "start",
    "started",
    "registered",
    "registration",
    "entry",
    "admission",
    "admitted",
}
LAST_DAYS = {"closed", "closure", "end", "ended", "ends", "ceased", "leaving", "left", "until", "discharged"}
CONTACTS = {"contact", "contacted", "visit", "visited", "seen", "attended", "attendance", "event", "appointment"}
HOMES = {"address", "home", "tenancy", "residence"}
NUMBERED = {"ref", "reference", "id", "no", "number"}


def meant(guessed: Mapping[str, Use]) -> dict[str, Use]:
    """Give a map with what its headings say of families, homes and parts; what the engine reads stays as guessed."""
    words = {name: parts_of(name) for name in guessed}
    found = dict(guessed)
    for name, use in guessed.items():
        if use.field in OPEN and (naming := _naming(words[name], use=use)):
            found[name] = naming
    headings = {
        name: [one for one in words[name] if one != "name"] for name, use in found.items() if use.field in NAMING
    }
    taken: set[tuple[str, str]] = set()
    for name, use in guessed.items():
        if use.field in OPEN | {Field.PHONE, Field.EMAIL} and found[name].field not in NAMING:
            read = _of_relative(words[name], headings=headings) or _of_home(words[name])
            read = read or _of_part(words[name])
            if read and (read.field, read.of) not in taken:
                found[name] = read
                taken.add((read.field, read.of))
    return found


def _naming(words: Sequence[str], *, use: Use) -> Use | None:
    """Say whether a column names someone of the family, and whom."""
    plain = set(words)
    if not plain & RELATIVES or plain & (NOT_A_NAME | {"relationship", "relation", "pr", "responsibility", "lives"}):
        return None
    relation = relation_of(" ".join(words))
    vague = relation in {Relation.OTHER, Relation.PARENT_OR_CARER}
    field = use.field if use.field == Field.CARER_NAME else FamilyField.RELATIVE_NAME
    return Use(str(field), relation="" if vague else str(relation))


def _of_relative(words: Sequence[str], *, headings: Mapping[str, Sequence[str]]) -> Use | None:
    """Say what a column tells of a relative whom another column names: the one whose heading it begins with."""
    field = next((field for some, field in TELLING if set(words) & some), None)
    whose = [name for name, own in headings.items() if own and list(words[: len(own)]) == own]
    return Use(str(field), of=max(whose, key=lambda name: len(headings[name]))) if field and whose else None


def _of_home(words: Sequence[str]) -> Use | None:
    plain = set(words)
    if plain & {"tenancy", "household", "family"} and plain & NUMBERED:
        return Use(str(FamilyField.HOUSEHOLD))
    if plain & HOMES and plain & {"since", "start", "started", "from", "moved", "began"}:
        return Use(str(FamilyField.HOME_SINCE))
    return None


def _of_part(words: Sequence[str]) -> Use | None:
    """Say what a column tells of the agency's own part: who, in which role, since when, until when."""
    plain = set(words)
    if plain & CONTACTS and plain & {"last", "latest", "recent"}:
        return Use(str(InvolvementField.LAST_CONTACT_ON))
    if plain & WORKERS or any(lead <= plain for lead in LEADS):
        return Use(str(_of_worker(plain)), of="before" if plain & BEFORE else "")
    if plain & RELATIVES:
        return None
    dated = (LAST_DAYS, InvolvementField.ENDS_ON), (FIRST_DAYS, InvolvementField.BEGINS_ON)
    field = next((field for some, field in dated if plain & some), None)
    if field is None and len(words) <= 2:
        field = next((one for one in (InvolvementField.SERVICE, InvolvementField.TEAM) if one in plain), None)
    return Use(str(field)) if field else None


def _of_worker(plain: set[str]) -> InvolvementField:
    told = (
        (ROLES, InvolvementField.PROFESSIONAL_ROLE),
        ({"phone", "telephone", "tel", "mobile"}, InvolvementField.PROFESSIONAL_PHONE),
        ({"email", "mail"}, InvolvementField.PROFESSIONAL_EMAIL),
        (LAST_DAYS, InvolvementField.ENDS_ON),
        (FIRST_DAYS - {"allocated"} | {"since", "from"}, InvolvementField.BEGINS_ON),
    )
    return next((field for some, field in told if plain & some), InvolvementField.PROFESSIONAL)
