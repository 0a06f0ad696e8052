"""What the resident index does not hold yet as the database does."""

from django.db import models


class NotIndexed(models.Model):
    """Records that the index must take anew, noted where they change and forgotten when it has; none named is all."""

    records = models.JSONField(default=list)
    at = models.DateTimeField()

    class Sensitivity:
        identifies = {"records"}
        describes: set[str] = set()
        harmless = {"id", "at"}
