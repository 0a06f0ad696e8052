"""The addresses of teams."""

from django.urls import URLPattern, path, register_converter

from wraparound.teams.rules.refs import REF
from wraparound.teams.views import teams, work


class WorkRef:
    """A reference of work in an address, such as W-7K3M-92QX."""

    regex = REF

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_converter(WorkRef, "work")

urlpatterns: list[URLPattern] = [
    path("teams", teams.teams, name="teams"),
    path("teams/work/<work:reference>/by-link", work.by_link, name="work-by-link"),
    path("teams/work/<work:ref>", work.work, name="work"),
    path("teams/work/<work:ref>/<slug:act>", work.act, name="work-act"),
    path("teams/<slug:team>", teams.team, name="team"),
    path("teams/<slug:team>/seats", teams.seats, name="seats"),
    path("teams/<slug:team>/seats/<int:seat>/end", teams.end, name="end-seat"),
    path("my-work", work.my_work, name="my-work"),
]
