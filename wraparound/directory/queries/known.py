"""What of the area a service may name, how long it counts as fresh, and the facts of a service as it is kept."""

from dataclasses import fields

from django.db.models import QuerySet

from wraparound.agencies.queries import agencies_of_area, area_now, levels
from wraparound.directory.models import LocalService
from wraparound.directory.words import Known, ServiceFacts

FACTS = [one.name for one in fields(ServiceFacts)]
USUAL_MONTHS = 6  # before an area's settings were adopted


def known() -> Known:
    """Give the codes of agencies and of levels of need. Cost: two small queries."""
    agencies = frozenset(agencies_of_area().values_list("code", flat=True))
    return Known(agencies, frozenset(one.code for one in levels()))


def fresh_months() -> int:
    """Give for how many months what somebody confirmed counts as fresh here."""
    area = area_now()
    return area.directory.confirm_within_months if area else USUAL_MONTHS


def facts_of(service: LocalService) -> ServiceFacts:
    """Give the facts of a service."""
    said = {name: getattr(service, name) for name in FACTS}
    return ServiceFacts(**said | {"levels": tuple(service.levels), "needs": tuple(service.needs)})


def services_to_change(**which: str) -> QuerySet[LocalService]:
    """Find services and hold them until what is under way is done."""
    return LocalService.objects.select_for_update(of=("self",)).filter(**which)


def codes_taken() -> set[str]:
    """Give every code that a service has. Cost: one query."""
    return set(LocalService.objects.values_list("code", flat=True))
