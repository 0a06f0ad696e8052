"""The addresses of ledger."""

from django.urls import path

from wraparound.ledger import views

urlpatterns = [
    path("ledger", views.ledger, name="ledger"),
    path("ledger/children/<int:person>", views.about_child, name="ledger-child"),
    path("ledger/people/<str:username>", views.by_person, name="ledger-person"),
    path("ledger/unusual", views.unusual, name="ledger-unusual"),
]
