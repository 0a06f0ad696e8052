"""A page on which somebody types a worry: shown, kept while it is typed, and sent; the same by every way."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wraparound.frontdoor.actions.drafts import keep_draft
from wraparound.frontdoor.actions.receiving import CannotTell
from wraparound.frontdoor.actions.telling import CannotTellHere
from wraparound.frontdoor.forms.telling import Typed, typed_of
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.queries.drafts import draft_of, drafts_of
from wraparound.frontdoor.queries.numbers import door_numbers
from wraparound.frontdoor.queries.same import ToldBefore
from wraparound.frontdoor.rules.drafts import BROWSER, children_in, is_key, said_in
from wraparound.frontdoor.rules.telling import wanting
from wraparound.frontdoor.views.keeping import as_json, device_mark
from wraparound.frontdoor.words import Channel
from wraparound.frontdoor.words.drafts import Draft, Kept
from wraparound.frontdoor.words.telling import ChildTold, Referrer, Taken, Telling
from wraparound.identity.queries.searching import Findings
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class TellingWay:
    """One way to tell the front door: its page, whose drafts they are, who tells, and whom they may look up."""

    channel: Channel
    template: str
    here: str  # the address of the page
    keeps: str  # the address that keeps what is typed
    owner: str
    by: Actor
    referrer: Callable[[Typed], Referrer]
    takes: Callable[[Telling], Taken]
    after: Callable[[Taken], HttpResponse]
    asks_who: bool = False
    finds: Callable[[str], Findings] | None = None
    key: str = ""  # where it is always the same draft
    links: tuple[tuple[str, str], ...] = ()  # to other pages: words and address
    nobody: str = ""  # who it is about, where nobody else is named
    before: Callable[[Telling], list[ToldBefore]] | None = None  # what they told of the same child before
    adds: Callable[[str, Telling], HttpResponse] | None = None  # to one of these, instead of telling it anew

    @property
    def mark(self) -> str:
        """Give by what this device tells whose the words are that it keeps; "" where it keeps them in one tab alone."""
        return "" if self.owner.startswith(BROWSER) else device_mark(self.owner)


def page(request: HttpRequest, *, way: TellingWay) -> HttpResponse:
    """Show the page as far as it is typed; take what was typed, and send it where that was asked for."""
    if request.method != "POST":
        return _shown(request, way=way, draft=_begun(request, way=way))
    draft = _typed(request, way=way)
    do = request.POST.get("do", "send")
    if do in {"send", "new"} or do.startswith("add-"):
        return _sent(request, way=way, draft=draft)
    if do == "more":
        draft = replace(draft, said={**draft.said, "children": str(children_in(draft.said) + 1)})
    kept = keep_draft(draft, by=way.by, at=request.at)
    if do == "again":
        return redirect(f"{way.here}?instead={kept.key}")
    draft = replace(draft, key=kept.key, seen=kept.seen)
    return _shown(request, way=way, draft=draft, find=do.removeprefix("find-") if do.startswith("find-") else "")


def keep(request: HttpRequest, *, way: TellingWay) -> HttpResponse:
    """Keep what is typed so far, and tell the page its mark."""
    draft = _typed(request, way=way)
    return as_json(keep_draft(draft, by=way.by, at=request.at))


def _begun(request: HttpRequest, *, way: TellingWay) -> Draft:
    """Find what was begun under the key in the address, or begin anew."""
    key = way.key or request.GET.get("draft", "")
    fresh = key if is_key(key) else token_hex(16)
    return draft_of(way.owner, key=fresh) or Draft(fresh, way.owner, {})


def _typed(request: HttpRequest, *, way: TellingWay) -> Draft:
    key = way.key or request.POST.get("key", "")
    said = said_in(request.POST.dict())
    return Draft(key if is_key(key) else token_hex(16), way.owner, said, request.POST.get("seen", "")[:40])


def _shown(request: HttpRequest, *, way: TellingWay, draft: Draft, find: str = "", typed: Any = None) -> HttpResponse:
    others = [one for one in drafts_of(way.owner) if one.key != draft.key] if not way.key else []
    form = typed or typed_of(draft.said, asks_who=way.asks_who)
    sought = draft.said.get(f"child-{find}-who", "") if find else ""
    found = way.finds(sought) if sought and way.finds else None
    given = {
        "form": form, "draft": draft, "way": way, "others": others, "numbers": door_numbers(), "find": find,
        "found": found, "instead": request.GET.get("instead", ""),
    }  # fmt: skip
    return render(request, way.template, given, status=422 if typed else 200)


def _sent(request: HttpRequest, *, way: TellingWay, draft: Draft) -> HttpResponse:
    """Send it; what it wants is said at its fields, and what was typed is kept."""
    typed = typed_of(draft.said, check=True, asks_who=way.asks_who)
    if typed.is_valid():
        telling = typed.telling(channel=way.channel, referrer=way.referrer(typed), key=draft.key)
        if way.nobody and not telling.children:
            telling = replace(telling, children=(ChildTold(described=way.nobody),))
        try:
            if answer := _told_before(request, way=way, draft=draft, telling=telling):
                return answer
            taken = way.takes(telling)
        except CannotTell as refused:
            typed.refuse(refused.wants)
        except CannotTellHere as refused:
            typed.story.add_error("story", str(refused))
        else:
            return _taken(request, way=way, draft=draft, taken=taken)
    kept = keep_draft(draft, by=way.by, at=request.at)
    return _shown(request, way=way, draft=replace(draft, key=kept.key, seen=kept.seen), typed=typed)


def _told_before(request: HttpRequest, *, way: TellingWay, draft: Draft, telling: Telling) -> HttpResponse | None:
    """Ask once whether it is about what they told before, and add it there if it is; nothing where they did not."""
    do = request.POST.get("do", "send")
    if do == "new" or way.before is None or way.adds is None:
        return None
    before = way.before(telling)
    adds = do.removeprefix("add-") if do.startswith("add-") else ""
    if adds in {one.ref for one in before}:
        return way.adds(adds, telling)
    if adds:
        messages.warning(request, f"Nothing can be added to {adds[:20]} any more. Send it as something new.")
    elif not before or wanting(telling):
        return None
    kept = keep_draft(draft, by=way.by, at=request.at)
    if kept.ref:
        return None  # it was sent already
    given = {"way": way, "draft": replace(draft, key=kept.key, seen=kept.seen), "before": before}
    return render(request, "frontdoor/told_before.html", given)


def _taken(request: HttpRequest, *, way: TellingWay, draft: Draft, taken: Taken) -> HttpResponse:
    """Go on to the receipt. Where it was sent before, and says something else now, that is kept and shown again."""
    if not taken.is_new and not _is_the_same(draft, ref=taken.ref):
        apart = Draft(token_hex(16), way.owner, draft.said)
        kept: Kept = keep_draft(apart, by=way.by, at=request.at)
        messages.warning(request, f"{taken.ref} was sent already. What differs stands here, and is not sent yet.")
        return redirect(f"{way.here}?draft={kept.key}")
    return way.after(taken)


def _is_the_same(draft: Draft, *, ref: str) -> bool:
    return Contact.objects.filter(ref=ref, story=draft.said.get("story", "").strip()).exists()


def lately(held: dict[str, Any] | None, *, at: datetime, again: Any) -> set[int]:
    """Give those who were suggested in this sitting, and written down, a moment ago."""
    since = datetime.fromisoformat(held["at"]) if held else None
    return set(held["about"]) if held and since and at - since < again else set()
