"""The addresses of duties."""

from django.urls import URLPattern, path

from wraparound.duties.views import absences, acting, calendars, lists, rules

urlpatterns: list[URLPattern] = [
    path("duties", lists.mine, name="duties"),
    path("duties/agency", lists.agency, name="duties-agency"),
    path("duties/owed", lists.owed, name="duties-owed"),
    path("duties/rules", rules.every, name="duty-rules"),
    path("duties/rules/<slug:code>", rules.one, name="duty-rule"),
    path("duties/absences", absences.absences, name="duty-absences"),
    path("duties/absences/<int:absence>", absences.end, name="duty-absence"),
    path("duties/calendar", calendars.mine, name="duty-calendar"),
    path("duties/calendar/<slug:secret>.ics", calendars.feed, name="duties-ics"),
    path("duties/<int:duty>", lists.one, name="duty"),
    path("duties/<int:duty>/<slug:act>", acting.act, name="duty-act"),
]
