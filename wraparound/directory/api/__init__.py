"""The directory by Open Referral UK's API (HSDS 3): public facts, which anyone may read without a token."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router

from wraparound.directory.api.shapes import ApiTold, ServicesAsked, ServicesTold, ServiceTold, TaxonomiesTold, TermsTold
from wraparound.directory.queries import service_written, services_written
from wraparound.directory.queries.open_referral import terms_known
from wraparound.directory.rules.open_referral import page_of
from wraparound.directory.rules.open_referral import taxonomies as lists_of_words

PROFILE = "https://docs.openreferraluk.org/en/latest/"
NUMBER = Path(..., description="The service's number")
ASKED = Query(...)
LIST = Query(None, description="The list that they are of")
router = Router()


@router.get("", response=ApiTold, url_name="open-referral", summary="Which standard this is")
def about(request: HttpRequest) -> dict[str, Any]:
    """Say which version of Open Referral this is, and where it is described."""
    described = request.build_absolute_uri(reverse("open-referral-openapi"))
    return {"version": "3.0", "profile": PROFILE, "openapi_url": described}


@router.get(
    "services", response=ServicesTold, exclude_none=True, url_name="open-referral-services", summary="List services"
)
def services(request: HttpRequest, *, asked: ServicesAsked = ASKED) -> dict[str, Any]:
    """Give a page of services, by name; each whole, also those that have closed."""
    which = {"search": asked.search, "term": asked.taxonomy_term_id, "ages": (asked.minimum_age, asked.maximum_age)}
    on = timezone.localdate(request.at)
    return services_written(page=asked.page, per_page=asked.per_page, **which, on=on)  # type: ignore[arg-type]


@router.get(
    "services/{uuid:id}",
    response=ServiceTold,
    exclude_none=True,
    url_name="open-referral-service",
    summary="Read one service",
)
def service(request: HttpRequest, *, id: UUID = NUMBER) -> dict[str, Any]:  # noqa: A002 – the standard's word
    """Give one service."""
    found = service_written(id, on=timezone.localdate(request.at))
    if found is None:
        raise Http404
    return found


@router.get("taxonomies", response=TaxonomiesTold, url_name="open-referral-taxonomies", summary="List lists of words")
def taxonomies(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 – every view is given it
    """Give the lists of words by which services are found: needs, and the area's levels of need."""
    return _whole(lists_of_words())


@router.get("taxonomy_terms", response=TermsTold, url_name="open-referral-terms", summary="List words")
def terms(
    request: HttpRequest,  # noqa: ARG001 – every view is given it
    *,
    taxonomy_id: UUID | None = LIST,
) -> dict[str, Any]:
    """Give every word of the lists; `taxonomy_term_id` finds the services of one."""
    names = {one["name"] for one in lists_of_words() if taxonomy_id is None or one["id"] == str(taxonomy_id)}
    return _whole([one for one in terms_known() if one["taxonomy"] in names])


def _whole(contents: list[dict[str, str]]) -> dict[str, Any]:
    return page_of(contents, total=len(contents), page=1, per_page=max(1, len(contents)))
