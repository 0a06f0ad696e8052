"""Organisations of the area."""

from django.db import models

from wraparound.agencies.words import AgencyType


class Agency(models.Model):
    """An organisation that helps children here, or one of its parts that answers for itself."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=20, choices=AgencyType.choices())
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "code", "name", "type", "phone", "email", "ended_on"}

    def __str__(self) -> str:
        """Name the agency."""
        return self.name
