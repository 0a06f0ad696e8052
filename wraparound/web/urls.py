"""Every address: those of no capability here, the others in each capability's own list."""

from django.urls import include, path

from wraparound.web import views

CAPABILITIES = ("ledger", "agencies", "access", "identity", "feeds")

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("ready", views.ready, name="ready"),
    path("sign-in", views.sign_in, name="sign-in"),
    *(path("", include(f"wraparound.{capability}.urls")) for capability in CAPABILITIES),
]
handler404, handler500 = "wraparound.web.views.not_found", "wraparound.web.views.fault"
