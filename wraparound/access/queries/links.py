"""Links from letters: the one that is shown, how it stands, what it ends with, and who acts by it."""

from datetime import datetime

from wraparound.access.models import Link
from wraparound.access.ports import OUTSIDE
from wraparound.access.rules import LinkHeld, hash_of, state_of_link
from wraparound.access.words import LinkState
from wraparound.kernel.acting import Actor


def link_shown(token: str) -> Link | None:
    """Find the link that ends with this, however it stands; None where there is none. Cost: one query."""
    return Link.objects.select_related("agency").filter(hash=hash_of(token)).first() if token else None


def state_of(link: Link, *, key: str = "", at: datetime) -> LinkState:
    """Say how a link stands for the browser whose session holds `key`, or none."""
    ended_on = link.agency.ended_on
    ends_at = at if ended_on and ended_on <= at.date() else link.ends_at  # it goes with its agency
    held = LinkHeld(ends_at, link.opened_at, link.withdrawn_at, link.key)
    return state_of_link(held, key=hash_of(key) if key else "", at=at)


def actor_of_link(link: Link) -> Actor:
    """Give who acts by a link: someone at its address, for its agency, in no role."""
    return Actor(username=link.address, agency=link.agency.code, name=link.address, link=link.pk)


def actor_by_link(link_id: int, *, key: str, at: datetime) -> Actor | None:
    """Give who acts by a link that this browser opened; None where it holds no more. Cost: one query."""
    found = Link.objects.select_related("agency").filter(pk=link_id).first()
    opens = found is not None and state_of(found, key=key, at=at) is LinkState.OPEN
    return actor_of_link(found) if opens and found is not None else None


def is_link_to(address: str, *, link: int) -> bool:
    """Say whether a link was made for whoever reads mail at an address. Cost: one query."""
    return Link.objects.filter(pk=link, address=address).exists()


def link_about(link_id: int, *, agency: str) -> str:
    """Say what a link of an agency's is about, such as ask:Q-7K3M-92QX; "" where there is none. Cost: one query."""
    return Link.objects.filter(pk=link_id, agency__code=agency).values_list("about", flat=True).first() or ""


def token_of_link(link_id: int, *, at: datetime) -> str | None:
    """Give what a link ends with, for the letter that carries it; None where nobody could open it any more."""
    found = Link.objects.filter(pk=link_id, withdrawn_at__isnull=True, ends_at__gt=at).first()
    return token_drawn(found.seed) if found else None


def token_drawn(seed: str) -> str:
    """Draw what a link ends with from its seed, which only this node's vault can do."""
    if OUTSIDE.vault is None:
        raise RuntimeError("The wiring has plugged in nothing that draws what links end with.")
    return OUTSIDE.vault.mark(f"link {seed}")
