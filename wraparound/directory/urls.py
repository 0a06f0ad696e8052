"""The addresses of the directory."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
