"""RelatedPerson, Practitioner, PractitionerRole, Organization and CareTeam: the people and agencies around a child."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from wraparound.identity.rules import plain_name
from wraparound.identity.rules.fhir.patient import meta, period, whole
from wraparound.identity.rules.fhir.values import Body, Helper, Place, Relative, Resource
from wraparound.identity.words import Relation

ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
RELATIONS: dict[str, tuple[str, str]] = {
    Relation.MOTHER: ("MTH", "mother"),
    Relation.FATHER: ("FTH", "father"),
    Relation.SIBLING: ("SIB", "sibling"),
    Relation.GRANDPARENT: ("GRPRN", "grandparent"),
}
ANSWERS = {"has": "Yes", "yes": "Yes", "has_not": "No", "no": "No"}
ANSWERS |= {"not_asked": "Not asked", "differs": "Sources differ"}


def related_person_id(code: str, *, name: str) -> str:
    """Name someone of a child's family: the same for as long as they are called the same."""
    return _part(code, plain_name(name))


def practitioner_id(code: str, *, helper: Helper) -> str:
    """Name a professional of a child, as one agency tells of them: this is no directory of staff."""
    return _part(code, helper.agency_code, helper.professional)


def role_id(code: str, *, helper: Helper) -> str:
    """Name one part in a child's life."""
    since = helper.since.isoformat() if helper.since else ""
    return _part(code, helper.agency_code, helper.service, helper.team, helper.professional, helper.role, since)


def related_person(code: str, *, relative: Relative, changed_at: datetime | None, at: Place) -> Resource:
    """Give someone of a child's family, with what sources answer about parental responsibility."""
    coding = RELATIONS.get(relative.relation)
    relationship = whole(
        {
            "coding": [{"system": ROLES, "code": coding[0], "display": coding[1]}] if coding else [],
            "text": relative.relation_words,
        }
    )
    answers = (
        ("parental-responsibility", relative.responsibility, relative.responsibility_words),
        ("lives-with-child", relative.lives_with, relative.lives_with_words),
    )
    return whole(
        {
            "resourceType": "RelatedPerson",
            "id": related_person_id(code, name=relative.name),
            "meta": meta(changed_at),
            "extension": [_answer(name, answer=answer, words=words, at=at) for name, answer, words in answers],
            "active": relative.until is None,
            "patient": {"reference": f"Patient/{code}"},
            "relationship": [relationship],
            "name": [{"text": relative.name}],
            "period": period(relative.since, until=relative.until),
        }
    )


def practitioner(code: str, *, helper: Helper, changed_at: datetime | None) -> Resource:
    """Give a professional, and how to reach them."""
    return whole(
        {
            "resourceType": "Practitioner",
            "id": practitioner_id(code, helper=helper),
            "meta": meta(changed_at),
            "name": [{"text": helper.professional}],
            "telecom": _telecom(helper.phone, email=helper.email),
        }
    )


def practitioner_role(code: str, *, helper: Helper, changed_at: datetime | None) -> Resource:
    """Give one part in a child's life: who, for which agency, in which service, since when."""
    named = bool(helper.professional)
    return whole(
        {
            "resourceType": "PractitionerRole",
            "id": role_id(code, helper=helper),
            "meta": meta(changed_at),
            "active": helper.until is None,
            "period": period(helper.since, until=helper.until),
            "practitioner": _named("Practitioner", practitioner_id(code, helper=helper)) if named else {},
            "organization": _agency(helper),
            "code": [{"text": helper.role}] if helper.role else [],
            "healthcareService": [{"display": text} for text in (helper.service, helper.team) if text],
            "telecom": _telecom(helper.phone, email=helper.email) or _telecom(helper.agency_phone),
        }
    )


def organization(body: Body, *, at: Place) -> Resource:
    """Give an agency."""
    coding = {"system": f"{at.own}/CodeSystem/agency-type", "code": body.type, "display": body.type_words}
    return whole(
        {
            "resourceType": "Organization",
            "id": body.code,
            "meta": meta(body.changed_at),
            "identifier": [{"system": f"{at.own}/Id/agency", "value": body.code}],
            "active": body.active,
            "type": [{"coding": [coding], "text": body.type_words}],
            "name": body.name,
            "telecom": _telecom(body.phone, email=body.email),
        }
    )


def care_team(code: str, *, helpers: Sequence[Helper], notes: Sequence[str], changed_at: datetime | None) -> Resource:
    """Give who is and was involved with a child; the notes say what is not known, which is never a "no"."""
    return whole(
        {
            "resourceType": "CareTeam",
            "id": code,
            "meta": meta(changed_at),
            "status": "active" if any(one.until is None for one in helpers) else "inactive",
            "name": "Who is involved",
            "subject": {"reference": f"Patient/{code}"},
            "participant": [_participant(code, helper=one) for one in helpers],
            "note": [{"text": words} for words in notes],
        }
    )


def _participant(code: str, *, helper: Helper) -> Resource:
    """Give a professional who acts for an agency, or the agency itself where it names nobody."""
    words = ", ".join(filter(None, (helper.role, helper.service, helper.team)))
    named = bool(helper.professional)
    who = _named("Practitioner", practitioner_id(code, helper=helper)) | {"display": helper.professional}
    return whole(
        {
            "role": [{"text": words}] if words else [],
            "member": who if named else _agency(helper),
            "onBehalfOf": _agency(helper) if named else {},
            "period": period(helper.since, until=helper.until),
        }
    )


def _agency(helper: Helper) -> Resource:
    return {"reference": f"Organization/{helper.agency_code}", "display": helper.agency}


def _named(kind: str, number: str) -> Resource:
    return {"reference": f"{kind}/{number}"}


def _telecom(phone: str, *, email: str = "") -> list[Resource]:
    told = (("phone", phone), ("email", email))
    return [{"system": system, "value": value, "use": "work"} for system, value in told if value]


def _answer(name: str, *, answer: str, words: str, at: Place) -> Resource:
    coding = {"system": f"{at.own}/CodeSystem/{name}", "code": answer.replace("_", "-"), "display": ANSWERS[answer]}
    return {
        "url": f"{at.own}/StructureDefinition/{name}",
        "valueCodeableConcept": {"coding": [coding], "text": words},
    }


def _part(code: str, *words: str) -> str:
    """Name something of one child by the child's code and a mark of what it is."""
    return f"{code}.{blake2b(chr(31).join((code, *words)).encode(), digest_size=6).hexdigest()}"
