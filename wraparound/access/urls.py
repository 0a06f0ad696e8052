"""The addresses of access. Signing in by one click is at an address in development only."""

from django.conf import settings
from django.urls import URLPattern, path

from wraparound.access import views

urlpatterns: list[URLPattern] = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("my-account", views.my_account, name="my-account"),
]
if settings.NODE.development:
    urlpatterns.append(path("sign-in-as", views.sign_in_as, name="sign-in-as"))
