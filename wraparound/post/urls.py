"""The addresses of post."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
