"""What was told and refused between agencies: the list, one of it, and a file of it."""

import csv
from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wraparound.agencies.queries import agencies_ever
from wraparound.exchange.actions.looking import export_shares, look_at_share, look_at_shares
from wraparound.exchange.forms.shares import SharesFilter
from wraparound.exchange.models import Share
from wraparound.exchange.queries.shares import EXPORTED, parts_called

COLUMNS = (
    "Number", "At", "Holder", "Recipient", "Child", "Purpose", "Kind", "Parts", "Decision", "Why", "Clause", "Version",
    "Statute", "Basis", "Condition", "Function served", "Relevance", "More detrimental to the child?",
    "What was weighed", "Decided by", "Written down by", "Belongs to",
)  # fmt: skip
ACTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take what begins so for something to work out


@require_safe
def shares(request: HttpRequest) -> HttpResponse:
    """List shares and refusals, newest first, narrowed as the address says."""
    form = _filter(request)
    asked = form.asked()
    page = look_at_shares(asked, by=request.actor, at=request.at)
    kept = {name: request.GET[name] for name in form.fields if name != "page" and request.GET.get(name)}
    given = {"shown": page, "form": form, "query": urlencode(kept), "chosen": bool(kept), "most": EXPORTED}
    return render(request, "exchange/shares.html", given)


@require_safe
def share(request: HttpRequest, *, share: int) -> HttpResponse:
    """Show one share or refusal with all its reasons."""
    page = look_at_share(share, by=request.actor, at=request.at)
    if page is None:
        raise Http404
    return render(request, "exchange/share.html", {"page": page, "share": page.share})


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give what is listed as a file of values with commas between."""
    found = export_shares(_filter(request).asked(), by=request.actor, at=request.at)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="shares-{request.at:%Y-%m-%d}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(value) for value in _row(one)] for one in found)
    return response


def _filter(request: HttpRequest) -> SharesFilter:
    form = SharesFilter(request.GET)
    form.offer(agencies_ever().order_by("name").values_list("code", "name"))
    return form


def _row(one: Share) -> Iterator[str]:
    yield from (str(one.pk), one.at.isoformat(), one.holder.name, one.recipient.name)
    yield one.person.code if one.person else ""
    yield from (one.get_purpose_display(), one.get_kind_display(), "; ".join(parts_called(one)))
    yield from (one.get_decision_display(), one.why, one.clause, str(one.version), one.get_statute_display())
    yield from (one.get_basis_display(), one.get_condition_display(), one.function, one.relevance)
    yield from (one.get_detriment_display(), one.detriment_words, one.decider, one.by, one.about)


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(ACTS) else value
