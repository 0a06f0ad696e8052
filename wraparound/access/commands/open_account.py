"""wraparound open_account: open an account from the machine itself, as the very first of a node has to be."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from wraparound.access.actions import CannotOpenAccount, invite, open_account
from wraparound.access.queries import account_at
from wraparound.access.words import Role
from wraparound.agencies.queries import agencies_of_area
from wraparound.agencies.queries.operator import operator


class Command(BaseCommand):
    """Opens an account, or makes a fresh link for one."""

    help = "Open an account and print the link by which its holder sets up signing in. It works once, for three days."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask who it is for."""
        parser.add_argument("email", help="their e-mail address at work, by which they sign in")
        parser.add_argument("--name", default="", help="what they are called")
        parser.add_argument("--agency", default="", help="the code of the agency they work for")
        parser.add_argument("--role", default=str(Role.GOVERNANCE), choices=[str(role) for role in Role])
        parser.add_argument("--again", action="store_true", help="the account is there: make a fresh link only")

    def handle(self, *_args: Any, email: str, name: str, agency: str, role: str, again: bool, **_options: Any) -> None:
        """Open it, and print the link."""
        by, at = operator(), timezone.now()
        try:
            if again:
                held = account_at(email)
                _, token = invite(held.pk if held else 0, by=by, at=at)
            elif not name or not agency:
                codes = ", ".join(one.code for one in agencies_of_area()) or "none: adopt an area first"
                raise CommandError(f"Say --name and --agency. The agencies here are: {codes}.")
            else:
                _, token = open_account(email, name=name, agency=agency, role=Role(role), by=by, at=at)
        except CannotOpenAccount as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{_address()}{reverse('invitation', kwargs={'token': token})}")


def _address() -> str:
    """Give the address people type: the first of WRAPAROUND_HOSTS."""
    host = settings.NODE.hosts[0]
    return f"http://{host}:{settings.NODE.listen[1]}" if settings.NODE.development else f"https://{host}"
