"""The addresses of identity."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
