"""Every address: those of no capability here, the others in each capability's own list."""

from django.urls import include, path

from wraparound.web import views
from wraparound.web.interface.addresses import urlpatterns as interface

CAPABILITIES = (
    "ledger", "agencies", "access", "post", "duties", "identity", "exchange", "feeds", "teams", "directory",
    "frontdoor",
)  # fmt: skip

urlpatterns = [
    path("", views.home, name="home"),
    path("help", views.help_page, name="help"),
    path("help/words", views.words, name="words"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("health", views.health, name="health"),
    path("ready", views.ready, name="ready"),
    *interface,
    *(path("", include(f"wraparound.{capability}.urls")) for capability in CAPABILITIES),
]
handler404, handler500 = "wraparound.web.views.not_found", "wraparound.web.views.fault"
