"""The addresses of post. The postbox is at an address in development only."""

from django.conf import settings
from django.urls import URLPattern, path

from wraparound.post.views import letters, links

urlpatterns: list[URLPattern] = [
    path("link/<slug:token>", links.link, name="link"),
    path("link/<slug:token>/again", links.again, name="link-again"),
    path("letters", letters.letters, name="letters"),
    path("letters/<int:letter>/again", letters.send_again, name="send-again"),
]
if settings.NODE.development:
    urlpatterns += [
        path("postbox", letters.postbox, name="postbox"),
        path("postbox/<slug:number>", letters.posted, name="posted"),
    ]
