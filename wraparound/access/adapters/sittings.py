"""What is kept of a sitting, in the database as Django keeps it, read by a query kept in words."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from wraparound.ledger.queries import Compiled


class SessionStore(db.SessionStore):
    """Reads a sitting once a page."""

    def load(self) -> dict[str, Any]:
        """Give what is kept of the sitting; of one that is not known, or is over, nothing. Cost: one query."""
        if self.session_key:
            for (kept,) in KEPT.rows(key=self.session_key):
                return self.decode(kept)
        self._session_key = None
        return {}

    def save(self, must_create: bool = False) -> None:
        """Keep what is new of the sitting. PostgreSQL does not wait for the disk with it: a page would come later.

        Were the power to fail just then, someone would type their last words again, or sign in again.
        """
        if connection.vendor != "postgresql" or connection.in_atomic_block:
            super().save(must_create)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            super().save(must_create)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Give the table that sittings are kept in."""
        return Session


def _kept(*, key: str) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list("session_data")


KEPT = Compiled(_kept)
