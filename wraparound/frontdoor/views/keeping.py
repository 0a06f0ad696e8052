"""A form behind the door that is long to fill in: kept while it is typed, thrown away, and brought back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.forms import Form, MultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from wraparound.access.rules import hash_of
from wraparound.frontdoor.actions.drafts import bring_back, keep_beside, throw_away
from wraparound.frontdoor.actions.steps import NoSuchContact
from wraparound.frontdoor.queries.drafts import draft_of, newest_drafts, owner_of
from wraparound.frontdoor.rules.drafts import is_key, typed_in
from wraparound.frontdoor.words.drafts import Draft, DraftOf, Kept
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class KeptForm:
    """A form that is kept: what is typed, about what and beside which contact; by whom; where it stands and goes."""

    what: DraftOf
    of: str  # the reference of what it is about: a contact's, or a discussion's
    contact: str
    by: Actor
    here: str
    takes: str

    @property
    def owner(self) -> str:
        """Give whose words they are."""
        return owner_of(self.by)

    @property
    def page(self) -> str:
        """Give under what they are kept."""
        return self.what.page(self.of)

    @property
    def newest(self) -> Draft | None:
        """Find what they typed there last. One query."""
        return newest_drafts(self.owner, pages=[self.page]).get(self.page)

    @property
    def mark(self) -> str:
        """Give by what this device tells whose the words are that it keeps."""
        return device_mark(self.owner)

    @property
    def yet(self) -> str:
        """Say what has not become of it yet."""
        return f"{self.what.label}."


def begun(request: HttpRequest, *, form: KeptForm, newest: Draft | None) -> Draft:
    """Find what somebody had typed into a form: by the key in the address, else the newest; or begin anew."""
    key = request.GET.get("draft", "")
    if not is_key(key):
        return newest or _fresh(form, key=token_hex(16))
    return draft_of(form.owner, key=key, page=form.page) or _fresh(form, key=key)


def typed(request: HttpRequest, *, form: KeptForm) -> Draft:
    """Give what was typed just now."""
    key, said = request.POST.get("key", ""), typed_in(dict(request.POST.lists()))
    fresh = _fresh(form, key=key if is_key(key) else token_hex(16))
    return replace(fresh, said=said, seen=request.POST.get("seen", "")[:40])


def set_aside(request: HttpRequest, *, form: KeptForm) -> HttpResponse | None:
    """Keep what is typed, throw it away or bring it back, if that is asked; nothing where the form is to be done."""
    do = request.POST.get("do", "")
    if request.method != "POST" or ("keep" not in request.GET and do not in {"keep", "throw", "back"}):
        return None
    draft = typed(request, form=form)
    if do == "back":
        bring_back(draft.key, by=form.by, at=request.at)
        return redirect(f"{form.here}?draft={draft.key}")
    kept = _kept(draft, form=form, at=request.at)
    if do == "throw":
        throw_away(kept.key, by=form.by, at=request.at)
        return redirect(f"{form.here}?thrown={kept.key}#thrown" if kept.seen else form.here)
    if do == "keep":
        if kept.seen:
            messages.success(request, f"What you typed is kept, for you alone. {form.yet}")
        return redirect(reverse("contact", args=[form.contact]))
    return as_json(kept)


def as_json(kept: Kept) -> JsonResponse:
    """Tell the page under which key it is kept, with its mark, or what it has become."""
    return JsonResponse({"key": kept.key, "seen": kept.seen, "apart": kept.is_apart, "ref": kept.ref})


def device_mark(owner: str) -> str:
    """Give by what a device tells whose the words are that it keeps."""
    return hash_of(owner)[:16]


def refused(request: HttpRequest, *, form: KeptForm) -> Draft:
    """Keep what was typed where it could not be done yet."""
    draft = typed(request, form=form)
    kept = _kept(draft, form=form, at=request.at)
    return replace(draft, key=kept.key, seen=kept.seen)


def kept_so(request: HttpRequest, *, form: KeptForm, draft: Draft) -> dict[str, Any]:
    """Give what the page shows of it: what is kept, and what was thrown away a moment ago, to be brought back."""
    key = request.GET.get("thrown", "")
    return {"kept": form, "draft": draft, "thrown": key if is_key(key) else ""}


def fill(form: Form, *, said: Mapping[str, str]) -> None:
    """Show in a form what was typed into it before. What was left out then is left out."""
    for name, field in form.fields.items() if said else ():
        if not field.widget.is_hidden:
            typed = said.get(name, "")
            form.initial[name] = typed.splitlines() if isinstance(field, MultipleChoiceField) else typed


def _fresh(form: KeptForm, *, key: str) -> Draft:
    return Draft(key, form.owner, {}, page=form.page)


def _kept(draft: Draft, *, form: KeptForm, at: datetime) -> Kept:
    try:
        return keep_beside(form.contact, draft=draft, by=form.by, at=at)
    except NoSuchContact as gone:
        raise Http404 from gone
