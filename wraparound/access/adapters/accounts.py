"""Who is signed in, as Django asks for them at every page: the account with its agency, by a query kept in words."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Model, QuerySet

from wraparound.access.models import Account
from wraparound.ledger.queries import Compiled

AGENCY: Any = Account._meta.get_field("agency").related_model


class AccountsBackend(ModelBackend):
    """Gives the account of a sitting, as long as it is in use."""

    def get_user(self, user_id: Any) -> Account | None:
        """Give an account by its number, with its agency; None where it is closed. Cost: one query."""
        for row in ACCOUNT.rows(account=int(user_id)):
            account = Account.from_db(None, OF_ACCOUNT, row[: len(OF_ACCOUNT)])
            account.agency = AGENCY.from_db(None, OF_AGENCY, row[len(OF_ACCOUNT) :])
            return account if self.user_can_authenticate(account) else None
        return None


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _account(*, account: int) -> QuerySet[Account, Any]:
    found = Account.objects.filter(pk=account)
    return found.values_list(*OF_ACCOUNT, *(f"agency__{name}" for name in OF_AGENCY))


OF_ACCOUNT, OF_AGENCY = _columns(Account), _columns(AGENCY)
ACCOUNT = Compiled(_account)
