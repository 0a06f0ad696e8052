"""Every address for systems: the JSON API with its description and page, and FHIR."""

from django.urls import include, path

from wraparound.directory.urls import OPEN_REFERRAL
from wraparound.feeds.urls import ENDPOINTS as FEEDS
from wraparound.frontdoor.urls import ENDPOINTS as FRONTDOOR
from wraparound.frontdoor.urls import FHIR as FHIR_TELLING
from wraparound.frontdoor.urls import FHIR_CAN
from wraparound.identity.urls import ENDPOINTS as IDENTITY
from wraparound.identity.urls import fhir_beside
from wraparound.web.interface import pages
from wraparound.web.interface.openapi import OPEN_ROOT, ROOT, described, described_openly

API = described([*IDENTITY, *FEEDS, *FRONTDOOR])
OPEN_API = described_openly(OPEN_REFERRAL)

urlpatterns = [
    path(ROOT, pages.page, name="api-page"),
    path(f"{ROOT}openapi.json", pages.openapi, name="api-openapi"),
    path(ROOT, include([one for one in API.urls[0] if getattr(one, "name", "") != "api-root"])),
    path(f"{OPEN_ROOT}openapi.json", pages.open_referral, name="open-referral-openapi"),
    path(OPEN_ROOT, include([one for one in OPEN_API.urls[0] if getattr(one, "name", "") != "api-root"])),
    path("fhir/R4/", include([*FHIR_TELLING, *fhir_beside(FHIR_CAN)])),
]
