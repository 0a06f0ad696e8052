"""What a FHIR search asks for: the parameters there are, read and held against what records say; others are refused."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wraparound.identity.rules import plain_number
from wraparound.identity.rules.fhir.patient import DATE, NHS_NUMBER
from wraparound.identity.rules.fhir.values import Place
from wraparound.identity.rules.numbers import FORMER
from wraparound.identity.words import NumberKind, ScrapPart
from wraparound.kernel.names import folded

Said = Mapping[str, Sequence[str]]
PARAMETERS: dict[str, dict[str, tuple[str, str]]] = {
    "Patient": {
        "_id": ("token", "The child’s code"),
        "identifier": ("token", "A number, present or former, with its system (system|value) or without"),
        "family": ("string", "Beginning of a surname, present or former"),
        "given": ("string", "Beginning of a first name"),
        "name": ("string", "Beginning of any part of a name"),
        "birthdate": ("date", "Birth date, as much of it as is known; no prefix"),
        "address-postalcode": ("string", "Beginning of a postcode, present or former"),
    },
    "RelatedPerson": {
        "_id": ("token", "Its id"),
        "patient": ("reference", "The child whose family it is"),
    },
    "Practitioner": {"_id": ("token", "Its id, as a CareTeam names it")},
    "PractitionerRole": {
        "_id": ("token", "Its id"),
        "practitioner": ("reference", "The professional whose role it is"),
    },
    "Organization": {
        "_id": ("token", "The agency’s code"),
        "identifier": ("token", "The agency’s code, with its system or without"),
        "name": ("string", "Words of the agency’s name"),
    },
    "CareTeam": {
        "_id": ("token", "The child’s code"),
        "patient": ("reference", "The child with whom they are involved"),
        "subject": ("reference", "The same"),
    },
}
COMMON = frozenset({"_count", "_format", "_cursor", "purpose"})
USUAL, MOST = 20, 50  # resources on a page
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
CODE = re.compile(r"P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
NAMED = {"family": ("surname", "previous_surname"), "given": ("given_names", "known_as")}
EVERY_NAME = ("given_names", "surname", "known_as", "previous_surname", "full_name")


class CannotSearch(ValueError):  # noqa: N818 – named by what is so
    """A search asks for what this server cannot search by, or with a value that cannot be read."""

    def __init__(self, words: str, *, code: str = "not-supported") -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class PatientAsked:
    """A search for children: parts for the index, and what must hold of those that it finds."""

    parts: Mapping[ScrapPart, str]
    names: Mapping[str, str] = field(default_factory=dict)  # parameter, beginning
    born: str = ""
    postcode: str = ""
    numbers: Sequence[tuple[str, str]] = ()  # kind ("" is any), number


def check_known(kind: str, *, asked: Iterable[str]) -> None:
    """Refuse parameters that this server does not know, rather than find more than was asked for."""
    known = PARAMETERS[kind]
    for name in asked:
        if name not in known and name not in COMMON:
            raise CannotSearch(f"{kind} cannot be searched by {name[:40]}. It can by {', '.join(known)}.")


def count_asked(text: str) -> int:
    """Read how many resources a page is to have."""
    if not text:
        return USUAL
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= 999_999):
        raise CannotSearch(f"_count is {text[:20]}; it is a whole number from 1.", code="value")
    return min(int(text[:6]), MOST)


def child_of_id(text: str) -> str:
    """Give the child's code that an id or a reference begins with; "" where it is none of ours."""
    code = text.rpartition("/")[2].partition(".")[0]
    return code if CODE.fullmatch(code) else ""


def patient_asked(said: Mapping[str, str], *, at: Place) -> PatientAsked:
    """Read a search for children; raises CannotSearch where it names nobody or a value cannot be read."""
    names = {name: said[name].strip() for name in ("family", "given", "name") if said.get(name, "").strip()}
    born, postcode = said.get("birthdate", ""), said.get("address-postalcode", "").strip()
    if born and not DATE.fullmatch(born):
        raise CannotSearch(f"birthdate is {born[:20]}; give it as 2014-05-14, without a prefix.", code="value")
    code, number = said.get("_id", ""), ""
    numbers: tuple[tuple[str, str], ...] = ()
    if said.get("identifier"):
        system, number = _identifier(said["identifier"])
        if system == f"{at.own}/Id/person":
            code, number = number, ""
        else:
            numbers = ((_kind(system, at=at), plain_number(number)),)
    named = " ".join(names[name] for name in ("given", "family", "name") if name in names)
    told = {
        ScrapPart.CODE: code if CODE.fullmatch(code) else "",
        ScrapPart.NUMBER: number,
        ScrapPart.NAME: named,
        ScrapPart.BORN: born,
        ScrapPart.POSTCODE: postcode,
    }
    parts = {part: text for part, text in told.items() if text}
    if not parts and not code:
        raise CannotSearch(f"Say whom to look for, by {', '.join(PARAMETERS['Patient'])}.", code="required")
    return PatientAsked(parts, names, born, postcode, numbers)


def fits(asked: PatientAsked, *, records: Iterable[Said], withheld: Collection[str]) -> bool:
    """Say whether what records say of someone bears out all that is asked for."""
    held = list(records)
    names = (_begins(one, values=_values(held, *NAMED.get(name, EVERY_NAME))) for name, one in asked.names.items())
    born = not asked.born or any(one.startswith(asked.born) for one in _values(held, "birth_date"))
    codes = [_plain(one) for one in _values(held, "postcode", "previous_postcode")]
    home = not asked.postcode or any(one.startswith(_plain(asked.postcode)) for one in codes)
    numbers = (
        number not in withheld and any(plain_number(one) == number for one in _values(held, *_fields_of(kind)))
        for kind, number in asked.numbers
    )
    return all(names) and born and home and all(numbers)


def _fields_of(kind: str) -> list[str]:
    """Give where numbers of a kind (of any, if "") stand, the former ones too."""
    kinds = [NumberKind(kind)] if kind else list(NumberKind)
    return [*kinds, *(FORMER[one] for one in kinds if one in FORMER)]


def _identifier(text: str) -> tuple[str, str]:
    system, bar, value = text.rpartition("|")
    if not value.strip() or len(value) > 60 or not value.isprintable():
        raise CannotSearch("identifier has no value; give it as system|value, or the value alone.", code="value")
    return (system if bar else ""), value.strip()


def _kind(system: str, *, at: Place) -> str:
    if not system:
        return ""
    if system == NHS_NUMBER:
        return NumberKind.NHS_NUMBER
    own = {f"{at.own}/Id/{kind}": kind for kind in NumberKind if kind is not NumberKind.NHS_NUMBER}
    if system not in own:
        raise CannotSearch(f"No number here has the system {system[:100]}.", code="value")
    return own[system]


def _begins(beginning: str, *, values: Iterable[str]) -> bool:
    """Say whether each word of a beginning begins some word of the values."""
    words = {word for value in values for word in folded(value).split()}
    return all(any(word.startswith(one) for word in words) for one in folded(beginning).split())


def _values(held: Iterable[Said], *fields: str) -> list[str]:
    return [value for said in held for field in fields for value in said.get(field, ())]


def _plain(text: str) -> str:
    return "".join(text.split()).upper()
