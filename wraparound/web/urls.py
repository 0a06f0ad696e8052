"""Every address, by capability."""

from django.urls import path

from wraparound.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("ready", views.ready, name="ready"),
    path("sign-in", views.sign_in, name="sign-in"),
]
handler404, handler500 = "wraparound.web.views.not_found", "wraparound.web.views.fault"
