"""Files of services that were taken in, and their rows that wait."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from wraparound.access.queries import names_of
from wraparound.directory.models import RowWaiting, ServiceLoad

ROWS = 50  # on a page


@dataclass(frozen=True)
class LoadPage:
    """One file that was taken in: who did, and its rows that wait."""

    load: ServiceLoad
    by: str
    waiting: Page[RowWaiting]

    @property
    def same(self) -> int:
        """Give how many rows said what was known already."""
        return self.load.rows - self.load.added - self.load.changed - self.load.set_aside


def loads_newest() -> QuerySet[ServiceLoad]:
    """Find the files that were taken in last."""
    return ServiceLoad.objects.order_by("-pk")[:20]


def load_page(number: int, *, page: str = "") -> LoadPage | None:
    """Give one file with a page of its rows that wait. Cost: four queries."""
    load = ServiceLoad.objects.filter(pk=number).first()
    if load is None:
        return None
    waiting = Paginator(rows_waiting(load), ROWS).get_page(page)
    return LoadPage(load, names_of([load.by]).get(load.by, load.by), waiting)


def rows_waiting(load: ServiceLoad) -> QuerySet[RowWaiting]:
    """Find the rows of a file that wait, in the file's order."""
    return RowWaiting.objects.filter(load=load).order_by("row", "pk")
