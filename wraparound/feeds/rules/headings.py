"""What a column's heading says of a family, a home or an agency's own part, which the engine's guessing leaves out."""

from collections.abc import Iterable, Mapping, Sequence

from wraparound.agencies.words import FamilyField, FormerNumber, InvolvementField, Relation
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
TELLS = {str(field) for _, field in TELLING}
BEFORE = {"previous", "former", "last", "prior"}
FORMER = {one.removeprefix("former_"): str(one) for one in FormerNumber}
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
    """Give a map with what its headings say of families, homes, parts and former numbers; the rest stays as guessed."""
    words = {name: parts_of(name) for name in guessed}
    found = {name: _former(words[name], use=use) for name, use in guessed.items()}
    for name, use in guessed.items():
        if use.field in OPEN and (naming := _naming(words[name], use=use)):
            found[name] = naming
    headings = _headings(name for name, use in found.items() if use.field in NAMING)
    taken: set[tuple[str, str]] = set()
    for name, use in guessed.items():
        if use.field in OPEN | {Field.PHONE, Field.EMAIL} and found[name].field not in NAMING:
            read = _of_relative(words[name], headings=headings) or _of_home(words[name])
            read = read or _of_part(words[name])
            if read and (read.field, read.of) not in taken:
                found[name] = read
                taken.add((read.field, read.of))
    return found


def chosen(name: str, *, field: str, before: Use | None, among: Mapping[str, str]) -> Use:
    """Give the use of a column that somebody takes for a field: whose it was stays, else its heading says whose.

    `before` is what it was taken for, and `among` what each column of the file is now.
    """
    if before and before.field == field:
        return before
    kept = before if before and _kind(before.field) == _kind(field) else None
    words = parts_of(name)
    if field in NAMING:
        return Use(field, relation=kept.relation if kept else _relation(words))
    if field in TELLS:
        headings = _headings(column for column, taken_for in among.items() if taken_for in NAMING)
        return Use(field, of=kept.of if kept else _whose(words, headings=headings))
    if field in set(InvolvementField):
        is_former = bool(set(words) & BEFORE) and _is_worker(set(words))
        return Use(field, of=kept.of if kept else "before" if is_former else "")
    return Use(field)


def _former(words: Sequence[str], *, use: Use) -> Use:
    """Take a number whose heading says that it was before another for a former one."""
    return Use(FORMER[use.field]) if use.field in FORMER and set(words) & {*BEFORE, "old"} else use


def _kind(field: str) -> str:
    """Say what kind of thing a field tells: who someone of the family is, of them, or of the agency's own part."""
    kinds = ((NAMING, "who"), (TELLS, "of them"), (set(InvolvementField), "part"))
    return next((kind for fields, kind in kinds if field in fields), "")


def _headings(naming: Iterable[str]) -> dict[str, list[str]]:
    """Give the words of the headings under which someone is named, but for the word name itself."""
    return {name: [one for one in parts_of(name) if one != "name"] for name in naming}


def _relation(words: Sequence[str]) -> str:
    """Give how those under a heading stand to the child, where it says so."""
    relation = relation_of(" ".join(words))
    return "" if relation in {Relation.OTHER, Relation.PARENT_OR_CARER} else str(relation)


def _whose(words: Sequence[str], *, headings: Mapping[str, Sequence[str]]) -> str:
    """Give the column that names whom a heading is about: the longest with which it begins."""
    whose = [name for name, own in headings.items() if own and list(words[: len(own)]) == list(own)]
    return max(whose, key=lambda name: len(headings[name]), default="")


def _is_worker(plain: set[str]) -> bool:
    return bool(plain & WORKERS) or any(lead <= plain for lead in LEADS)


def _naming(words: Sequence[str], *, use: Use) -> Use | None:
    """Say whether a column names someone of the family, and whom."""
    plain = set(words)
    if not plain & RELATIVES or plain & (NOT_A_NAME | {"relationship", "relation", "pr", "responsibility", "lives"}):
        return None
    field = use.field if use.field == Field.CARER_NAME else FamilyField.RELATIVE_NAME
    return Use(str(field), relation=_relation(words))


def _of_relative(words: Sequence[str], *, headings: Mapping[str, Sequence[str]]) -> Use | None:
    """Say what a column tells of a relative whom another column names: the one whose heading it begins with."""
    field = next((field for some, field in TELLING if set(words) & some), None)
    whose = _whose(words, headings=headings)
    return Use(str(field), of=whose) if field and whose else None


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
    if _is_worker(plain):
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
