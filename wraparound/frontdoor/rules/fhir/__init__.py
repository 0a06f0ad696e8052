"""What FHIR R4 asks of the front door, and is answered: plain values in and out, no database."""

from wraparound.frontdoor.rules.fhir.answered import CAPABILITY, Standing, service_request
from wraparound.frontdoor.rules.fhir.asked import telling_asked
from wraparound.frontdoor.rules.fhir.reading import CannotRead, Issue, outcome

__all__ = ["CAPABILITY", "CannotRead", "Issue", "Standing", "outcome", "service_request", "telling_asked"]
