"""Pages of those who ask: whom to ask, what was answered, and what became of each partner."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.access.words import Purpose
from wraparound.exchange.actions.asking import CannotAsk, ask_more, ask_partners, keep_question, withdraw_ask
from wraparound.exchange.actions.looking_at_questions import look_at_ask, look_at_asks, look_whom_to_ask
from wraparound.exchange.actions.reaching import send_link_again
from wraparound.exchange.actions.wording import CannotPropose, propose_wording
from wraparound.exchange.forms.asks import MoreForm, PartnersForm, QuestionForm, WithdrawForm, WordingForm
from wraparound.exchange.queries.lists import SHOWS, Listed
from wraparound.exchange.queries.partners import clocks_in_words, partners_left
from wraparound.exchange.words import Basis
from wraparound.exchange.words.asks import Asking, Urgency

TYPED = ("purpose", "what_for", "named", "urgency")


@require_safe
def asks(request: HttpRequest) -> HttpResponse:
    """List the questions that one's agency is asked, or asked."""
    show = request.GET.get("show", "")
    asked = Listed(show if show in SHOWS else SHOWS[0], request.GET.get("page", ""))
    page = look_at_asks(asked, by=request.actor, at=request.at)
    return render(request, "exchange/asks.html", {"page": page, "asked": asked, "now": request.at})


def ask(request: HttpRequest, *, code: str) -> HttpResponse:
    """Ask partners about a child: first the question, then whom."""
    said = request.POST or None
    purpose = Purpose(said["purpose"]) if said and said.get("purpose") in set(Purpose) else None
    to_ask = look_whom_to_ask(code, purpose=purpose, by=request.actor, at=request.at)
    if to_ask is None:
        raise Http404
    typed = {name: getattr(to_ask.draft, name) for name in TYPED} if to_ask.draft else {}
    question = QuestionForm(said, initial=typed, to_ask=to_ask, rules=clocks_in_words(request.at.date()))
    given = {"to_ask": to_ask, "question": question, "code": code}
    if said is None or not question.is_valid() or "change" in said:
        return render(request, "exchange/ask.html", given, status=422 if question.errors else 200)
    involved = [one.code for one in to_ask.partners if one.involved and one.allowed]
    begins = "agencies" not in said and "basis" not in said
    chosen = {"agencies": involved, "basis": to_ask.basis, "decider": _decider(request, deciders=to_ask.deciders)}
    partners = PartnersForm(None if begins else said, initial=chosen, to_ask=to_ask)
    if not begins and partners.is_valid():
        try:
            made = ask_partners(_asking(code, question=question, partners=partners), by=request.actor, at=request.at)
        except CannotAsk as refused:
            partners.add_error(refused.field if refused.field in partners.fields else None, str(refused))
        else:
            messages.success(request, f"Question {made.ref} is on its way.")
            return redirect("ask-page", ref=made.ref)
    given |= {"partners": partners, "named": [name for code, name in to_ask.household if code in said.getlist("also")]}
    return render(request, "exchange/whom.html", given, status=422 if partners.errors else 200)


@require_POST
def keep_ask(request: HttpRequest, *, code: str) -> HttpResponse:
    """Keep a question while it is typed, and say so in a line."""
    said = {name: request.POST.get(name, "") for name in TYPED}
    try:
        keep_question(code, said=said, by=request.actor, at=request.at)
    except CannotAsk as refused:
        raise Http404 from refused
    return render(request, "exchange/kept.html", {"now": request.at, "words": "Not asked yet."})


@require_safe
def ask_page(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Show one question with all that came of it; to a partner, the way to answer."""
    page = look_at_ask(ref, by=request.actor, at=request.at)
    if page is None:
        return redirect("answer", ref=ref)
    given = {"page": page, "now": request.at, "wording": WordingForm()}
    return render(request, "exchange/ask_page.html", given)


def more(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Ask more partners the same question."""
    page = look_at_ask(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    left = partners_left(page.ask, by=request.actor, at=request.at)
    form = MoreForm(request.POST or None, partners=[(one.code, one.name) for one in left])
    if request.method == "POST" and form.is_valid():
        try:
            ask_more(ref, agencies=form.cleaned_data["agencies"], by=request.actor, at=request.at)
        except CannotAsk as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "They are asked.")
            return redirect("ask-page", ref=ref)
    given = {"page": page, "left": left, "form": form}
    return render(request, "exchange/more.html", given, status=422 if form.errors else 200)


def withdraw(request: HttpRequest, *, ref: str) -> HttpResponse:
    """Ask why a question is taken back, and take it back."""
    page = look_at_ask(ref, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_ask(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except CannotAsk as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The question is taken back. What was answered stays here.")
            return redirect("ask-page", ref=ref)
    return render(request, "exchange/withdraw.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_POST
def again(request: HttpRequest, *, ref: str, agency: str) -> HttpResponse:
    """Send a partner a new link."""
    send_link_again(ref, agency=agency, by=request.actor, at=request.at)
    messages.success(request, "A new link is on its way. The one before it opens nothing any more.")
    return redirect("ask-page", ref=ref)


@require_POST
def propose(request: HttpRequest, *, ref: str, answer: int) -> HttpResponse:
    """Ask a partner whether other words may go on."""
    form = WordingForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            propose_wording(ref, answer=answer, words=words, by=request.actor, at=request.at)
        except CannotPropose as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The partner is asked whether these words may go on.")
    else:
        messages.error(request, "Give the words that you would have go on.")
    return redirect("ask-page", ref=ref)


def _decider(request: HttpRequest, *, deciders: list[tuple[str, str]]) -> str:
    """Propose the one who asks where they may decide, else the first who may."""
    names = [username for username, _ in deciders]
    return request.actor.username if request.actor.username in names else next(iter(names), "")


def _asking(code: str, *, question: QuestionForm, partners: PartnersForm) -> Asking:
    said, whom = question.cleaned_data, partners.cleaned_data
    return Asking(
        code=code,
        also=tuple(said["also"]),
        named=said["named"],
        purpose=Purpose(said["purpose"]),
        basis=Basis(whom["basis"]),
        what_for=said["what_for"],
        urgency=Urgency(said["urgency"]),
        agencies=tuple(whom["agencies"]),
        decider=whom["decider"],
    )
