"""Who a FHIR resource is about and who asks: children from Patients, the one who tells from what the requester is."""

from collections.abc import Sequence
from dataclasses import dataclass

from wraparound.frontdoor.rules.fhir.reading import Part
from wraparound.frontdoor.words import Teller
from wraparound.frontdoor.words.telling import ChildTold, Referrer
from wraparound.identity.rules.fhir.asked import CODE
from wraparound.identity.rules.fhir.patient import DATE, NHS_NUMBER
from wraparound.kernel.identifiers import normal_nhs_number

SEXES = {"male": "Male", "female": "Female", "other": "Other", "unknown": "", "": ""}


@dataclass(frozen=True)
class Who:
    """Somebody as far as a place is there for them, and what else is told of them, in words."""

    child: ChildTold
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asker:
    """Who asks, and what else is told of them, in words."""

    who: Referrer
    lines: tuple[str, ...] = ()


def numbered(part: Part | None, *, own: str) -> tuple[str, str, str]:
    """Read an identifier of a child: the code here, an NHS number, or words of any other number."""
    if part is None:
        return "", "", ""
    system, value = part.text("system", most=300), part.text("value", most=100)
    kind = part.part("type")
    words = concept(kind) if kind else ""
    if system == f"{own}/Id/person":
        if not CODE.fullmatch(value):
            part.wrong("value", code="value", words="A code here is such as P-7K3M-92QX.")
        return value, "", ""
    if system == NHS_NUMBER:
        number = normal_nhs_number(value) or ""
        if not number:
            part.wrong("value", code="value", words="This is no NHS number: ten digits that fit together.")
        return "", number, ""
    return "", "", f"{words or system or 'number'} {value}" if value else ""


def child_of(patient: Part, *, own: str) -> Who:
    """Read a child from a Patient."""
    code, number, other = _numbers(patient, own=own)
    names = _names(patient)
    born, sex = patient.text("birthDate", most=10), patient.text("gender", most=20)
    if born and not DATE.fullmatch(born):
        patient.wrong("birthDate", code="value", words="Give it as 2014-05-14, or 2014-05, or 2014.")
    if sex not in SEXES:
        patient.wrong("gender", code="value", words="It is male, female, other or unknown.")
    homes = [home for one in patient.parts("address") if (home := _address(one))]
    surgery = [one.text("display", most=200) for one in patient.parts("generalPractitioner")]
    reach, called = _telecom(patient), (names or ["The child"])[0]
    patient.pass_over("active")
    more = [("also called", names[1:]), ("also lives at", homes[1:]), ("number", other), ("telephone or mail", reach),
            ("GP", surgery), ("family", _family(patient))]  # fmt: skip
    if not (names or code or number):
        patient.wrong("name", code="required", words="Say who it is: a name, an NHS number or the code here.")
    child = ChildTold(
        code=code,
        name=names[0][:150] if names else "",
        described="" if names or code else "Name not given",
        born=born,
        sex=SEXES.get(sex, ""),
        address=homes[0][:300] if homes else "",
        nhs_number=number,
    )
    return Who(child, tuple(f"{called}, {label}: {'; '.join(said)}" for label, said in more if any(said)))


def _numbers(patient: Part, *, own: str) -> tuple[str, str, list[str]]:
    code, number, other = "", "", []
    for one in patient.parts("identifier"):
        found_code, found_number, words = numbered(one, own=own)
        code, number = code or found_code, number or found_number
        other += [words] if words else []
    return code, number, other


def asker_of(part: Part, *, find: "Finder") -> Asker:
    """Read who asks: a Practitioner, a PractitionerRole or an Organization."""
    names, role, reach = _asking(part, find=find)
    email = next((one for one in reach if "@" in one), "")
    phone = next((one for one in reach if one != email), "")
    also = [one for one in reach if one not in {email, phone}]
    name, said = next(iter(names), ""), ", ".join(dict.fromkeys(filter(None, role)))
    for text, most, where in ((name, 150, "name"), (said, 150, "code"), (phone, 40, "telecom")):
        if len(text) > most:
            part.wrong(where, code="too-long", words=f"Here at most {most} letters are kept.")
    who = Referrer(teller=Teller.PROFESSIONAL, name=name, role=said, phone=phone, email=email)
    return Asker(who, (f"Whoever asks is also reached at {', '.join(also)}.",) if also else ())


def _asking(part: Part, *, find: "Finder") -> tuple[list[str], list[str], list[str]]:
    """Read what somebody who asks is called, their role, and how they are reached."""
    kind = part.text("resourceType", most=60)
    part.pass_over("identifier", "active")
    names: list[str] = []
    role, reach = [], _telecom(part)
    if kind == "Practitioner":
        names = _names(part)
        role = [concept(code) for one in part.parts("qualification") if (code := one.part("code"))]
    elif kind == "Organization":
        names = [one for one in [part.text("name", most=150)] if one]
        role = [concept(one) for one in part.parts("type")]
    elif kind == "PractitionerRole":
        role = [concept(one) for name in ("code", "specialty") for one in part.parts(name)]
        for name in ("practitioner", "organization"):
            called, beside, more = _referred(part.part(name), find=find)
            names += called if name == "practitioner" else []
            role += beside if name == "practitioner" else called
            reach += more
    else:
        part.wrong(
            "resourceType",
            code="not-supported",
            words="Whoever asks is a Practitioner, PractitionerRole or Organization.",
        )
    return names, role, list(dict.fromkeys(reach))


def _referred(reference: Part | None, *, find: "Finder") -> tuple[list[str], list[str], list[str]]:
    """Read somebody to whom a role refers."""
    if reference is None:
        return [], [], []
    reference.pass_over("identifier")
    found, shown = find.part(reference), reference.text("display", most=150)
    names, role, reach = ([], [], []) if found is None else _asking(found, find=find)
    return names or ([shown] if shown else []), role, reach


def concept(part: Part) -> str:
    """Read a CodeableConcept in words; a code alone says nothing to a reader."""
    text = part.text("text", most=20_000)
    shown = []
    for one in part.parts("coding"):
        one.pass_over("system", "version", "userSelected")
        display, code = one.text("display", most=1_000), one.text("code", most=200)
        if code and not (display or text):
            one.wrong(
                "display", code="required", words="Say in words what the code means: display, or the text beside it."
            )
        shown += [display] if display and display != text else []
    return f"{text} ({', '.join(shown)})" if text and shown else text or ", ".join(shown)


def _names(part: Part) -> list[str]:
    found = []
    for one in part.parts("name"):
        text, family = one.text("text", most=150), one.text("family", most=150)
        given, before, after = one.texts("given"), one.texts("prefix"), one.texts("suffix")
        made = " ".join(filter(None, [*before, *given, family, *after]))
        found += [text or made] if text or made else []
    if found and len(found[0]) > 150:
        part.wrong("name[0]", code="too-long", words="A name has at most 150 letters.")
    return list(dict.fromkeys(found))


def _address(part: Part) -> str:
    part.pass_over("type")
    text, lines = part.text("text", most=300), part.texts("line")
    parts = [*lines, *(part.text(one, most=100) for one in ("city", "district", "state", "postalCode", "country"))]
    made = ", ".join(filter(None, parts))
    if len(made) > 300:
        part.wrong("", code="too-long", words="An address has at most 300 letters.")
    return text or made


def _telecom(part: Part) -> list[str]:
    found = []
    for one in part.parts("telecom"):
        one.pass_over("system")
        found += [one.text("value", most=200)]
    return [one for one in found if one]


def _family(patient: Part) -> list[str]:
    """Read the contacts of a Patient in words: mother Ngozi Alder, 07700 900123."""
    found = []
    for one in patient.parts("contact"):
        relation = ", ".join(concept(each) for each in one.parts("relationship"))
        name = one.part("name")
        called = _called(name) if name else ""
        home = one.part("address")
        reach = [*_telecom(one), *([_address(home)] if home else [])]
        found.append(", ".join(filter(None, [f"{relation} {called}".strip(), *reach])))
    return found


def _called(name: Part) -> str:
    text, family, given = name.text("text", most=150), name.text("family", most=150), name.texts("given")
    return text or " ".join(filter(None, [*given, family]))


class Finder:
    """Gives in words what a reference refers to: how it is shown, or the name of what is contained."""

    def __init__(self, contained: dict[str, Part], *, used: set[str]) -> None:
        """Keep what is contained, by #id."""
        self._contained, self._used = contained, used

    def __call__(self, reference: Part) -> str:
        """Give what a reference is called."""
        found = self.part(reference)
        shown = reference.text("display", most=150)
        if found is None:
            return shown
        kind = found.text("resourceType", most=60)
        found.pass_over("identifier", "active")
        names: Sequence[str] = [found.text("name", most=150)] if kind == "Organization" else _names(found)
        return shown or next(iter(names), "")

    def part(self, reference: Part) -> Part | None:
        """Give the contained resource that a reference names, if it names one; one that is not there is told."""
        reference.pass_over("type")
        name = reference.text("reference", most=200)
        if not name.startswith("#"):
            return None
        self._used.add(name)
        if name not in self._contained:
            reference.wrong("reference", code="not-found", words=f"Nothing that is contained has the id {name[1:40]}.")
        return self._contained.get(name)
