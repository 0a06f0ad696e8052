"""The addresses of feeds."""

from django.urls import URLPattern, path

from wraparound.feeds import api, views

urlpatterns: list[URLPattern] = [
    path("feeds", views.feeds, name="feeds"),
    path("feeds/new", views.new_feed, name="new-feed"),
    path("feeds/new/<int:pk>", views.confirm_feed, name="confirm-feed"),
    path("feeds/<slug:code>", views.feed, name="feed"),
    path("feeds/<slug:code>/token", views.give_token, name="feed-token"),
    path("loads/<int:pk>", views.load, name="load"),
    path("loads/<int:pk>/ends", views.confirm_ends, name="confirm-ends"),
    path("set-aside/<int:pk>", views.mend, name="mend"),
    path("api/feeds/<slug:code>/files/<str:name>", api.put_file, name="put-file"),
]

ENDPOINTS = [api.router]
