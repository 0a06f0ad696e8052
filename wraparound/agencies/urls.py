"""The addresses of agencies."""

from django.urls import path

from wraparound.agencies import views

urlpatterns = [
    path("agencies", views.agencies, name="agencies"),
    path("agencies/<slug:code>", views.agency, name="agency"),
    path("area", views.area, name="area"),
    path("area/versions/<int:number>", views.area_version, name="area-version"),
    path("area/reference/<int:load>", views.reference_load, name="reference-load"),
]
