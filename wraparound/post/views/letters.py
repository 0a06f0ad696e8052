"""What leaves the building and what time sets, for those who keep an eye on it; and the postbox of development."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from wraparound.agencies.words import LetterCode
from wraparound.post import actions
from wraparound.post.queries import SHOWS, Asked, is_worked_on, letters_page, posted_letter, posted_letters


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """List letters, and the errands beneath."""
    given = {name: request.GET.get(name, "") for name in ("show", "agency", "template", "about", "page")}
    given["show"] = given["show"] if given["show"] in SHOWS else "all"
    asked = Asked(**given)
    kept = {name: value for name, value in given.items() if value and name not in {"show", "page"}}
    shown = letters_page(asked, by=request.actor)
    errands = [(one, is_worked_on(one, at=request.at)) for one in shown.errands]
    here = {"shown": shown, "asked": asked, "narrowed": urlencode(kept), "errands": errands, "templates": LetterCode}
    return render(
        request,
        "post/letters.html",
        here | {"query": urlencode(kept | {"show": asked.show})},
    )


@require_POST
def send_again(request: HttpRequest, *, letter: int) -> HttpResponse:
    """Have a letter that was given up be sent again."""
    found = actions.send_again(letter, by=request.actor, at=request.at)
    messages.success(request, f"The letter to {found.address} is sent again.")
    return redirect("letters")


@require_safe
def postbox(request: HttpRequest) -> HttpResponse:
    """Show the letters that lie in the folder, as a mailbox does. There is no such address outside development."""
    return render(request, "post/postbox.html", {"letters": posted_letters()})


@require_safe
def posted(request: HttpRequest, *, number: str) -> HttpResponse:
    """Show one letter as whoever has it reads it."""
    found = posted_letter(number)
    if found is None:
        raise Http404
    return render(request, "post/posted.html", {"letter": found.message})
