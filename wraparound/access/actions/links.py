"""Links from letters: made for a work address, opened in one browser, taken back."""

from datetime import datetime
from secrets import token_hex

from wraparound.access.events import LinkMade, LinkOpened, LinkWithdrawn
from wraparound.access.models import Link
from wraparound.access.queries import state_of
from wraparound.access.queries.links import token_drawn
from wraparound.access.rules import hash_of, is_address
from wraparound.access.words import LinkState
from wraparound.agencies.queries import agency as agency_of
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotMakeLink(CannotDo):
    """There is no such agency, or this is no address for mail."""


class CannotOpenLink(CannotDo):
    """The link was opened in another browser, is too old or was taken back; `link` says of what it was."""

    def __init__(self, words: str, *, link: Link, state: LinkState) -> None:
        """Keep which link it is, and how it stands."""
        super().__init__(words)
        self.link, self.state = link, state


@whole
def make_link(address: str, *, agency: str, about: str, ends_at: datetime, by: Actor, at: datetime) -> Link:
    """Make a link that opens one thing to whoever reads mail at a work address of an agency, until a moment.

    Who calls it has seen to it that they may. What the link ends with is drawn when its letter is sent.
    """
    found = agency_of(agency)
    if found is None or found.ended_on is not None:
        raise CannotMakeLink(f'There is no agency with the code "{agency}".')
    if not is_address(address):
        raise CannotMakeLink(f'"{address[:60]}" is no address for mail.')
    seed = token_hex(16)
    link = Link.objects.create(
        address=address,
        agency=found,
        about=about,
        seed=seed,
        hash=hash_of(token_drawn(seed)),
        made_by=by.username,
        made_at=at,
        ends_at=ends_at,
    )
    write_down(LinkMade(link.pk, address, found.code, about, ends_at.isoformat()), by=by, at=at)
    return link


@whole
def open_link(token: str, *, key: str, by: Actor, at: datetime) -> Link | None:
    """Open a link in the one browser whose session holds `key`: the first that asks; None where there is no such link.

    In that browser it opens again; for any other, or when it is over, it raises CannotOpenLink. Nobody has shown who
    they are before it opens, so `by` is who reads mail at its address: `access.queries.actor_of_link`.
    """
    found = Link.objects.select_for_update(of=("self",)).select_related("agency").filter(hash=hash_of(token)).first()
    if found is None:
        return None
    state = state_of(found, key=key, at=at)
    if state not in {LinkState.NEW, LinkState.OPEN}:
        raise CannotOpenLink(f"{state.label}.", link=found, state=state)
    if state is LinkState.NEW:
        found.opened_at, found.key = at, hash_of(key)
        found.save(update_fields=["opened_at", "key"])
        write_down(LinkOpened(found.pk, found.about), by=by, at=at)
    return found


@whole
def withdraw_link(link: int, *, by: Actor, at: datetime) -> Link | None:
    """Take a link back, so that it opens nothing from now on; None where it is already, or there is none."""
    found = Link.objects.select_for_update(of=("self",)).filter(pk=link, withdrawn_at__isnull=True).first()
    if found is None:
        return None
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    write_down(LinkWithdrawn(found.pk, found.about), by=by, at=at)
    return found


@whole
def withdraw_links(about: str, *, agency: str, by: Actor, at: datetime) -> int:
    """Take back every link of an agency's that opens something; says how many opened it still."""
    found = Link.objects.filter(about=about, agency__code=agency, withdrawn_at__isnull=True)
    return sum(withdraw_link(number, by=by, at=at) is not None for number in found.values_list("pk", flat=True))
