"""Every address for systems: the JSON API with its description and page, and FHIR."""

from django.urls import include, path

from wraparound.feeds.urls import ENDPOINTS as FEEDS
from wraparound.identity.urls import ENDPOINTS as IDENTITY
from wraparound.identity.urls import FHIR
from wraparound.web.interface import pages
from wraparound.web.interface.openapi import ROOT, described

API = described([*IDENTITY, *FEEDS])

urlpatterns = [
    path(ROOT, pages.page, name="api-page"),
    path(f"{ROOT}openapi.json", pages.openapi, name="api-openapi"),
    path(ROOT, include([one for one in API.urls[0] if getattr(one, "name", "") != "api-root"])),
    path("fhir/R4/", include(FHIR)),
]
