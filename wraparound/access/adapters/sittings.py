"""What is kept of a sitting, in the database as Django keeps it, read by a query kept in words."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
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

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Give the table that sittings are kept in."""
        return Session


def _kept(*, key: str) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list("session_data")


KEPT = Compiled(_kept)
