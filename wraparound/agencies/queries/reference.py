"""Schools, postcodes and NHS organisations, and when they were last loaded."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet

from wraparound.agencies.models import NhsOrganisation, Postcode, ReferenceLoad, RowSetAside, School


def school(urn: str) -> School | None:
    """Find a school by its number."""
    return School.objects.filter(pk=urn).first()


def name_of_school(urn: OuterRef) -> QuerySet[School, Any]:
    """Ask for a school's name by its number, as a column of a query of another table."""
    return School.objects.filter(pk=urn).values("name")[:1]


def schools_of(la_code: str) -> QuerySet[School]:
    """Find the schools of an authority that are not closed, by name."""
    return School.objects.filter(la_code=la_code, closed_on__isnull=True).order_by("name")


def schools_named() -> dict[str, str]:
    """Name every school, open or closed, by its number. Cost: one query."""
    return dict(School.objects.order_by("urn").values_list("urn", "name"))


def place_of(postcode: str) -> Postcode | None:
    """Find where a postcode is; it is written in capitals with one space."""
    return Postcode.objects.filter(pk=postcode).first()


def places_of(postcodes: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Give latitude and longitude of those postcodes that have a place. Cost: one query for each 500 of them."""
    wanted, found = sorted(set(postcodes)), dict[str, tuple[float, float]]()
    for start in range(0, len(wanted), 500):
        some = Postcode.objects.filter(pk__in=wanted[start : start + 500])
        for code, lat, long in some.values_list("pk", "latitude", "longitude"):
            if lat is not None and long is not None:
                found[code] = (lat, long)
    return found


def nhs_organisation(code: str) -> NhsOrganisation | None:
    """Find a surgery or another body of the NHS by its code."""
    return NhsOrganisation.objects.filter(pk=code).first()


def name_of_nhs_organisation(code: OuterRef) -> QuerySet[NhsOrganisation, Any]:
    """Ask for a surgery's name by its code, as a column of a query of another table."""
    return NhsOrganisation.objects.filter(pk=code).values("name")[:1]


def loads_of_reference() -> QuerySet[ReferenceLoad]:
    """Find the files of public facts that were taken in, newest first."""
    return ReferenceLoad.objects.order_by("-id")


def rows_set_aside(load: ReferenceLoad) -> QuerySet[RowSetAside]:
    """Find the rows of a file that were set aside, in the file's order; only the first thousand are kept."""
    return RowSetAside.objects.filter(load=load).order_by("id")
