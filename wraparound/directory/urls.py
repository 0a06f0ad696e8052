"""The addresses of the directory, and those of Open Referral UK."""

from django.urls import URLPattern, path

from wraparound.directory import api
from wraparound.directory.views import keeping, listed

urlpatterns: list[URLPattern] = [
    path("services", listed.services, name="services"),
    path("services.json", listed.export, name="export-services"),
    path("services/add", keeping.add, name="add-service"),
    path("services/import", keeping.take_in, name="import-services"),
    path("services/loads/<int:load>", keeping.load, name="services-load"),
    path("services/unmet", listed.unmet_needs, name="unmet-needs"),
    path("services/<slug:code>", listed.service, name="service"),
    path("services/<slug:code>/change", keeping.change, name="change-service"),
    path("services/<slug:code>/confirm", keeping.confirm, name="confirm-service"),
    path("services/<slug:code>/close", keeping.close, name="close-service"),
]

OPEN_REFERRAL = [api.router]
