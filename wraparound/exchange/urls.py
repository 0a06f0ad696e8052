"""The addresses of exchange."""

from django.urls import URLPattern, path

from wraparound.exchange.views import agreements, drafting, shares

urlpatterns: list[URLPattern] = [
    path("agreements", agreements.agreements, name="agreements"),
    path("agreements/try", agreements.try_it, name="try-agreements"),
    path("agreements/versions/<int:number>", agreements.version, name="agreements-version"),
    path("agreements/draft", drafting.draft, name="draft-agreements"),
    path("agreements/draft/give-up", drafting.give_up, name="give-up-agreements"),
    path("agreements/draft/rehearsal", drafting.rehearsal, name="rehearse-agreements"),
    path("agreements/draft/clauses/new", drafting.new_clause, name="new-clause"),
    path("agreements/draft/clauses/<slug:clause>", drafting.clause, name="clause"),
    path("agreements/draft/clauses/<slug:clause>/take-out", drafting.take_out, name="take-out-clause"),
    path("shares", shares.shares, name="shares"),
    path("shares.csv", shares.export, name="export-shares"),
    path("shares/<int:share>", shares.share, name="share"),
]
