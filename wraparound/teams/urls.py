"""The addresses of teams."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
