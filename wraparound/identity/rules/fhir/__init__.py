"""What FHIR R4 makes of what is known: plain values in, resources as dicts out. Nothing here reads a database."""

from wraparound.identity.rules.fhir.asked import (
    PARAMETERS,
    CannotSearch,
    PatientAsked,
    check_known,
    child_of_id,
    count_asked,
    fits,
    patient_asked,
)
from wraparound.identity.rules.fhir.bundle import bundle, capability_statement
from wraparound.identity.rules.fhir.patient import patient, replaced
from wraparound.identity.rules.fhir.people import (
    care_team,
    organization,
    practitioner,
    practitioner_id,
    practitioner_role,
    related_person,
    related_person_id,
    role_id,
)
from wraparound.identity.rules.fhir.values import Body, Child, Helper, Number, Place, Relative, Stay

__all__ = [
    "PARAMETERS", "Body", "CannotSearch", "Child", "Helper", "Number", "PatientAsked", "Place", "Relative", "Stay",
    "bundle", "capability_statement", "care_team", "check_known", "child_of_id", "count_asked", "fits",
    "organization", "patient", "patient_asked", "practitioner", "practitioner_id", "practitioner_role",
    "related_person", "related_person_id", "replaced", "role_id",
]  # fmt: skip
