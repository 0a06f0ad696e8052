"""The wiring: which adapter serves which port, and who listens for which event. Laid once, when the service starts."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings

from wraparound.access import adapters as access
from wraparound.access.policies import check_may
from wraparound.access.queries import (
    accounts_listed,
    agencies_of_tokens,
    names_of,
    names_of_agencies,
    names_of_tokens,
    tokens_called,
)
from wraparound.access.rules import VERSION, permitted
from wraparound.access.words import Permission
from wraparound.duties import adapters as duties
from wraparound.frontdoor import adapters as frontdoor
from wraparound.identity import adapters as identity
from wraparound.identity.queries.codes import numbers_hidden
from wraparound.identity.queries.in_common import in_common
from wraparound.identity.queries.pages import persons_called
from wraparound.identity.queries.seen import hidden_from
from wraparound.journeys.path import lay_path
from wraparound.kernel.acting import Actor
from wraparound.ledger import adapters as ledger
from wraparound.ledger.words import InCommon
from wraparound.post import adapters as post
from wraparound.web.coverage import Covers
from wraparound.web.mail import Mail

AT_MOST = 50  # people who are taken for the words somebody typed


class Names:
    """Knows what people at work and agencies are called."""

    def accounts(self, usernames: Iterable[str]) -> dict[str, str]:
        """Name people at work, and agencies' systems, by their usernames."""
        wanted = set(usernames)
        return names_of(wanted) | names_of_tokens(wanted)

    def agencies(self) -> dict[str, str]:
        """Name all agencies for which people and systems work, by their codes."""
        return names_of_agencies() | agencies_of_tokens()

    def usernames(self, called: str) -> list[str]:
        """Give the usernames of those whose name or username holds some words."""
        return [account.username for account in accounts_listed(called)[:AT_MOST]] + tokens_called(called)[:AT_MOST]


class Persons:
    """Knows whom a reader of the ledger may not learn of, and what those who look have in common with whom they see."""

    def hidden_from(self, by: Actor) -> Any:
        """Give those who are shielded, save to keepers of shields."""
        return hidden_from(by)

    def in_common(self, looks: Mapping[str, Collection[int]], *, on: date) -> dict[str, InCommon]:
        """Hold names, homes and agencies against one another."""
        return in_common(looks, on=on)


class PersonsOwed:
    """Knows who the persons are whom duties are about, as far as somebody may see them."""

    def called(self, numbers: Iterable[int], *, by: Actor, at: datetime) -> dict[int, tuple[str, str]]:
        """Give the code and name of those whom someone may see."""
        return persons_called(numbers, by=by, at=at)

    def hidden_from(self, by: Actor) -> Any:
        """Give those who are shielded, under every number that leads to them, save to keepers of shields."""
        return numbers_hidden(openly=not permitted(by.roles, permission=Permission.KEEP_SHIELDS))


def lay() -> None:
    """Lay the wiring."""
    ledger.plug_in(
        check_may_read=partial(check_may, permission=Permission.SEE_LEDGER),
        rules=VERSION,
        names=Names(),
        persons=Persons(),
        signer=lambda: ledger.KeyFile(settings.NODE.ledger_key, may_make=settings.NODE.development),
    )
    access.plug_in(
        vault=access.FernetVault(settings.NODE.secret_key),
        passkeys=access.Fido(),
        agencies={
            one.agency: access.OpenId(title=one.title, issuer=one.issuer, client=one.client, secret=one.secret)
            for one in settings.NODE.providers
        },
    )
    duties.plug_in(
        persons=PersonsOwed(),
        mark=access.FernetVault(settings.NODE.secret_key).mark,
        subjects={"ask": "ask-page", "contact": "contact", "work": "work"},
    )
    identity.plug_in(
        covers=Covers(),
        onward=[identity.Onward("Ask partners what they know", "ask", Permission.ASK_PARTNERS)],
    )
    frontdoor.plug_in(printer=frontdoor.Typst())
    _lay_post()
    lay_path()


def _lay_post() -> None:
    """Say how letters leave: by the mail server that is named, else into a folder in development, else not yet."""
    node = settings.NODE
    folder = None
    if node.development:
        folder = post.Folder(node.data / "post" / "letters", sender="Wraparound <wraparound@example.org>")
    post.plug_in(
        carrier=_mail_server(node.mail) if node.mail else folder,
        journal=post.Notes(node.data / "post" / "taken"),
        postbox=folder,
        service=node.service,
        domain=node.mail.sender.rpartition("@")[2].strip("<> ") if node.mail else node.hosts[0],
    )


def _mail_server(mail: Mail) -> post.MailServer:
    server = post.Server(mail.host, mail.port, mail.tls, mail.user, mail.password)
    return post.MailServer(server, sender=mail.sender)
