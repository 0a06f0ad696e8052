"""A ServiceRequest read as what somebody tells the front door; docs/guide/api.md says where each element goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from wraparound.access.rules import hash_of
from wraparound.frontdoor.rules.fhir.people import Asker, Finder, Who, asker_of, child_of, concept, numbered
from wraparound.frontdoor.rules.fhir.reading import CannotRead, Issue, Part, Reader
from wraparound.frontdoor.rules.once import each_once
from wraparound.frontdoor.rules.telling import wanting
from wraparound.frontdoor.words import Channel, Teller
from wraparound.frontdoor.words.telling import ChildTold, Referrer, Telling
from wraparound.identity.rules.fhir.asked import child_of_id

KIND = "ServiceRequest"
INTENTS = ("proposal", "plan", "order")
PRIORITIES = {"": "", "routine": "", "urgent": "Sent as urgent.", "asap": "Sent as wanted as soon as possible.",
              "stat": "Sent as wanted at once."}  # fmt: skip
STANDS = ("registered", "preliminary", "final", "amended", "corrected")
WHERE = {"story": f"{KIND}.reasonCode", "children": f"{KIND}.subject"}


def telling_asked(said: Any, *, agency: str, own: str) -> Telling:
    """Read a ServiceRequest; raises CannotRead with every element that cannot be taken in, and what would be right.

    `own` is the address under which this area names what nobody else has named, such as https://HOST/fhir.
    """
    if not isinstance(said, dict) or said.get("resourceType") != KIND:
        raise CannotRead([Issue(KIND, "invalid", f"Send one {KIND}, as JSON.")], status=400)
    return _Request(said, agency=agency, own=own).telling()


class _Request:
    """One ServiceRequest, and what it contains."""

    def __init__(self, said: dict[str, Any], *, agency: str, own: str) -> None:
        self._agency, self._own, self._reader = agency, own, Reader()
        self._root = self._reader.part(said, at=KIND)
        contained = self._root.parts("contained")
        self._contained = {f"#{one.text('id', most=64)}": one for one in contained}
        self._used: set[str] = set()
        self._find = Finder(self._contained, used=self._used)
        self._happened: date | None = None

    def telling(self) -> Telling:
        """Give what it tells, once all is read and nothing is wrong."""
        self._is_meant()
        system, value = self._identified()
        children = [one for one in (self._subject(), *self._others()) if one]
        asker = self._asker()
        story = [*self._reasons(), *self._notes()]
        more = [*(line for one in children for line in one.lines), *asker.lines]
        telling = Telling(
            channel=Channel.SYSTEM,
            referrer=replace(asker.who, agency=self._agency),
            story="\n\n".join([*story, *more, *self._written()] if story else []),
            children=each_once(one.child for one in children),
            wants="\n".join(self._wants()),
            family_words=self._told_the_family(),
            happened_on=self._happened,
            other=value,
            key=f"fhir:{hash_of(f'{self._agency} {system} {value}')}",
        )
        self._nothing_stands_alone()
        if not self._reader.issues:
            for field, words in wanting(telling).items():
                self._reader.wrong(WHERE[field], code="required", words=words)
        self._reader.check()
        return telling

    def _is_meant(self) -> None:
        root = self._root
        root.pass_over("resourceType", "id", "meta", "language")
        root.code("status", among=("active",), right="Only what is asked now is taken in: active.")
        root.code("intent", among=INTENTS, right=f"It is one of {', '.join(INTENTS)}: the front door decides.")
        if root.boolean("doNotPerform"):
            root.wrong(
                "doNotPerform", code="not-supported", words="The front door is told what is wanted, not what is not."
            )
        narrative = root.part("text")
        if narrative:
            narrative.pass_over("div")
            right = "Words that stand nowhere else go into note: only a generated narrative is passed over."
            narrative.code("status", among=("generated", "empty"), right=right)

    def _identified(self) -> tuple[str, str]:
        found = self._root.parts("identifier")
        if len(found) != 1:
            right = "Give one identifier, your own: the same again is taken in once."
            self._root.wrong("identifier", code="required" if not found else "not-supported", words=right)
            return "", ""
        found[0].pass_over("type", "assigner")
        system, value = found[0].text("system", most=300), found[0].text("value", most=80)
        if not value:
            found[0].wrong("value", code="required", words="Give a value, by which you know it again.")
        return system, value

    def _subject(self) -> Who | None:
        subject = self._root.part("subject")
        if subject is None:
            self._root.wrong("subject", code="required", words="Say which child it is about: a Patient.")
            return None
        return self._child(subject)

    def _others(self) -> Iterator[Who]:
        for one in self._root.parts("supportingInfo"):
            if found := self._child(one):
                yield found

    def _child(self, reference: Part) -> Who | None:
        """Read a child from what a reference refers to: a contained Patient, the code here, or an NHS number."""
        patient = self._find.part(reference)
        shown, name = reference.text("display", most=150), reference.text("reference", most=200)
        code, number, other = numbered(reference.part("identifier"), own=self._own)
        if patient is not None:
            if patient.text("resourceType") != "Patient":
                reference.wrong(
                    "reference", code="not-supported", words="Only children stand here: a contained Patient."
                )
                return None
            return child_of(patient, own=self._own)
        if name.startswith("#"):
            return None
        if name and not child_of_id(name):
            right = "Nothing is fetched from elsewhere: contain the Patient, or give Patient/ and the code here."
            reference.wrong("reference", code="not-supported", words=right)
        code = code or child_of_id(name)
        if not (code or number or shown or name):
            reference.wrong("", code="required", words="Say who it is: a contained Patient, an identifier or a name.")
        described = "" if shown or code else "Name not given"
        lines = (f"{shown or 'The child'}, number: {other}",) if other else ()
        return Who(ChildTold(code=code, name=shown, nhs_number=number, described=described), lines)

    def _asker(self) -> Asker:
        requester = self._root.part("requester")
        nobody = Referrer(teller=Teller.PROFESSIONAL)
        if requester is None:
            return Asker(nobody)
        requester.pass_over("identifier")
        found, shown = self._find.part(requester), requester.text("display", most=150)
        if found is None:
            return Asker(replace(nobody, name=shown))
        asker = asker_of(found, find=self._find)
        return Asker(replace(asker.who, name=asker.who.name or shown), asker.lines)

    def _reasons(self) -> Iterator[str]:
        yield from filter(None, (concept(one) for one in self._root.parts("reasonCode")))
        for one in self._root.parts("reasonReference"):
            found, shown = self._find.part(one), one.text("display")
            if found is None and not shown:
                one.wrong("", code="not-supported", words="Contain what it refers to, or say it as display.")
            yield from filter(None, [shown, *(self._found(found) if found else [])])

    def _found(self, part: Part) -> Iterator[str]:
        """Read a Condition or an Observation in words; its day is the day on which it happened."""
        kind = part.text("resourceType", most=60)
        if kind not in {"Condition", "Observation"}:
            part.wrong(
                "resourceType", code="not-supported", words="A reason is a Condition or an Observation, or words."
            )
        about = part.part("subject")
        if about and (about.text("reference") or "#") not in {"#", *self._contained, self._subject_reference()}:
            about.wrong("reference", code="value", words="It is to be about the child of the request.")
        if about:
            about.pass_over("type", "display")
            self._used.add(about.text("reference"))
        if kind == "Observation":
            part.code("status", among=STANDS, right=f"It is one of {', '.join(STANDS)}.")
        day = part.text("onsetDateTime", most=40) or part.text("effectiveDateTime", most=40)
        said = [concept(one) for name in ("code", "valueCodeableConcept", "clinicalStatus", "verificationStatus",
                "severity") if (one := part.part(name))]  # fmt: skip
        yield ", ".join(filter(None, [*said, part.text("valueString"), part.text("onsetString"), self._since(day)]))
        for one in part.parts("note"):
            yield _annotation(one)

    def _since(self, day: str) -> str:
        if not day:
            return ""
        try:
            self._happened = self._happened or date.fromisoformat(day[:10])
        except ValueError:
            return day
        return day if day[10:] or self._happened.isoformat() != day else ""

    def _subject_reference(self) -> str:
        subject = self._root.part("subject")
        return subject.text("reference") if subject else ""

    def _notes(self) -> Iterator[str]:
        return filter(None, (_annotation(one) for one in self._root.parts("note")))

    def _written(self) -> list[str]:
        at = self._root.text("authoredOn", most=40)
        return [f"Written {at}."] if at else []

    def _wants(self) -> Iterator[str]:
        root = self._root
        code = root.part("code")
        asked = [concept(one) for one in (*root.parts("category"), *([code] if code else []))]
        if any(asked):
            yield f"Asked for: {'; '.join(filter(None, asked))}."
        priority = root.text("priority", most=20)
        if priority not in PRIORITIES:
            root.wrong("priority", code="value", words="It is routine, urgent, asap or stat.")
        if PRIORITIES.get(priority):
            yield PRIORITIES[priority]
        period = root.part("occurrencePeriod")
        when = [root.text("occurrenceDateTime", most=40)]
        when += [period.text("start", most=40), period.text("end", most=40)] if period else []
        if any(when):
            yield f"Wanted for: {' to '.join(filter(None, when))}."
        performers = [self._find(one) for one in root.parts("performer")]
        if any(performers):
            yield f"Sent to: {', '.join(filter(None, performers))}."

    def _told_the_family(self) -> str:
        words = self._root.text("patientInstruction")
        return f"The family was told: {words}" if words else ""

    def _nothing_stands_alone(self) -> None:
        for name, part in self._contained.items():
            part.pass_over("resourceType", "meta")
            if name not in self._used:
                part.wrong("", code="not-supported", words="Nothing refers to this. Refer to it, or leave it out.")


def _annotation(part: Part) -> str:
    text, at, author = part.text("text"), part.text("time", most=40), part.text("authorString", most=150)
    reference = part.part("authorReference")
    if reference:
        reference.pass_over("reference", "type")
        author = author or reference.text("display", most=150)
    beside = ", ".join(filter(None, [author, at]))
    return f"{text} ({beside})" if beside and text else text
