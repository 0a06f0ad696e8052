"""Patient: who a child is. A number that is withheld has no value, and says that it is masked."""

import re
from datetime import date, datetime
from typing import Any

from wraparound.identity.rules.fhir.values import Child, Number, Place, Resource, Stay
from wraparound.identity.words import NumberKind

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code"
VERIFIED = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus"
VERIFIED_CODES = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def patient(child: Child, *, at: Place) -> Resource:
    """Give a child as a Patient."""
    told: Resource = {
        "resourceType": "Patient",
        "id": child.code,
        "meta": meta(child.changed_at),
        "extension": _expected(child, at=at),
        "identifier": [
            {"use": "secondary", "system": f"{at.own}/Id/person", "value": child.code},
            *(_identifier(one, at=at) for one in child.numbers),
        ],
        "active": child.active,
        "name": _names(child),
        "telecom": [{"system": "phone", "value": phone} for phone in child.phones],
        "deceasedDateTime": child.died.isoformat() if child.died else "",
        "gender": {"Male": "male", "Female": "female"}.get(child.sex, "unknown"),
        "address": [address for stay in child.stays if (address := _address(stay))],
        "generalPractitioner": _surgery(child.surgery),
    }
    if not child.expected:
        told |= {"birthDate": child.born} if DATE.fullmatch(child.born) else {"_birthDate": absent("unknown")}
    return whole(told)


def replaced(code: str, *, by: str, at: Place) -> Resource:
    """Give a code that was retired as a Patient that another has replaced."""
    other = {"reference": f"Patient/{by}"}
    identifier = [{"use": "old", "system": f"{at.own}/Id/person", "value": code}]
    link = [{"other": other, "type": "replaced-by"}]
    return {"resourceType": "Patient", "id": code, "identifier": identifier, "active": False, "link": link}


def system_of(kind: str, *, at: Place) -> str:
    """Give the system of a kind of number: the NHS's own, and for others, which nobody has published, this area's."""
    return NHS_NUMBER if kind == NumberKind.NHS_NUMBER else f"{at.own}/Id/{kind}"


def meta(changed_at: datetime | None) -> Resource:
    """Give when something was last changed."""
    return {"lastUpdated": changed_at.isoformat(timespec="milliseconds")} if changed_at else {}


def period(since: date | None, *, until: date | None) -> Resource:
    """Give a period of whole days."""
    return whole({"start": since.isoformat() if since else "", "end": until.isoformat() if until else ""})


def absent(why: str) -> Resource:
    """Say why a value is not there."""
    return {"extension": [{"url": ABSENT, "valueCode": why}]}


def whole(told: Resource) -> Resource:
    """Leave out what is empty, as FHIR has it; false and nought are not empty."""
    return {name: value for name, value in told.items() if value not in ("", None, [], {})}


def _identifier(one: Number, *, at: Place) -> Resource:
    told: Resource = whole({"use": one.use, "system": system_of(one.kind, at=at)})
    if one.value is None:
        return told | {"_value": absent("masked")}
    stood = whole({"period": period(one.since, until=one.until)})
    if one.kind != NumberKind.NHS_NUMBER or one.use:
        return told | {"value": "".join(one.value.split())} | stood
    code, display = ("01", "Number present and verified") if one.verified else ("02", "Number present but not traced")
    coding = {"system": VERIFIED_CODES, "code": code, "display": display}
    extension = [{"url": VERIFIED, "valueCodeableConcept": {"coding": [coding]}}]
    return {"extension": extension} | told | {"value": "".join(one.value.split())}


def _names(child: Child) -> list[Resource]:
    usual = whole({"use": "usual", "text": child.name, "family": child.family, "given": list(child.given)})
    return [usual, *({"use": "old", "family": name} for name in child.former)]


def _address(stay: Stay) -> Resource:
    told: dict[str, Any] = {"line": [stay.line] if stay.line else [], "postalCode": stay.postcode}
    if not whole(told):
        return {}
    use = "home" if stay.until is None else "old"
    return whole({"use": use} | told | {"period": period(stay.since, until=stay.until)})


def _surgery(surgery: tuple[str, str]) -> list[Resource]:
    code, name = surgery
    if not code:
        return []
    return [whole({"type": "Organization", "identifier": {"system": ODS_CODE, "value": code}, "display": name})]


def _expected(child: Child, *, at: Place) -> list[Resource]:
    if not child.expected or not DATE.fullmatch(child.born):
        return []
    return [{"url": f"{at.own}/StructureDefinition/expected-birth-date", "valueDate": child.born}]
