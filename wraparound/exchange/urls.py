"""The addresses of exchange."""

from django.urls import URLPattern, path, register_converter

from wraparound.exchange.rules.refs import REF
from wraparound.exchange.views import answers, asks


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
    path("questions", asks.asks, name="asks"),
    path("questions/<question:ref>", asks.ask_page, name="ask-page"),
    path("questions/<question:ref>/more", asks.more, name="ask-more"),
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
]
