"""The addresses of identity."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import URLPattern, path, register_converter

from wraparound.identity import api, views
from wraparound.identity.api import fhir
from wraparound.identity.views import apart, living, retaining, reviewing, searching


class PersonCode:
    """A person's code in an address, such as P-7K3M-92QX."""

    regex = "P-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_converter(PersonCode, "person")

urlpatterns: list[URLPattern] = [
    path("children", views.children, name="children"),
    path("children/search", searching.search, name="search"),
    path("children/suggest", searching.suggest, name="suggest"),
    path("children/<person:code>", views.child, name="child"),
    path("children/<person:code>/withhold/<slug:kind>", views.withhold, name="withhold-number"),
    path("children/<person:code>/show/<slug:kind>", views.show, name="show-number"),
    path("children/<person:code>/open", views.break_glass, name="break-glass"),
    path("children/<person:code>/life", living.life, name="life"),
    path("children/<person:code>/life/<int:number>/undo", living.undo, name="undo-life-event"),
    path("links", reviewing.waiting, name="doubts"),
    path("links/next", reviewing.begin, name="next-doubt"),
    path("links/<int:doubt>", reviewing.doubt, name="doubt"),
    path("links/answers/<int:judgement>/undo", reviewing.undo, name="undo-judgement"),
    path("ends", retaining.ends, name="ends"),
    path("ends/<int:ending>/take-back", retaining.take_back, name="take-back-ending"),
    path("ends/holds/set", retaining.hold, name="set-hold"),
    path("ends/holds/<int:hold>", retaining.one_hold, name="hold"),
    path("shields", views.shields, name="shields"),
    path("shields/set", views.set_shield, name="set-shield"),
    path("shields/apart/set", apart.keep, name="keep-apart"),
    path("shields/apart/<int:apart>", apart.one, name="apart"),
    path("shields/<int:shield>", views.shield, name="shield"),
]

ENDPOINTS = [api.router]


def fhir_beside(more: Sequence[Mapping[str, Any]]) -> list[URLPattern]:
    """Give the addresses of FHIR; `more` is what this server can do beside, for the statement of what it can."""
    return [
        path("metadata", fhir.metadata, {"more": more}, name="fhir-metadata"),
        path("<str:kind>", fhir.search, name="fhir-search"),
        path("<str:kind>/_search", fhir.search_posted, name="fhir-search-posted"),
        path("<str:kind>/<str:id>", fhir.read, name="fhir-read"),
    ]
