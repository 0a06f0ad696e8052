"""Whether an area's settings agree with one another: codes that lead somewhere, once each, in order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from wraparound.agencies.rules.letters import faults_of_letters
from wraparound.agencies.rules.shape import settings_of
from wraparound.agencies.rules.values import listed, shown, suggestion
from wraparound.agencies.words import PLAIN, Area, FamilyField, Fault, InvolvementField, Key, Kind
from wraparound.kernel.phones import normal_phone
from wraparound.matching.words import Field

# Which list of which file holds what a code can refer to.
HELD_BY = {
    "agencies": ("agencies", "agencies"),
    "services": ("teams", "services"),
    "teams": ("teams", "teams"),
    "levels": ("levels", "levels"),
    "feeds": ("feeds", "feeds"),
}
VERIFIED = {"nhs_number_verified", "upn_verified"}
YES_OR_NO = VERIFIED | {FamilyField.RESPONSIBILITY, FamilyField.LIVES_WITH}
NAMING = {FamilyField.RELATIVE_NAME, Field.CARER_NAME}  # columns that name someone of the child's family
OF_ONE = {FamilyField.RELATION, FamilyField.RESPONSIBILITY, FamilyField.LIVES_WITH}  # what is said of one of them
_NAMES = {"agencies": "agency", "services": "service", "teams": "team", "levels": "level", "feeds": "feed"}
Content = Mapping[str, Any]
YOUNGEST, OLDEST = 16, 60  # years of age at which an area can have involvement end


def disagreements(content: Content, *, unread: set[str]) -> list[Fault]:
    """List what does not agree in content whose single values are right; what could not be read is not judged."""
    known = {name: _codes(content, *held) for name, held in HELD_BY.items() if held[0] not in unread}
    found = [fault for file, key, told in _parts(content) for fault in _of_part(file, key, told, known=known)]
    found += [*_levels(content), *_least(content), *_columns(content), *_contacts(content), *_endings(content)]
    return [*found, *_clauses(content), *faults_of_letters(content)]


def _codes(content: Content, file: str, section: str) -> set[str]:
    return {str(one["code"]) for one in content.get(file, {}).get(section, []) if "code" in one}


def _parts(content: Content) -> Iterator[tuple[str, str, tuple[Key, Content]]]:
    """Yield (file, path, (its key, its content)) for every section, the outer before the inner."""
    for one in settings_of(Area):
        if one.name in content:
            yield from _inside(f"{one.name}.toml", "", one.key, content[one.name])


def _inside(file: str, path: str, key: Key, told: Content) -> Iterator[tuple[str, str, tuple[Key, Content]]]:
    yield file, path, (key, told)
    for one in settings_of(key.part) if key.part else ():
        at = f"{path}.{one.name}" if path else one.name
        if one.key.kind is Kind.PART and one.name in told:
            yield from _inside(file, at, one.key, told[one.name])
        elif one.key.kind is Kind.PARTS:
            for number, each in enumerate(told.get(one.name, []), start=1):
                place = each.get("code", each.get("username", number))
                yield from _inside(file, f"{at}[{place}]", one.key, each)


def _of_part(file: str, path: str, part: tuple[Key, Content], *, known: dict[str, set[str]]) -> Iterator[Fault]:
    key, told = part
    for one in settings_of(key.part) if key.part else ():
        at, value = f"{path}.{one.name}" if path else one.name, told.get(one.name)
        if one.key.refers in known and value is not None:
            for code in value if isinstance(value, list) else [value]:
                if code not in known[one.key.refers]:
                    what = _NAMES[one.key.refers]
                    right = f"no {what} has this code; {suggestion(code, known=sorted(known[one.key.refers]))}"
                    yield Fault(file, at, shown(code), right)
        if one.key.kind is Kind.PARTS and value:
            yield from _twice(file, at, value)


def _twice(file: str, at: str, told: list[Content]) -> Iterator[Fault]:
    for name in ("code", "username", "file"):
        counted = Counter(one[name] for one in told if name in one)
        for value in (value for value, count in counted.items() if count > 1):
            yield Fault(file, f"{at}.{name}", shown(value), f"{counted[value]} have it; give each its own.")


def _levels(content: Content) -> Iterator[Fault]:
    levels = content.get("levels", {}).get("levels", [])
    places = [level["place"] for level in levels if "place" in level]
    if len(places) == len(levels) and sorted(places) != list(range(1, len(places) + 1)):
        right = f"number the {len(places)} levels from 1 to {len(places)}, each once."
        yield Fault("levels.toml", "levels.place", ", ".join(map(str, places)), right)


def _least(content: Content) -> Iterator[Fault]:
    """Ask for what a service cannot do without."""
    for file, section, least in (("agencies", "agencies", 1), ("levels", "levels", 2), ("teams", "services", 1)):
        told = content.get(file, {}).get(section)
        if told is not None and len(told) < least:
            yield Fault(f"{file}.toml", section, "", f"there must be at least {least}.")
    for agency in content.get("agencies", {}).get("agencies", []):
        if agency.get("contacts") == []:
            yield Fault("agencies.toml", f"agencies[{agency.get('code')}].contacts", "", "give one way to reach it.")


def _columns(content: Content) -> Iterator[Fault]:
    for feed in content.get("feeds", {}).get("feeds", []):
        at, columns = f"feeds[{feed.get('code')}]", feed.get("columns", {})
        yield from _named_or_brought(feed, at=at)
        if columns.get(feed.get("id"), {}).get("field", "identifier") != "identifier":
            right = 'this column is the id; take it out here, or say that it is an "identifier" too.'
            yield Fault("feeds.toml", f'{at}.columns."{shown(feed["id"])}"', "", right)
        for name, use in columns.items():
            for key, right in _wrong_beside(use, columns=columns):
                yield Fault("feeds.toml", f'{at}.columns."{shown(name)}".{key}', "", right)


def _wrong_beside(use: Content, *, columns: Content) -> Iterator[tuple[str, str]]:
    """Say what a column's other keys ask of it that its field cannot give."""
    field, of = use.get("field"), use.get("of")
    if use.get("true_when") and field not in YES_OR_NO:
        yield "true_when", f"only {listed(sorted(YES_OR_NO))} take it; take it out."
    if use.get("relation") and field not in NAMING:
        yield "relation", "only a column that names a relative (relative_name, carer_name) takes it; take it out."
    if of and field in OF_ONE and columns.get(of, {}).get("field") not in NAMING:
        yield "of", "give the name of a column of this feed that names a relative (relative_name, carer_name)."
    if of and field not in OF_ONE and field not in set(InvolvementField):
        yield "of", "only what is said of a relative, and an agency's part beyond the first, take it; take it out."


def _named_or_brought(feed: Content, *, at: str) -> Iterator[Fault]:
    """Ask for the id and the columns where they are the agency's own, and for none where the format brings them."""
    if "format" not in feed:
        return
    wanted = {"id": 'name the column with the agency\'s own number, such as "CaseRef".'}
    wanted["columns"] = 'name at least one column, such as "Surname" = "surname".'
    for name, right in wanted.items():
        if feed["format"] in PLAIN and not feed.get(name):
            yield Fault("feeds.toml", f"{at}.{name}", "", right)
        if feed["format"] not in PLAIN and feed.get(name):
            right = f"{feed['format']} brings its own; take it out."
            yield Fault("feeds.toml", f"{at}.{name}", shown(str(feed[name])), right)


def _contacts(content: Content) -> Iterator[Fault]:
    """Ask that a contact point's value fits its way."""
    for file, path, (_, told) in _parts(content):
        way, value = told.get("way"), str(told.get("value", ""))
        if way == "phone" and not normal_phone(value):
            yield Fault(file, f"{path}.value", shown(value), f"give {Kind.PHONE.label}.")
        if way == "email" and ("@" not in value or " " in value):
            yield Fault(file, f"{path}.value", shown(value), f"give {Kind.EMAIL.label}.")


def _endings(content: Content) -> Iterator[Fault]:
    """Ask that involvement ends at an age that someone reaches, and that whoever is helped for longer can be found."""
    told = content.get("retention", {})
    ages = [one["age"] for one in told.get("endings", []) if "age" in one]
    for section in ("endings", "longer"):
        for one in told.get(section, []):
            at, age = f"{section}[{one.get('code')}]", one.get("age")
            if age is not None and not YOUNGEST <= age <= OLDEST:
                right = f"give an age from {YOUNGEST} to {OLDEST}: before that nobody's part ends by age."
                yield Fault("retention.toml", f"{at}.age", str(age), right)
            elif section == "longer" and ages and age is not None and age < max(ages):
                yield Fault("retention.toml", f"{at}.age", str(age), f"give {max(ages)} or more, or it is not longer.")
            if section == "longer" and not (one.get("feeds") or one.get("services")):
                yield Fault("retention.toml", at, "", "name feeds or services, or nobody is helped for longer by it.")


def _clauses(content: Content) -> Iterator[Fault]:
    """Ask that a clause holds on some day, and that the agreements say who made them."""
    told = content.get("agreements", {})
    for one in told.get("clauses", []):
        begins, ends = one.get("begins_on", ""), one.get("ends_on")
        if ends and ends <= begins:
            right = f"give a day after {begins}, or it holds on no day."
            yield Fault("agreements.toml", f"clauses[{one.get('code')}].ends_on", ends, right)
    if told.get("clauses") and not told.get("reason"):
        yield Fault("agreements.toml", "reason", "", "say who agreed these clauses, and when.")
