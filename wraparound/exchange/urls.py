"""The addresses of exchange."""

from django.urls import URLPattern, path, register_converter

from wraparound.exchange.rules.refs import REF
from wraparound.exchange.views import agreements, answers, asks, drafting, shares


class QuestionRef:
    """A question's reference in an address, such as Q-7K3M-92QX."""

    regex = REF

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_converter(QuestionRef, "question")

urlpatterns: list[URLPattern] = [
    path("children/<person:code>/ask", asks.ask, name="ask"),
    path("children/<person:code>/ask/keep", asks.keep_ask, name="keep-ask"),
    path("questions", asks.asks, name="asks"),
    path("questions/<question:ref>", asks.ask_page, name="ask-page"),
    path("questions/<question:ref>/more", asks.more, name="ask-more"),
    path("questions/<question:ref>/partners/<slug:agency>/again", asks.again, name="ask-again"),
    path("questions/<question:ref>/withdraw", asks.withdraw, name="withdraw-ask"),
    path("questions/<question:ref>/answers/<int:answer>/wording", asks.propose, name="propose-wording"),
    path("questions/<question:ref>/answer", answers.answer, name="answer"),
    path("questions/<question:ref>/answer/keep", answers.keep, name="keep-answer"),
    path("questions/<question:ref>/answer/files", answers.add_file, name="add-file"),
    path("questions/<question:ref>/answer/files/<int:file>/remove", answers.remove_file, name="remove-file"),
    path("questions/<question:ref>/answer/wordings/<int:wording>", answers.wording, name="decide-wording"),
    path("questions/<question:ref>/answered", answers.answered, name="answered"),
    path("questions/<question:ref>/files/<int:file>", answers.file, name="answer-file"),
    path("questions/<question:reference>/by-link", answers.by_link, name="ask-by-link"),
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
